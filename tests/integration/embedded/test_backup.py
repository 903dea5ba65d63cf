"""The embedded database's backups: a copy as it was at any second, beside the one that goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from samverk.project.embedded.backup import Backups, NoBackupError
from samverk.project.embedded.postgres import EmbeddedPostgres, ServerAddress
from samverk.project.embedded.processes import wait_until

pytestmark = pytest.mark.server
Make = Callable[[], EmbeddedPostgres]


def query(address: ServerAddress, statement: str) -> Any:
    with closing(psycopg2.connect(address.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None


def now() -> datetime:
    return datetime.now(UTC)


def after_a_while() -> datetime:
    time.sleep(1.1)
    moment = now()
    time.sleep(1.1)
    return moment


def test_tn13_every_second_since_the_backup_can_be_seen_again(postgres: Make) -> None:
    server = postgres()
    address = server.start()
    query(address, "CREATE TABLE t (n int); INSERT INTO t VALUES (0)")
    backups = Backups(server)
    backup = backups.take(now=now)
    moments = []
    for number in range(1, 4):
        query(address, f"INSERT INTO t VALUES ({number})")
        moments.append(after_a_while())
    query(address, "DROP TABLE t")
    for number, moment in enumerate(moments, start=1):
        with backups.as_it_was(moment) as side:
            assert query(side, "SELECT max(n), count(*) FROM t") == [(number, number + 1)]
            assert query(address, "SELECT to_regclass('t')") == [(None,)]
    assert not os.path.lexists(server.home / "restore")
    with pytest.raises(NoBackupError), backups.as_it_was(backup.finished - timedelta(seconds=1)):
        pass


def test_tn13_old_backups_go_with_the_log_that_only_they_need(postgres: Make) -> None:
    server = postgres()
    address = server.start()
    backups = Backups(server)
    first = backups.take(now=lambda: now() - timedelta(days=20))
    query(address, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n")
    second = backups.take(now=now)
    log = {path.name for path in backups.log.iterdir()}
    assert backups.prune(now=now(), days=14) == 1
    assert [one.path for one in backups.all()] == [second.path]
    assert not first.path.exists()
    assert {path.name for path in backups.log.iterdir()} < log
    moment = after_a_while()
    query(address, "DROP TABLE t")
    with backups.as_it_was(moment) as side:
        assert query(side, "SELECT count(*) FROM t") == [(1000,)]
    assert backups.prune(now=now() + timedelta(days=99), days=14) == 0  # the last one stays whatever its age


def test_tn13_a_backup_killed_half_way_is_none_and_the_next_one_works(home: Path, postgres: Make) -> None:
    server = postgres()
    address = server.start()
    query(address, "CREATE TABLE t AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 100000) AS n")
    program = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime;"
        "from samverk.project.embedded.backup import Backups;"
        "from samverk.project.embedded.postgres import EmbeddedPostgres;"
        "Backups(EmbeddedPostgres(Path(sys.argv[1]))).take(now=lambda: datetime.now(UTC))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    taking = subprocess.Popen([sys.executable, "-c", program, str(home)], env=env)
    backups = Backups(server)
    assert wait_until(lambda: any((path / "base").is_dir() for path in backups.bases.glob(".new-*")), seconds=30)
    taking.send_signal(signal.SIGKILL)
    taking.wait()
    assert backups.all() == []
    backups.take(now=now)
    assert len(backups.all()) == 1
    assert list(backups.bases.glob(".new-*")) == []
