"""Attempts are counted per account, address and site (LAW-52): sign-ins that fail, and uses of costly doors."""

import logging
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from tenants.connection import connection
from tenants.redis_pool import LeanPool

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
    pool: Any = LeanPool.from_url(address, socket_timeout=1, socket_connect_timeout=1)
    storage = storage_from_string(uri, connection_pool=pool)
    assert isinstance(storage, Storage)
    return MovingWindowRateLimiter(storage)


#: How many more failures an address may have for each account that has got in from it within the time.
FOR_EACH_SUCCESS = 5
#: Who has got in from an address before still does when strangers have used the address up.
KNOWN_FOR = "1/30 days"


@dataclass(frozen=True, slots=True)
class _Keys:
    """Whose attempts: the account's, the address's failures, who got in from there, and this account from there."""

    account: tuple[str, ...]
    failures: tuple[str, ...]
    came_in: tuple[str, ...]
    came_in_as: tuple[str, ...]
    known: tuple[str, ...]


def _keys(username: str, address: str) -> _Keys:
    site, name = str(connection.schema_name), normal_name(username)
    return _Keys(
        account=(site, "account", name),
        failures=(site, "address", address),
        came_in=(site, "came in", address),
        came_in_as=(site, "came in", address, name),
        known=(site, "known", address, name),
    )


def _used(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> int:
    return int(item.amount - limiter.get_window_stats(item, *key).remaining)


def _lets_in(limiter: MovingWindowRateLimiter, keys: _Keys) -> bool:
    limits = settings.SAMVERK_SIGN_IN_LIMITS
    usual, most = parse(limits["address"]), parse(limits["address_most"])
    failed = _used(limiter, most, keys.failures)
    if failed < usual.amount:
        return True
    # Strangers who try many names have used the address up: the office behind it still gets to work.
    allowed = min(most.amount, usual.amount + FOR_EACH_SUCCESS * _used(limiter, most, keys.came_in))
    return failed < allowed or not limiter.test(parse(KNOWN_FOR), *keys.known)


def check_attempt(*, username: str, address: str) -> None:
    """Count an attempt on the account, and refuse before the password is looked at.

    It is counted first and forgotten if the password is right: of thirty attempts at once no more than the limit
    get through.

    Raises:
        TooManyAttempts: when the account's limit is used up, or the address's for somebody who has not come in from it.
    """
    keys, account = _keys(username, address), parse(settings.SAMVERK_SIGN_IN_LIMITS["account"])
    if not _ask(lambda limiter: _lets_in(limiter, keys) and limiter.hit(account, *keys.account)):
        raise TooManyAttempts


def count_failure(*, username: str, address: str) -> None:
    """Count one failed attempt from the address."""
    most, keys = parse(settings.SAMVERK_SIGN_IN_LIMITS["address_most"]), _keys(username, address)
    _ask(lambda limiter: limiter.hit(most, *keys.failures))


def forget_failures(*, username: str, address: str) -> None:
    """A success clears the account's counter, not the address's; it makes the account known there.

    An account counts once for its address: whoever has one password must not buy guesses with it by coming in again
    and again.
    """
    limits, keys = settings.SAMVERK_SIGN_IN_LIMITS, _keys(username, address)
    account, most = parse(limits["account"]), parse(limits["address_most"])
    once = parse(f"1/{limits['address_most'].partition('/')[2]}")

    def clear(limiter: MovingWindowRateLimiter) -> bool:
        limiter.clear(account, *keys.account)
        if limiter.hit(once, *keys.came_in_as):
            limiter.hit(most, *keys.came_in)
        limiter.clear(parse(KNOWN_FOR), *keys.known)
        return limiter.hit(parse(KNOWN_FOR), *keys.known)

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


def spend(*, door: str, limits: Mapping[str, object], account: str, address: str) -> None:
    """Count one use of a door against each of its limits.

    Who is signed in is counted by account where the door has a limit for that, and not by address as well: behind one
    address sits a whole municipality, and what somebody does by script must not shut its colleagues out.

    Args:
        door: stable name of the door.
        limits: `account`, `address` and `site`, those that count here, as "60/15 minutes".
        account: the person's opaque id; empty for somebody not signed in, who is counted by address.
        address: IP address.

    Raises:
        TooManyAttempts: when one is used up; those after it are not counted then.
    """
    site = str(connection.schema_name)
    by_account = bool(account) and "account" in limits
    whose = {"account": account, "address": "" if by_account else address, "site": site}
    counters = [
        (parse(str(limits[kind])), (site, "door", door, kind, value))
        for kind, value in whose.items()
        if kind in limits and value
    ]
    # Counted and asked in one go: of many at once no more get through than the limit, and one call less for each.
    if not _ask(lambda limiter: all(limiter.hit(item, *key) for item, key in counters)):
        raise TooManyAttempts


def forget_site(schema_name: str) -> None:
    """Forget every attempt counted on a site that is erased: the keys hold names that people typed."""
    client = _limiter().storage.storage  # type: ignore[attr-defined]
    for key in client.scan_iter(match=f"LIMITS:LIMITER/{schema_name}/*", count=1000):
        client.delete(key)
