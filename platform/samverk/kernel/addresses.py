"""Addresses that are the same on every page: looked up once a process."""

import functools

from django.urls import get_urlconf, reverse


def fixed(name: str) -> str:
    """The address of a view without arguments, as `reverse` gives it; the frame of a page asks for ten of them.

    Raises:
        NoReverseMatch: when the site's table of addresses has none by that name.
    """
    return _looked_up(name, get_urlconf())


@functools.lru_cache(maxsize=1000)
def _looked_up(name: str, urlconf: str | None) -> str:
    return reverse(name, urlconf=urlconf)
