"""The house: starts, restarts, stops in order, and leaves nothing running however it ends."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from samverk.project.embedded import supervisor
from samverk.project.embedded.home import prepare_home
from samverk.project.embedded.lock import HomeLock, HomeUsers
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.processes import is_alive, wait_until
from samverk.project.embedded.supervisor import Child, ChildFailedError, House
from samverk.project.embedded.valkey import EmbeddedValkey

pytestmark = pytest.mark.server
# A program with a worker of its own, as gunicorn and celery have; it writes its pids to a file.
FAMILY = """
import os, signal, subprocess, sys, time
deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(99)"
worker = subprocess.Popen([sys.executable, "-c", deaf])
with open(sys.argv[1] + ".new", "w") as stream:
    stream.write(f"{os.getpid()} {worker.pid}")
os.replace(sys.argv[1] + ".new", sys.argv[1])
def leave(*_):
    with open(sys.argv[1] + ".order", "a") as stream:
        stream.write(sys.argv[2])
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
while True:
    time.sleep(0.05)
"""


@pytest.fixture
def pids(tmp_path: Path) -> Path:
    return tmp_path / "pids"


@pytest.fixture
def ready_home(tmp_path: Path) -> Path:
    return prepare_home(tmp_path / "home")


def family(pids: Path, *, name: str = "web") -> Child:
    argv = [sys.executable, "-c", FAMILY, str(pids), name]
    return Child(name, argv, dict(os.environ), ready=pids.exists, ready_seconds=10)


def read(pids: Path) -> list[int]:
    return [int(word) for word in pids.read_text().split()]


def gone(numbers: list[int]) -> bool:
    return wait_until(lambda: not any(is_alive(number) for number in numbers), seconds=15)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_house_and_all_its_descendants(ready_home: Path, pids: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with House(ready_home) as house:
        house.start(family(pids))
        started = read(pids)
        assert all(is_alive(pid) for pid in started)
        assert os.getpgid(started[0]) == started[0] != os.getpgid(0)
        threading.Timer(0.3, os.kill, [os.getpid(), number]).start()
        assert house.run() == 0
    assert gone(started)
    assert signal.getsignal(number) == before


def test_the_last_that_came_is_the_first_to_go(ready_home: Path, pids: Path) -> None:
    order = pids.with_name("pids.order")

    def leave() -> None:
        order.write_text(order.read_text() + " database")

    with House(ready_home) as house:
        house.defer("databasen", leave)
        for name in ("1", "2"):
            pids.unlink(missing_ok=True)
            house.start(family(pids, name=name))
    assert order.read_text() == "21 database"


def test_a_child_that_dies_is_started_again_without_its_old_workers(ready_home: Path, pids: Path) -> None:
    said: list[str] = []
    with House(ready_home, on_message=said.append) as house:
        house.start(family(pids))
        first = read(pids)

        def murder() -> None:
            os.kill(first[0], signal.SIGKILL)
            wait_until(lambda: read(pids) != first, seconds=10)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=murder).start()
        assert house.run() == 0
        second = read(pids)
        assert second != first
        assert gone(first)
        assert is_alive(second[0])
    assert gone(second)
    assert "Delen ”web” avslutades oväntat (av signal 9)." in said[0]
    assert said[1:] == ["Stänger av …"]


def test_a_child_that_keeps_dying_closes_the_house(ready_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverk.project.embedded.supervisor.LONGEST_BACKOFF", 0.05)
    said: list[str] = []
    with House(ready_home, on_message=said.append) as house:
        house.start(Child("worker", ["/bin/sh", "-c", "echo trasig; exit 3"], dict(os.environ)))
        assert house.run() == 1
    assert len(said) == 6
    assert "(med felkod 3)" in said[0]
    assert "startas inte igen" in said[-1]
    assert said[-1].endswith("trasig")


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["/bin/sh", "-c", "echo saknar modul; exit 1"], "avslutades direkt"),
        (["/no/such/program"], "avslutades direkt"),
        (["/bin/sleep", "60"], "blev inte klar"),
    ],
)
def test_a_child_that_never_gets_ready_is_said_and_stopped(ready_home: Path, argv: list[str], what: str) -> None:
    with pytest.raises(ChildFailedError, match=what) as caught, House(ready_home) as house:
        house.start(Child("web", argv, dict(os.environ), ready=lambda: False, ready_seconds=0.5))
    assert str(ready_home / "log" / "web.log") in str(caught.value)
    assert ("saknar modul" in str(caught.value)) == ("echo saknar modul; exit 1" in argv)


def test_one_that_will_not_listen_is_killed_after_its_time(ready_home: Path, tmp_path: Path) -> None:
    deaf = "import signal, sys, time; signal.signal(15, signal.SIG_IGN)\n"
    deaf += "open(sys.argv[1], 'w').close(); time.sleep(60)"
    sign = tmp_path / "deaf"
    child = Child("web", [sys.executable, "-c", deaf, str(sign)], dict(os.environ), sign.exists, stop_seconds=0.3)
    before = time.monotonic()
    with House(ready_home) as house:
        house.start(child)
    assert time.monotonic() - before < 5


def test_an_interrupted_start_stops_what_was_started(ready_home: Path, pids: Path) -> None:
    with pytest.raises(KeyboardInterrupt), House(ready_home) as house:  # noqa: PT012 – the block is the case
        house.start(family(pids))
        threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
        house.start(Child("worker", ["/bin/sleep", "60"], dict(os.environ), ready=lambda: False))
    assert gone(read(pids))


SUPERVISOR = """
import os, sys, time
from pathlib import Path
from samverk.project.embedded import supervisor
home, pids, program = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
supervisor.WATCH_SECONDS = 1
with supervisor.House(home) as house:
    argv = [sys.executable, "-c", program, str(pids), "web"]
    house.start(supervisor.Child("web", argv, dict(os.environ), ready=pids.exists))
    print(house._watch.pid, flush=True)
    house.run()
