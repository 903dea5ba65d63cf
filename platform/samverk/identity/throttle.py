"""Sign-in attempts are counted per account and per address, within a site (LAW-52)."""

import logging
import unicodedata
from collections.abc import Callable
from functools import cache

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from tenants.connection import connection

log = logging.getLogger(__name__)


class TooManyAttempts(Exception):
    """The account or the address has tried too often; try again later."""


def normal_name(username: str) -> str:
    """The one spelling a name is counted and compared by: `Anna`, `anna ` and a full-width `ａｎｎａ` are one."""
    return unicodedata.normalize("NFKC", username.strip()).casefold()


@cache
def _limiter() -> MovingWindowRateLimiter:
    address = settings.CACHE_URL
    uri = address.replace("unix://", "redis+unix://", 1) if address.startswith("unix://") else address
    storage = storage_from_string(uri, socket_timeout=1)
    assert isinstance(storage, Storage)
    return MovingWindowRateLimiter(storage)


def _counters(username: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    limits = settings.SAMVERK_SIGN_IN_LIMITS
    site = str(connection.schema_name)
    return [
        (parse(limits["account"]), (site, "account", normal_name(username))),
        (parse(limits["address"]), (site, "address", address)),
    ]


def check_attempt(*, username: str, address: str) -> None:
    """Count an attempt on the account, and refuse before the password is looked at.

    It is counted first and forgotten if the password is right: of thirty attempts at once no more than the limit
    get through.

    Raises:
        TooManyAttempts: when either limit is used up.
    """
    (account, account_key), (place, place_key) = _counters(username, address)
    if not _ask(lambda limiter: limiter.test(place, *place_key) and limiter.hit(account, *account_key)):
        raise TooManyAttempts


def count_failure(*, username: str, address: str) -> None:
    """Count one failed attempt from the address."""
    item, key = _counters(username, address)[1]
    _ask(lambda limiter: limiter.hit(item, *key))


def forget_failures(*, username: str, address: str) -> None:
    """A success clears the account's counter, not the address's."""
    item, key = _counters(username, address)[0]

    def clear(limiter: MovingWindowRateLimiter) -> bool:
        limiter.clear(item, *key)
        return True

    _ask(clear)


@cache
def _own_memory() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def _ask(question: Callable[[MovingWindowRateLimiter], bool]) -> bool:
    """Ask the common counters; when they are away, this process's own.

    A sign-in that nobody counts would be an open door, and one that is closed would shut everybody out of work.
    """
    try:
        return question(_limiter())
    except RedisError:
        log.warning("The counters of attempts do not answer; this process counts by itself")
        return question(_own_memory())


def forget_site(schema_name: str) -> None:
    """Forget every attempt counted on a site that is erased: the keys hold names that people typed."""
    client = _limiter().storage.storage  # type: ignore[attr-defined]
    for key in client.scan_iter(match=f"LIMITS:LIMITER/{schema_name}/*", count=1000):
        client.delete(key)
