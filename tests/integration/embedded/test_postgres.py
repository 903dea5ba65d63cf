"""The embedded PostgreSQL: what it is when all is well."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from samverk.project.embedded.home import secret
from samverk.project.embedded.postgres import EmbeddedPostgres, ServerAddress, find_binary

pytestmark = pytest.mark.server


def query(address: ServerAddress, statement: str) -> Any:
    """Run one statement and return its first value, if it has one."""
    with closing(psycopg2.connect(address.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture(scope="module")
def server(shared_home: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(shared_home, settings={"fsync": "off"})
    server.start()
    yield server
    server.stop()
    assert not server.status().running


def test_the_application_is_bound_by_row_level_security(server: EmbeddedPostgres) -> None:
    row = query(
        server.address,
        "SELECT array[rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb] "
        "FROM pg_roles WHERE rolname = current_user",
    )
    assert row == [False, False, False, False, True]
    assert query(server.address, "SELECT current_user") == "samverk"
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert query(server.address, owner) == "samverk"


def test_forced_row_level_security_really_holds_for_the_application(server: EmbeddedPostgres) -> None:
    query(server.address, "CREATE TABLE guarded (n int); INSERT INTO guarded VALUES (1)")
    query(
        server.address,
        "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; ALTER TABLE guarded FORCE ROW LEVEL SECURITY",
    )
    assert query(server.address, "SELECT count(*) FROM guarded") == 0


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("max_locks_per_transaction", "1024"),
        ("max_connections", "60"),
        ("shared_buffers", "128MB"),
        ("jit", "off"),
        ("autovacuum", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("fsync", "off"),  # the override of this test; SETTINGS says on
    ],
)
def test_the_server_has_the_settings_that_the_house_needs(server: EmbeddedPostgres, setting: str, value: str) -> None:
    assert query(server.address, f"SHOW {setting}") == value


def test_swedish_letters_have_case(server: EmbeddedPostgres) -> None:
    assert query(server.address, "SELECT lower('ÅÄÖÉ') || upper('åäöé')") == "åäöéÅÄÖÉ"


def test_fsync_is_on_unless_a_test_says_otherwise(home: Path) -> None:
    assert EmbeddedPostgres(home).settings["fsync"] == "on"


def test_nobody_listens_on_tcp(server: EmbeddedPostgres) -> None:
    status = server.status()
    assert status.pid is not None
    sockets = {
        os.readlink(link)  # noqa: PTH115 – "socket:[1]" is no path
        for link in Path(f"/proc/{status.pid}/fd").iterdir()
    }
    tcp = {row.split()[9] for table in ("tcp", "tcp6") for row in _rows(Path("/proc/net") / table)}
    assert not sockets & {f"socket:[{inode}]" for inode in tcp}
    assert any(name.startswith("socket:") for name in sockets)  # the Unix socket: we did see something


def _rows(table: Path) -> list[str]:
    return table.read_text().splitlines()[1:] if table.is_file() else []


def test_socket_and_data_are_private(server: EmbeddedPostgres) -> None:
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("user", ["samverk", "postgres"])
def test_a_wrong_password_does_not_come_in(server: EmbeddedPostgres, user: str) -> None:
    wrong = ServerAddress(server.sockets, "samverk", user, "not-the-password")
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        query(wrong, "SELECT 1")


def test_passwords_are_private_and_kept_out_of_reprs(server: EmbeddedPostgres) -> None:
    for name in ("postgres-password", "postgres-superuser-password"):
        assert (server.home / "secrets" / name).stat().st_mode & 0o777 == 0o600
        assert secret(server.home, name) not in repr(server.address)


def test_the_address_fits_django_and_the_programs(server: EmbeddedPostgres) -> None:
    told = server.address.as_django()
    with closing(
        psycopg2.connect(
            dbname=told["NAME"],
            user=told["USER"],
            password=told["PASSWORD"],
            host=told["HOST"],
            port=told["PORT"],
        )
    ) as connection:
        assert connection.info.dbname == "samverk"
    query(server.address, "CREATE TABLE dumped (n int)")
    dump = subprocess.run(
        [find_binary("pg_dump"), "--schema-only"],
        env={**os.environ, **server.address.as_libpq_environ()},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "CREATE TABLE public.dumped" in dump.stdout


def test_the_application_may_make_databases_for_tests(server: EmbeddedPostgres) -> None:
    query(server.address, "CREATE DATABASE other")
    assert query(server.address.to("other"), "SELECT current_database()") == "other"


def test_a_second_start_attaches_and_a_restart_keeps_the_data(
    postgres: Callable[[], EmbeddedPostgres], said: list[str]
) -> None:
    first = postgres()
    address = first.start()
    assert said == ["Skapar databasen …", "Startar databasen …"]
    query(address, "CREATE TABLE kept AS SELECT 'fika' AS word")
    pid = first.status().pid

    second = postgres()
    before = time.monotonic()
    assert second.start() == address
    assert (second.started_here, second.status().pid) == (False, pid)
    assert time.monotonic() - before < 1

    second.stop()
    second.stop()
    assert not first.status().running
    third = postgres()
    third.start()
    assert third.status().pid != pid
    assert query(third.address, "SELECT word FROM kept") == "fika"
    assert said[2:] == ["Startar databasen …"]