"""


@pytest.mark.parametrize("watch_dies_first", [False, True])
def test_nothing_is_left_when_the_house_itself_is_killed(ready_home: Path, pids: Path, watch_dies_first: bool) -> None:
    house = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(ready_home), str(pids), FAMILY],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert house.stdout is not None
    watch = int(house.stdout.readline())
    started = read(pids)
    if watch_dies_first:
        os.kill(watch, signal.SIGKILL)
    house.kill()
    house.communicate()
    # The kernel's signal ends the program itself; its deaf worker is the watch's business.
    assert gone(started[:1])
    if watch_dies_first:
        os.kill(started[1], signal.SIGKILL)
    assert gone([*started, watch])


SERVING = """
import sys, time
from pathlib import Path
from samverk.project.embedded import supervisor
from samverk.project.embedded.lock import HomeLock
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey
home = Path(sys.argv[1])
supervisor.GRACE_SECONDS = float(sys.argv[2])
with HomeLock(home), supervisor.House(home) as house:
    for server in (EmbeddedPostgres(home, settings={"fsync": "off"}), EmbeddedValkey(home)):
        server.start()
        house.keep(server.name, server)
    print("up", flush=True)
    house.run()
"""


def kill_a_house_with_servers(home: Path, *, grace: float) -> list[int]:
    """kill -9 of a house's whole process group; gives the pids of its servers, which are alive."""
    prepare_home(home)
    house = subprocess.Popen(
        [sys.executable, "-c", SERVING, str(home), str(grace)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert house.stdout is not None
    assert house.stdout.readline() == "up\n"
    pids = [EmbeddedPostgres(home).status().pid, EmbeddedValkey(home).status().pid]
    os.killpg(house.pid, signal.SIGKILL)
    house.communicate()
    assert all(pid is not None and is_alive(pid) for pid in pids)
    return [pid for pid in pids if pid is not None]


def test_servers_end_by_themselves_when_their_house_was_killed_and_nobody_came(home: Path) -> None:
    servers = kill_a_house_with_servers(home, grace=0.5)
    assert wait_until(lambda: not any(is_alive(pid) for pid in servers), seconds=30)
    assert "received fast shutdown request" in (home / "log" / "postgres.log").read_text()


def test_servers_stay_while_a_command_or_another_house_uses_them(home: Path) -> None:
    servers = kill_a_house_with_servers(home, grace=0.5)
    users = HomeUsers(home)
    users.enter()
    try:
        time.sleep(3)
        assert all(is_alive(pid) for pid in servers)
        server = EmbeddedPostgres(home, settings={"fsync": "off"})
        with HomeLock(home), House(home) as house:  # it has a watch of its own; the old one gives up
            server.start()
            house.keep("Databasen", server)
            time.sleep(1)
            assert server.status().pid == servers[0]
    finally:
        users.leave()
    assert wait_until(lambda: not is_alive(servers[0]), seconds=10), "stopped by the second house"
    assert is_alive(servers[1]), "the first house's watch has given up"


def test_a_house_that_closes_in_good_order_does_not_wait_for_its_watch(home: Path) -> None:
    with House(home) as house:
        server = EmbeddedPostgres(home, settings={"fsync": "off"})
        server.start()
        house.keep("Databasen", server)
        house._deferred.clear()  # it cannot be stopped, say
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert server.status().running


def test_a_server_that_dies_is_started_again(home: Path) -> None:
    said: list[str] = []
    server = EmbeddedPostgres(home, settings={"fsync": "off"})
    server.start()
    first = server.status().pid
    assert first is not None
    with House(home, on_message=said.append) as house:
        house.keep("Databasen", server)
        os.kill(first, signal.SIGKILL)

        def leave() -> None:
            wait_until(lambda: server.status().pid not in {first, None}, seconds=20)
            time.sleep(0.3)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=leave).start()
        assert house.run() == 0
    assert said == ["Databasen avslutades oväntat. Den startas igen.", "Stänger av …"]
    assert not server.status().running


def test_a_server_that_dies_again_while_it_recovers_is_started_once_more(home: Path) -> None:
    said: list[str] = []
    server = EmbeddedPostgres(home, settings={"fsync": "off"})
    server.start()
    first = server.status().pid
    assert first is not None
    control = server.data / "global" / "pg_control"
    aside = control.with_name("aside")

    def back(text: str) -> None:
        said.append(text)
        if "startade inte" in text:
            aside.rename(control)

    with House(home, on_message=back) as house:
        house.keep("Databasen", server)
        control.rename(aside)
        os.kill(first, signal.SIGKILL)

        def leave() -> None:
            wait_until(lambda: server.status().pid not in {first, None} and not aside.exists(), seconds=20)
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=leave).start()
        assert house.run() == 0
    assert "Databasen startade inte. Nytt försök om 0.5 sekunder." in said
    assert said.count("Databasen avslutades oväntat. Den startas igen.") == 2


def test_a_server_that_will_not_start_ends_the_house_with_its_reason(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "MOST_FAILED_STARTS", 2)
    said: list[str] = []
    server = EmbeddedPostgres(home, settings={"fsync": "off"})
    server.start()
    first = server.status().pid
    assert first is not None
    with House(home, on_message=said.append) as house:
        house.keep("Databasen", server)
        (server.data / "global" / "pg_control").unlink()
        os.kill(first, signal.SIGKILL)
        assert house.run() == 1
    assert "pg_control" in said[-1]
