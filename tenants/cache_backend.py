"""A cache that may be away: then nothing is remembered, and everything still works."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
#: How long a process leaves a cache alone that did not answer: each attempt would cost a time limit.
REST_SECONDS = 5.0


class ForgivingCache(RedisCache):
    """Django's own, whose failures are misses. Nothing in the house may depend on what a cache remembers."""

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
