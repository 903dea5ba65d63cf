"""Kills web, worker and database (kill -9) while people are written, and looks for what was lost or written twice.

    make kills                                  10,000 writes on the embedded database; a quarter of an hour
    make kills ARGS="--writes 1000"
    make kills ARGS="--server-bin FOLDER"       on a PostgreSQL of the system's (the folder of initdb and pg_ctl; as root)

The house is the demo's own, served by the command people use, whose watch starts again what dies. A directory service
writes persons over SCIM from four threads; one that gets no answer, or 5xx, asks again, as directories do. Meanwhile the
worker publishes pages by the clock. In the end: every acknowledged person is there, none twice, each with one line in
the log; every page that was due is published once; the log's chain holds. Exit code 1 when not.
"""

import argparse
import collections
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

from kills_steps import STEPS  # noqa: E402
from many_house import _processes as processes  # noqa: E402

HOME = ROOT / ".samverk" / "bench-kills"
THREADS = 4
BODY = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "active": True}


def say(*words: object) -> None:
    """Progress."""
    print(f"[{time.strftime('%H:%M:%S')}]", *words, file=sys.stderr, flush=True)


def step(name: str, **values: object) -> Any:
    """Run one of `kills_steps` in a process of its own."""
    command = [sys.executable, __file__, "--step", name, json.dumps(values)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


class Writer:
    """A directory service: delivers each person until it knows that the person is there."""

    def __init__(self, port: int, token: str, writes: int) -> None:
        self.port, self.token, self.todo = port, token, iter(range(writes))
        self.lock = threading.Lock()
        self.outcomes: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(THREADS)]

    def _work(self) -> None:
        while True:
            with self.lock:
                number = next(self.todo, None)
            if number is None:
                return
            outcome = self._deliver(number)
            with self.lock:
                self.outcomes[outcome] += 1

    def _deliver(self, number: int) -> str:
        unsure = False
        while True:
            status = self._post(number)
            if status == 201:
                return "acknowledged after a failure" if unsure else "acknowledged at once"
            if status == 409 and unsure:
                return "written, but the answer was lost"
            if status and status < 500:
                self.wrong.append(f"person {number}: {status}")
                return "wrong"
            unsure = True
            with self.lock:
                self.outcomes["(answers lost or 5xx)"] += 1
            time.sleep(0.3)

    def _post(self, number: int) -> int:
        """Status of the answer; 0 where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        name = f"skriven-{number}"
        body = json.dumps({**BODY, "userName": name, "externalId": name, "displayName": name})
        headers = {
            "Host": "skara.localhost",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/scim+json",
        }
        try:
            connection.request("POST", "/scim/v2/Users", body, headers)
            response = connection.getresponse()
            response.read()
            return response.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def victims(demo: int, postmaster: int) -> dict[str, list[int]]:
    """What may be killed now."""
    found: dict[str, list[int]] = {"web server": [], "web worker": [], "worker": [], "database": [postmaster]}
    table = list(processes())
    for pid, parent, command, _cpu in table:
        if parent == demo and "gunicorn" in command:
            found["web server"].append(pid)
            found["web worker"] += [child for child, of, _command, _cpu in table if of == pid]
        elif parent == demo and "celery" in command:
            found["worker"].append(pid)
        elif parent == postmaster and command.startswith("postgres: samverk"):
            found.setdefault("connection of the database", []).append(pid)
    return {name: pids for name, pids in found.items() if pids}


def kill_while(writer: Writer, database: "Database", demo: int, every: float, chance: random.Random) -> dict[str, int]:
    """Kill something every so often until everything is written; how often what."""
    killed: collections.Counter[str] = collections.Counter()
    while any(thread.is_alive() for thread in writer.threads):
        time.sleep(chance.uniform(0.5, 1.5) * every)
        candidates = victims(demo, database.pid())
        # Each sort gets its turn, the least killed first.
        name = min(candidates, key=lambda one: (killed[one], chance.random()))
        try:
            os.kill(chance.choice(candidates[name]), signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed[name] += 1
        if name == "database":
            database.revive()
        say(f"killed {name}; {sum(killed.values())} in all; {dict(writer.outcomes)}")
    return dict(killed)


class Database:
    """The embedded one: the house's own watch revives it."""

    def pid(self) -> int:
        from samverk.project.embedded.postgres import EmbeddedPostgres

        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            found = EmbeddedPostgres(HOME).status().pid
            if found:
                return found
            time.sleep(0.2)
        raise SystemExit("the database was not started again")

    def revive(self) -> None:
        """Nothing: the watch does it."""


