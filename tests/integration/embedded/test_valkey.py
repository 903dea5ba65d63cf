"""The embedded Valkey: a broker for Celery and a cache for Django, and what a kill does to them."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from celery import Celery, current_app
from celery.contrib.testing.app import setup_default_app
from celery.contrib.testing.worker import start_worker
from django.core.cache.backends.redis import RedisCacheClient

from samverk.project.celery import app as house
from samverk.project.embedded.processes import is_alive, wait_until
from samverk.project.embedded.valkey import EmbeddedValkey

pytestmark = pytest.mark.server
Make = Callable[[], EmbeddedValkey]


@pytest.fixture(scope="module")
def server(shared_home: Path) -> Iterator[EmbeddedValkey]:
    server = EmbeddedValkey(shared_home)
    server.start()
    yield server
    server.stop()
    assert not server.status().running


@pytest.fixture
def probe(server: EmbeddedValkey) -> Iterator[Celery]:
    """An app of the test's own.

    A worker of it makes it Celery's current and default app: without putting the house's own back, every shared task
    that a later test queues would go to this server, which is gone by then.
    """
    app = Celery("probe", broker=server.url, backend=server.url, set_as_current=False)
    app.conf.update(broker_connection_retry_on_startup=True, worker_hijack_root_logger=False)
    with setup_default_app(app):
        yield app
    assert current_app.main == house.main


# Celery 5.7 calls redis-py's setex, which redis-py 8 calls deprecated.
@pytest.mark.filterwarnings("ignore:Call to deprecated setex:DeprecationWarning")
def test_a_job_goes_through_the_broker_to_a_worker(probe: Celery) -> None:
    @probe.task(name="probe.add")
    def add(x: int, y: int) -> int:
        return x + y

    with start_worker(probe, perform_ping_check=False, pool="solo", shutdown_timeout=20):
        assert add.delay(x=40, y=2).get(timeout=20) == 42


def test_the_cache_is_another_database_than_the_broker(server: EmbeddedValkey) -> None:
    client = RedisCacheClient([server.cache_url])
    client.set("greeting", "hej", 60)
    assert client.get("greeting", None) == "hej"
    with redis.Redis(unix_socket_path=str(server.socket), db=1) as cache:
        assert cache.dbsize() == 1
    with redis.Redis(unix_socket_path=str(server.socket), db=0) as broker:
        assert broker.get("greeting") is None
    client.get_client().close()


def test_it_forgets_nothing_and_listens_on_no_port(server: EmbeddedValkey) -> None:
    with redis.Redis(unix_socket_path=str(server.socket), decode_responses=True) as client:
        told = client.config_get("*")
    assert told["port"] == "0"
    assert told["appendonly"] == "yes"
    assert told["appendfsync"] == "everysec"
    assert told["maxmemory-policy"] == "noeviction"
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700
    pid = server.status().pid
    assert Path(f"/proc/{pid}").stat().st_uid == server.account.uid != 0 or os.geteuid() != 0


def put(server: EmbeddedValkey, value: str) -> None:
    with redis.Redis(unix_socket_path=str(server.socket)) as client:
        client.set("kept", value)


def get(server: EmbeddedValkey) -> bytes | None:
    with redis.Redis(unix_socket_path=str(server.socket)) as client:
        found = client.get("kept")
        assert found is None or isinstance(found, bytes)
        return found


def test_a_second_start_attaches_and_a_restart_keeps_the_messages(valkey: Make) -> None:
    first = valkey()
    first.start()
    put(first, "fika")
    second = valkey()
    second.start()
    assert (second.started_here, second.status().pid) == (False, first.status().pid)
    second.stop()
    second.stop()
    assert not first.status().running
    third = valkey()
    third.start()
    assert third.started_here
    assert get(third) == b"fika"


def test_messages_survive_a_kill_and_a_torn_last_write(valkey: Make) -> None:
    server = valkey()
    server.start()
    put(server, "fika")
    pid = server.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(pid), seconds=5)
    assert server.socket.exists()
    journal = next(server.data.glob("appendonlydir/*.incr.aof"))
    with journal.open("ab") as stream:
        stream.write(b"*3\r\n$3\r\nSET\r\n$4\r\nke")
    again = valkey()
    again.start()
    assert again.started_here
    assert get(again) == b"fika"


def test_a_server_out_of_reach_is_replaced(valkey: Make) -> None:
    server = valkey()
    server.start()
    put(server, "fika")
    old = server.status().pid
    server.socket.unlink()
    again = valkey()
    again.start()
    assert get(again) == b"fika"
    assert again.status().pid != old
    assert old is not None
    assert not is_alive(old)
