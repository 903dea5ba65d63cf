"""Backups of the embedded database, and a copy of it as it was at any second since the oldest of them."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2

from samverk.project.embedded import HouseError
from samverk.project.embedded.address import ServerAddress
from samverk.project.embedded.places import data_folder
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.processes import end, processes_in
from samverk.project.embedded.server_environment import server_environment
from samverk.project.embedded.wal import LogNotKeptError, recovery_settings, remove_older, wait_for_segment

STAMP = "%Y%m%dT%H%M%SZ"
SIDE = "restore"
SEGMENT_SECONDS = 60


class BackupFailedError(HouseError):
    """No backup was made; those that were there are still there."""


class NoBackupError(HouseError):
    """No backup is old enough, or there is none."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole copy of the database's files; with the log it gives every second after `finished`."""

    path: Path
    finished: datetime

    @property
    def first_segment(self) -> str:
        """Name of the first piece of the log that it needs."""
        label = (self.path / "backup_label").read_text(encoding="utf-8")
        found = re.search(r"START WAL LOCATION: .*\(file ([0-9A-F]{24})\)", label)
        if found is None:
            raise NoBackupError(f"Säkerhetskopian {self.path} är skadad: backup_label går inte att läsa.")
        return found[1]


class Backups:
    """Backups of one home's embedded database, in `backup/` of the home (a link to another disk, if you like)."""

    def __init__(self, postgres: EmbeddedPostgres, *, on_progress: Callable[[str], None] = lambda text: None) -> None:
        self.postgres = postgres
        self.on_progress = on_progress
        self.folder = postgres.backups
        self.log = self.folder / "log"
        self.bases = self.folder / "base"

    def all(self) -> list[Backup]:
        """Every whole backup, the oldest first."""
        if not self.bases.is_dir():
            return []
        names = sorted(path for path in self.bases.iterdir() if not path.name.startswith("."))
        return [Backup(path, datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)) for path in names]

    def take(self, *, now: Callable[[], datetime]) -> Backup:
        """Copy the whole database while it is used. The first time, this is where keeping the log begins.

        Made beside its place and given its name when it is whole and on the disk.

        Raises:
            BackupFailedError: with PostgreSQL's own words.
        """
        account = self.postgres.account
        for folder in (self.folder, self.log, self.bases):
            if not folder.is_dir():
                folder.mkdir(mode=0o700)
                account.own(folder)
        for left in self.bases.glob(".new-*"):
            end([*processes_in(left)], number=signal.SIGKILL, seconds=5)
            shutil.rmtree(left, ignore_errors=True)
        temporary = self.bases / f".new-{os.getpid()}"
        temporary.mkdir(mode=0o700)
        account.own(temporary)
        self.on_progress("Kopierar databasen")
        superuser = self.postgres.superuser
        done = subprocess.run(
            [
                str(self.postgres.binaries / "pg_basebackup"),
                f"--pgdata={temporary}",
                "--checkpoint=fast",
                "--wal-method=stream",
                "--no-password",
            ],
            env={**server_environment(), **superuser.as_libpq_environ()},
            # By its folder it is found and ended when we were killed and it was not.
            cwd=temporary,
            capture_output=True,
            check=False,
            umask=0o077,
            **account.as_popen(),
        )
        if done.returncode:
            shutil.rmtree(temporary, ignore_errors=True)
            raise BackupFailedError(
                f"Säkerhetskopian blev inte av: {done.stderr.decode(errors='replace').strip()} "
                f"Tidigare kopior finns kvar."
            )
        finished = now().astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        path = self.bases / finished.strftime(STAMP)
        temporary.rename(path)
        self._hand_over_log()
        return Backup(path, finished)

    def prune(self, *, now: datetime, days: int) -> int:
        """Remove backups older than so many days, but never the last one, and the log that none of the rest needs."""
        found = self.all()
        old = [one for one in found[:-1] if one.finished < now - timedelta(days=days)]
        for one in old:
            shutil.rmtree(one.path)
        if found:
            remove_older(self.log, found[len(old)].first_segment)
        return len(old)

    @contextmanager
    def as_it_was(self, moment: datetime) -> Iterator[ServerAddress]:
        """The database as it was at `moment`, in a server of its own beside the real one; thrown away afterwards.

        Raises:
            NoBackupError: when no backup is that old, or the moment has not been.
            LogNotKeptError: when the log did not come.
        """
        base = next((one for one in reversed(self.all()) if one.finished <= moment), None)
        if base is None:
            raise NoBackupError(self._no_backup(moment))
        self._hand_over_log()
        side = EmbeddedPostgres(
            self.postgres.home,
            SIDE,
            settings=recovery_settings(self.log, target_time=moment.astimezone(UTC).isoformat()),
            on_progress=self.on_progress,
            secrets_of=self.postgres.name,
        )
        try:
            self._clear(side)
            self.on_progress(f"Packar upp säkerhetskopian från {base.finished.astimezone():%Y-%m-%d %H:%M:%S}")
            data = data_folder(self.postgres.home, SIDE, self.postgres.account)
            shutil.copytree(base.path, data, symlinks=True)
            for path in (data, *data.rglob("*")):
                self.postgres.account.own(path)
            (data / "recovery.signal").touch()
            self.postgres.account.own(data / "recovery.signal")
            yield side.start()
        finally:
            self._clear(side)

    def _hand_over_log(self) -> None:
        """Finish the piece of the log that is being written, and wait until it is kept.

        A transaction is committed first: the moment to stop at is recognised by one that comes after it.
        """
        with closing(psycopg2.connect(self.postgres.superuser.url)) as connected:
            connected.autocommit = True
            with connected.cursor() as cursor:
                cursor.execute("SHOW archive_mode")
                if cursor.fetchone() != ("on",):
                    raise LogNotKeptError(
                        "Databasen startades innan den här versionen av Samverk och sparar inte sin logg. "
                        "Stoppa Samverk, starta igen och kör kommandot en gång till. Inget har ändrats."
                    )
                cursor.execute("SELECT pg_current_xact_id()")
                cursor.execute("SELECT pg_walfile_name(pg_switch_wal())")
                segment = cursor.fetchone()[0]
        wait_for_segment(self.log, segment, seconds=SEGMENT_SECONDS)

    def _clear(self, side: EmbeddedPostgres) -> None:
        place = self.postgres.home / SIDE
        if place.exists() or place.is_symlink():
            side.stop()
            shutil.rmtree(place.resolve(), ignore_errors=True)
            if place.is_symlink():
                place.unlink()

    def _no_backup(self, moment: datetime) -> str:
        found = self.all()
        if not found:
            return "Det finns ingen säkerhetskopia. Inget har ändrats. Gör en med ”samverk backup”."
        return (
            f"Det finns ingen säkerhetskopia från tiden före {moment.astimezone():%Y-%m-%d %H:%M:%S}. Den äldsta blev "
            f"klar {found[0].finished.astimezone():%Y-%m-%d %H:%M:%S}. Inget har ändrats."
        )