class ServerDatabase(Database):
    """A PostgreSQL of the system's, which an operator's service manager would start again; here we do."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder, self.port = binaries, folder, free_port()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.chown(folder, "postgres")
        self._as_postgres(
            binaries / "initdb", "-D", self.data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"
        )
        self.revive()
        for statement in ("CREATE ROLE samverk LOGIN CREATEDB", "CREATE DATABASE samverk OWNER samverk"):
            self._as_postgres(binaries / "psql", "-q", "-h", folder, "-p", str(self.port), "-c", statement)
        os.environ["DATABASE_URL"] = f"postgresql://samverk@127.0.0.1:{self.port}/samverk"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _as_postgres(self, *command: object, check: bool = True) -> None:
        subprocess.run(
            [str(part) for part in command], user="postgres", cwd="/", check=check, stdout=subprocess.DEVNULL
        )

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def revive(self) -> None:
        """Start it, when the killed one's connections are gone; it recovers from its log."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_locks_per_transaction=1024"
        for _attempt in range(60):
            started = subprocess.run(
                [self.binaries / "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start"],
                user="postgres", cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            if started.returncode == 0:
                return
            time.sleep(1)
        raise SystemExit("the database did not start again")

    def stop(self) -> None:
        self._as_postgres(self.binaries / "pg_ctl", "-D", self.data, "-m", "fast", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port() -> int:
    """One that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def house(port: int) -> Iterator[int]:
    """`samverk demo`, answering; gives its pid."""
    command = [sys.executable, "-m", "samverk.project.cli", "demo", "--scale", "small", "--port", str(port)]
    log = (HOME.parent / "bench-kills.log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 300
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"the house did not start: {log.name}")
            time.sleep(0.5)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def answers(port: int) -> bool:
    """Is the house well?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/-/halsa/", headers={"Host": "skara.localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def run(options: argparse.Namespace, database: Database) -> int:
    """Build, write, kill, count."""
    port = free_port()
    with house(port) as demo:
        say("the house answers")
        due = step("prepare", pages=options.pages, minutes=options.minutes)
        writer = Writer(port, due["token"], options.writes)
        started = time.monotonic()
        for thread in writer.threads:
            thread.start()
        killed = kill_while(writer, database, demo, options.every, random.Random(options.seed))
        took = time.monotonic() - started
        for _second in range(180):
            if answers(port):
                break
            time.sleep(1)
        found = step("count", writes=options.writes, wait=options.minutes * 60 + 180)
    print("| what | measured |\n|---|---|")
    rows = {
        "persons to write": options.writes,
        "seconds": f"{took:.0f}",
        **{f"killed: {name}": count for name, count in sorted(killed.items())},
        **dict(sorted(writer.outcomes.items())),
        **found["told"],
        "wrong": found["wrong"] + writer.wrong or "nothing",
    }
    for what, value in rows.items():
        print(f"| {what} | {value} |")
    return 1 if found["wrong"] or writer.wrong or sum(killed.values()) < 4 else 0


def main() -> int:
    """Read the command line, prepare an empty home."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--writes", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=200, help="pages the worker publishes meanwhile")
    parser.add_argument("--minutes", type=int, default=5, help="over which they become due")
    parser.add_argument("--every", type=float, default=8.0, help="seconds between kills, about")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--server-bin", type=Path, help="folder of a PostgreSQL of the system's")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, values = options.step
        from samverk.project.servers import servers

        with servers():
            print(json.dumps(STEPS[name](**json.loads(values))))
        return 0
    for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
        os.environ.pop(name, None)
    os.environ["SAMVERK_HOME"] = str(HOME)
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    if not options.server_bin:
        return run(options, Database())
    server = ServerDatabase(options.server_bin, Path("/tmp") / f"samverk-kills-{os.getpid()}")  # nosec B108
    try:
        return run(options, server)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
