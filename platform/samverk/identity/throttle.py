"""Attempts are counted per account, address and site (LAW-52): sign-ins that fail, and uses of costly doors."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from tenants.connection import connection


class TooManyAttempts(Exception):
    """The account or the address has tried too often; try again later."""


@cache
def _limiter() -> MovingWindowRateLimiter:
    address = settings.CACHE_URL
    uri = address.replace("unix://", "redis+unix://", 1) if address.startswith("unix://") else address
    storage = storage_from_string(uri, socket_timeout=2)
    assert isinstance(storage, Storage)
    return MovingWindowRateLimiter(storage)


def _counters(username: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    limits = settings.SAMVERK_SIGN_IN_LIMITS
    site = str(connection.schema_name)
    return [
        (parse(limits["account"]), (site, "account", username.strip().lower())),
        (parse(limits["address"]), (site, "address", address)),
    ]


def check_attempt(*, username: str, address: str) -> None:
    """Refuse before the password is looked at.

    Raises:
        TooManyAttempts: when either limit is used up.
    """
    for item, key in _counters(username, address):
        if not _limiter().test(item, *key):
            raise TooManyAttempts


def count_failure(*, username: str, address: str) -> None:
    """Count one failed attempt."""
    for item, key in _counters(username, address):
        _limiter().hit(item, *key)


def forget_failures(*, username: str, address: str) -> None:
    """A success clears the account's counter, not the address's."""
    item, key = _counters(username, address)[0]
    _limiter().clear(item, *key)


def spend(*, door: str, limits: Mapping[str, object], account: str, address: str) -> None:
    """Count one use of a door against each of its limits.

    Args:
        door: stable name of the door.
        limits: `account`, `address` and `site`, those that count here, as "60/15 minutes".
        account: the person's opaque id; empty for somebody not signed in, who is counted by address only.
        address: IP address.

    Raises:
        TooManyAttempts: when one is used up; the others are not counted then.
    """
    site = str(connection.schema_name)
    whose = {"account": account, "address": address, "site": site}
    counters = [
        (parse(str(limits[kind])), (site, "door", door, kind, value))
        for kind, value in whose.items()
        if kind in limits and value
    ]
    if not all(_limiter().test(item, *key) for item, key in counters):
        raise TooManyAttempts
    for item, key in counters:
        _limiter().hit(item, *key)


def forget_site(schema_name: str) -> None:
    """Forget every attempt counted on a site that is erased: the keys hold names that people typed."""
    client = _limiter().storage.storage  # type: ignore[attr-defined]
    for key in client.scan_iter(match=f"LIMITS:LIMITER/{schema_name}/*", count=1000):
        client.delete(key)
