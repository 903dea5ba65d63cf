"""The house: starts its programs, keeps them running, and leaves nothing behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Protocol, Self

from samverk.project.embedded import HouseError
from samverk.project.embedded.child import Child, ChildFailedError, RunningChild
from samverk.project.embedded.processes import wait_until

__all__ = ["Child", "ChildFailedError", "House"]

WATCH = Path(__file__).with_name("watch.py")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOST_DEATHS = 5
WITHIN_SECONDS = 60.0
#: Attempts in a row to start a server of the house.
MOST_FAILED_STARTS = 5
WATCH_SECONDS = 10.0
#: How long servers outlive a killed house, so that the next start finds them running.
GRACE_SECONDS = 60.0
LONGEST_BACKOFF = 8.0
LOOK_EVERY = 0.1
LOOK_AT_SERVERS_EVERY = 2.0


class Status(Protocol):
    @property
    def running(self) -> bool: ...
    @property
    def pid(self) -> int | None: ...


class Server(Protocol):
    """What the embedded database and the embedded broker have in common."""

    name: str
    stop_signal: signal.Signals

    def start(self) -> object: ...
    def stop(self) -> None: ...
    def status(self) -> Status: ...


@dataclass(slots=True)
class KeptServer:
    """A server the house watches over, and the moments at which it would not start."""

    name: str
    server: Server
    failures: list[float] = field(default_factory=list)
    restart_at: float = 0.0


class House:
    """Runs children until a signal comes. Use from the main thread, as a context manager.

    Inside the block SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt, or end run(); leaving the block
    stops everything in reverse order. If this process is killed, the kernel and the night watch end the
    children; servers that were handed to keep() live on for a minute: the next start attaches to them, and if
    none comes, the watch stops them.
    """

    def __init__(self, home: Path, *, on_message: Callable[[str], None] = lambda text: None) -> None:
        self.home = home
        self.on_message = on_message
        self._children: list[RunningChild] = []
        self._deferred: list[tuple[str, Callable[[], None]]] = []
        self._servers: list[KeptServer] = []
        self._handlers: dict[int, object] = {}
        self._watch: subprocess.Popen[str] | None = None
        self._in_run = False
        self._stopping = False
        self._signals = 0

    def __enter__(self) -> Self:
        self._watch = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WATCH), str(WATCH_SECONDS), str(self.home), str(GRACE_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd="/",
            start_new_session=True,
        )
        self._handlers = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)  # type: ignore[arg-type]

    def defer(self, name: str, stop: Callable[[], None]) -> None:
        """Have stop called when the house closes, after the children, last come first."""
        self._deferred.append((name, stop))

    def keep(self, name: str, server: Server) -> None:
        """Watch over a server that is started already: start it again if it dies, stop it with the house."""
        self._servers.append(KeptServer(name, server))
        self.defer(name, server.stop)
        self._tell_watch_of(server)

    def start(self, child: Child) -> None:
        """Start a child and wait until it is ready. Raises: ChildFailedError."""
        running = RunningChild(child, self.home)
        self._children.append(running)
        self._spawn(running)
        running.wait_until_ready()

    def run(self) -> int:
        """Keep everything running until a signal comes; return 0, or 1 when something will not stay up."""
        self._in_run = True
        look_at_servers = 0.0
        try:
            while not self._signals:
                for running in self._children:
                    if not self._look_after(running):
                        return 1
                if time.monotonic() >= look_at_servers:
                    if not self._look_after_servers():
                        return 1
                    look_at_servers = time.monotonic() + LOOK_AT_SERVERS_EVERY
                time.sleep(LOOK_EVERY)
            return 0
        finally:
            self._in_run = False

    def stop(self) -> None:
        """Stop the children, last come first, then what was deferred. A second signal makes it hurry."""
        self._stopping = True
        if self._signals:
            self.on_message("Stänger av …")
        asked = self._signals
        problems: list[Exception] = []
        while self._children:
            running = self._children[-1]
            running.request_stop()
            self._wait_for_end(running, asked=asked)
            self._finish(running)
            self._children.pop()
        while self._deferred:
            name, stop = self._deferred.pop()
            try:
                stop()
            except HouseError as error:  # the others are to be stopped all the same
                self.on_message(f"{name}: {error}")
                problems.append(error)
        self._servers.clear()
        self._tell_watch(".")
        if self._watch and self._watch.stdin:
            with suppress(BrokenPipeError):
                self._watch.stdin.close()
            self._watch.wait()
        self._stopping = False
        if problems:
            raise problems[0]

    def _wait_for_end(self, running: RunningChild, *, asked: int) -> None:
        def over() -> bool:
            return running.exit_code() is not None or self._signals > asked

        wait_until(over, seconds=running.child.stop_seconds)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1
        if not self._in_run and not self._stopping:
            raise KeyboardInterrupt

    def _spawn(self, running: RunningChild) -> None:
        running.spawn()
        self._tell_watch(f"+{running.group}")

    def _finish(self, running: RunningChild) -> None:
        running.finish()
        if running.group:
            self._tell_watch(f"-{running.group}")

    def _tell_watch(self, line: str) -> None:
        if self._watch and self._watch.stdin:
            with suppress(BrokenPipeError):  # without the watch there is still the kernel's signal
                self._watch.stdin.write(line + "\n")
                self._watch.stdin.flush()

    def _tell_watch_of(self, server: Server) -> None:
        if pid := server.status().pid:
            self._tell_watch(f"={server.name} {int(server.stop_signal)} {pid}")

    def _look_after(self, running: RunningChild) -> bool:
        """Restart a child that has ended, later and later; False when it has ended too often."""
        now = time.monotonic()
        name = running.child.name
        if running.restart_at is not None:
            if now >= running.restart_at:
                self._spawn(running)
            return True
        code = running.exit_code()
        if code is None:
            return True
        self._finish(running)  # a leader that was killed leaves workers who hold the port
        running.deaths = [moment for moment in running.deaths if now - moment < WITHIN_SECONDS] + [now]
        how = f"av signal {-code}" if code < 0 else f"med felkod {code}"
        if len(running.deaths) > MOST_DEATHS:
            self.on_message(
                f"Delen ”{name}” har avslutats {len(running.deaths)} gånger på en minut och startas inte "
                f"igen. Samverk stängs av; inget som var sparat har gått förlorat. "
                f"Loggen {running.log} slutar så här:\n{running.tail()}"
            )
            return False
        wait = min(0.25 * 2 ** len(running.deaths), LONGEST_BACKOFF)
        self.on_message(f"Delen ”{name}” avslutades oväntat ({how}). Den startas igen om {wait:.1f} sekunder.")
        running.restart_at = now + wait
        return True

    def _look_after_servers(self) -> bool:
        """Start a dead server again, later and later; False when it would not too often."""
        for kept in self._servers:
            now = time.monotonic()
            if kept.server.status().running or now < kept.restart_at:
                continue
            self.on_message(f"{kept.name} avslutades oväntat. Den startas igen.")
            try:
                kept.server.start()
            except HouseError as error:
                # Killed once more while it recovered, say: the next attempt begins where this one ended.
                kept.failures.append(now)
                if len(kept.failures) >= MOST_FAILED_STARTS:
                    self.on_message(str(error))
                    return False
                wait = min(0.25 * 2 ** len(kept.failures), LONGEST_BACKOFF)
                self.on_message(f"{kept.name} startade inte. Nytt försök om {wait:.1f} sekunder.")
                kept.restart_at = time.monotonic() + wait
                continue
            kept.failures.clear()
            self._tell_watch_of(kept.server)
        return True
