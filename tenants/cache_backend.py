"""A cache that may be away: then nothing is remembered, and everything still works."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
#: How long a process leaves a cache alone that did not answer: each attempt would cost a time limit.
REST_SECONDS = 5.0


class _LastingClient(RedisCacheClient):
    """Django makes a client for every question, which costs more than asking it; this one keeps one a pool.

    It holds no connection: those come from Django's own pool, which threads and processes may share.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lasting: dict[Any, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client of the server that answers for this key."""
        made: Any = self
        pool = made._get_connection_pool(write)
        found = self._lasting.get(pool)
        if found is None:
            found = self._lasting[pool] = made._client(connection_pool=pool)
        return found


class ForgivingCache(RedisCache):
    """Django's own, whose failures are misses. Nothing in the house may depend on what a cache remembers."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _LastingClient

    _resting_until = 0.0

    def _try(self, operation: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < ForgivingCache._resting_until:
            return otherwise
        try:
            return operation()
        except (RedisError, OSError):
            ForgivingCache._resting_until = time.monotonic() + REST_SECONDS
            log.warning("The cache does not answer; doing without it for %s s", REST_SECONDS)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's; False when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).add(key, value, *args, **kwargs), False)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """As Django's; the default when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """As Django's."""
        self._try(lambda: super(ForgivingCache, self).set(key, value, *args, **kwargs), None)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's; False when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).touch(key, *args, **kwargs), False)

    def delete(self, key: Any, version: int | None = None) -> Any:
        """As Django's; False when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).delete(key, version), False)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        """As Django's; nothing when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> Any:
        """As Django's; False when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).has_key(key, version), False)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's; nothing is kept when the cache is away."""
        return self._try(lambda: super(ForgivingCache, self).set_many(data, *args, **kwargs), [])

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """As Django's."""
        self._try(lambda: super(ForgivingCache, self).delete_many(keys, version), None)

    def add_or_get(self, key: str, value: float, *, timeout: int) -> float | None:
        """Keep `value` under `key` for `timeout` seconds where nothing is kept there; else what is. In one go.

        None says that it is kept now, and the value itself that the cache is away: as if another had been first.
        """
        made = self.make_key(key)

        def ask() -> float | None:
            found = self._cache.get_client(made, write=True).set(made, repr(value), nx=True, get=True, ex=timeout)
            return None if found is None else float(found)

        kept: float | None = self._try(ask, value)
        return kept

    def add_to_hash(self, key: str, numbers: dict[str, int], timeout: int) -> None:
        """Add each number to its field of the hash `key`, which lives `timeout` seconds."""
        made = self.make_key(key)

        def add() -> None:
            pipeline = self._cache.get_client(made, write=True).pipeline()
            for name, number in numbers.items():
                pipeline.hincrby(made, name, number)
            pipeline.expire(made, timeout)
            pipeline.execute()

        self._try(add, None)

    def remove_from_hash(self, key: str, names: list[str]) -> None:
        """Take these fields out of the hash `key`; one without fields is gone."""
        made = self.make_key(key)
        if names:
            self._try(lambda: self._cache.get_client(made, write=True).hdel(made, *names), None)

    def get_hashes(self, keys: list[str]) -> list[dict[str, int]]:
        """What stands in each of the hashes; nothing when the cache is away."""
        made = [self.make_key(key) for key in keys]

        def read() -> list[dict[str, int]]:
            pipeline = self._cache.get_client(made[0], write=False).pipeline(transaction=False)
            for key in made:
                pipeline.hgetall(key)
            return [{name.decode(): int(value) for name, value in one.items()} for one in pipeline.execute()]

        found: list[dict[str, int]] = self._try(read, []) if made else []
        return found
