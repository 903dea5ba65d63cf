"""A web server on one database, asked for pages and looked at through /proc."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


def anonymous_megabytes(pid: int) -> float:
    """Memory of the process' own, what it shares with others left out: a connection's caches."""
    return _kilobytes(f"/proc/{pid}/status", "RssAnon") / 1024


def proportional_megabytes(pid: int) -> float:
    """Memory of the process, with its part of what it shares."""
    return _kilobytes(f"/proc/{pid}/smaps_rollup", "Pss") / 1024


def _kilobytes(path: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(path).read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def _processes() -> Iterator[tuple[int, int, str, float]]:
    """(pid, parent, command line, CPU seconds) of everything that runs."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        yield int(folder.name), int(fields[1]), command, (int(fields[11]) + int(fields[12])) / TICKS


class House:
    """Two sync workers on a database; used as a context."""

    def __init__(self, url: str, people: list[tuple[str, str]]) -> None:
        self.url = url
        #: (host, cookie) of one signed-in person a site, Skara's first.
        self.people = people
        self.database = url.partition("?")[0].rpartition("/")[2]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def __enter__(self) -> "House":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "samverk.project.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
             "--workers", "2", "--worker-class", "sync", "--timeout", "60", "--preload", "--no-control-socket",
             "--log-level", "error"],
            env={**os.environ, "DATABASE_URL": self.url}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while True:
            try:
                if self._ask("/-/halsa/", *self.people[0]) == 200:
                    return self
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise SystemExit("the web server did not start")
            time.sleep(0.2)

    def __exit__(self, *exception: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def workers(self) -> list[int]:
        """Pids of the web workers."""
        return [pid for pid, parent, _command, _cpu in _processes() if parent == self.process.pid]

    def backends(self) -> list[int]:
        """Pids of the database's connections to this house's database."""
        return [pid for pid, _parent, command, _cpu in _processes() if self._is_backend(command)]

    def measure(self, requests: int, *, everybody: bool) -> dict[str, Any]:
        """So many start pages, one after the other: of Skara, or of all sites in turn."""
        before, among = self._cpu(), len(self.people) if everybody else 1
        times = [self._page(self.people[number % among]) for number in range(requests)]
        return {"times": times, "cpu": (self._cpu() - before) / requests}

    def measure_for(self, seconds: float) -> dict[str, Any]:
        """Start pages of Skara for so long."""
        times, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            times.append(self._page(self.people[0]))
        return {"times": times}

    def measure_while(self, process: "subprocess.Popen[str]") -> dict[str, Any]:
        """Start pages of Skara as long as another process runs."""
        times = []
        while process.poll() is None:
            times.append(self._page(self.people[0]))
        if process.returncode:
            raise SystemExit("making a site failed")
        return {"times": times}

    def _page(self, person: tuple[str, str]) -> float:
        started = time.perf_counter()
        status = self._ask("/", *person)
        if status != 200:
            raise SystemExit(f"{person[0]} answered {status}")
        return time.perf_counter() - started

    def _ask(self, path: str, host: str, cookie: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": host, "Cookie": cookie})
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def _is_backend(self, command: str) -> bool:
        return command.startswith("postgres:") and self.database in command.split()

    def _cpu(self) -> float:
        return sum(
            cpu
            for _pid, parent, command, cpu in _processes()
            if parent == self.process.pid or self._is_backend(command)
        )
