"""Connections to the cache are handed out without being asked whether they live, and nobody notices."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings

from tenants.redis_pool import LeanPool

pytestmark = [pytest.mark.server]


@pytest.fixture
def client() -> "redis.Redis":
    return redis.Redis(connection_pool=LeanPool.from_url(settings.CACHE_URL, socket_timeout=1))


def test_one_that_the_server_closed_is_replaced_and_the_command_answered(client: "redis.Redis") -> None:
    client.set("tests:pool", "before", ex=60)
    asked = client.client_id()
    for value in ("after", "again"):
        redis.Redis.from_url(settings.CACHE_URL).client_kill_filter(_id=asked)
        assert client.set("tests:pool", value, ex=60)
        assert client.get("tests:pool") == value.encode()
        asked = client.client_id()
    assert not client.connection_pool._in_use_connections


def test_the_same_one_is_lent_again_and_again(client: "redis.Redis") -> None:
    assert len({client.client_id() for _number in range(20)}) == 1
    assert client.connection_pool._created_connections == 1


def test_threads_share_it_and_each_reads_its_own(client: "redis.Redis") -> None:
    def work(number: int) -> bool:
        for turn in range(100):
            client.set(f"tests:pool:{number}", f"{number}-{turn}", ex=60)
            if client.get(f"tests:pool:{number}") != f"{number}-{turn}".encode():
                return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(8)))
    assert not client.connection_pool._in_use_connections


def test_a_server_that_is_away_is_told_of() -> None:
    nowhere = redis.Redis(connection_pool=LeanPool.from_url("redis://127.0.0.1:9/0", socket_connect_timeout=1))
    for _again in range(2):
        with pytest.raises(redis.ConnectionError):
            nowhere.get("x")
    assert not nowhere.connection_pool._in_use_connections


def test_an_answer_nobody_came_for_is_never_somebody_elses(
    client: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker's task is broken off at any moment: after the question was sent, before its answer was read."""

    class TimeIsUp(Exception):
        pass

    def broken_off(*args: object, **options: object) -> None:
        raise TimeIsUp

    client.mset({"tests:pool:skara": "Skaras", "tests:pool:hjo": "Hjos"})
    with monkeypatch.context() as patched:
        patched.setattr(client, "parse_response", broken_off)
        with pytest.raises(TimeIsUp):
            client.get("tests:pool:skara")
    assert client.get("tests:pool:hjo") == b"Hjos"
    assert not client.connection_pool._in_use_connections
