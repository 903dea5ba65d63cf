"""Every address of an urlconf, as text."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(urlconf: str) -> list[str]:
    """All patterns, prefixes included, in the resolver's order."""
    return list(_walk(get_resolver(urlconf).url_patterns, ""))


def _walk(entries: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for entry in entries:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from _walk(entry.url_patterns, here)
