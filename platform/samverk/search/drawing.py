"""Hits as items of a list, drawn in Python: a page has twenty of them, and a template draws them dearly."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from samverk.kernel.searching import Hit
from samverk.search.marking import marking
from samverk.ui.moments import day


def hit_items(hits: Iterable[Hit], words: str) -> SafeString:
    """The hits with the words marked in them.

    Args:
        hits: in the order they are shown.
        words: as typed.
    """
    marked, drawn = marking(words), []
    for hit in hits:
        note = f'<p class="note">{escape(hit.note)}</p>' if hit.note else ""
        said = f"<p>{marked(hit.excerpt)}</p>" if hit.excerpt else ""
        when = f'<p class="note">{day(hit.when)}</p>' if hit.when else ""
        drawn.append(f'<li><a href="{escape(hit.url)}">{marked(hit.title)}</a>{note}{said}{when}</li>')
    return mark_safe("".join(drawn))  # noqa: S308 - all words are escaped  # nosec B308 B703
