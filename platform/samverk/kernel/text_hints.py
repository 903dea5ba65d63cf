"""Hints about the words of what people write: higher rooms give them, shown after saving, never a block (TP-05)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from samverk.kernel.registries import Registry

#: (plain text) → sentences about it, none where there is nothing to say; no query for most texts.
text_hints: Registry[Callable[[str], list[str]]] = Registry("hints about words")


def tell_hints(request: HttpRequest, text: str, *, done: str = "") -> bool:
    """Show the writer, on the next page, what the rooms say of the words just saved.

    Args:
        request: of the writer.
        text: plain.
        done: that it is saved, where the page would not say so; before the hints, and only where there are any.

    Returns:
        Whether they said anything.
    """
    found = [sentence for give in text_hints.values() for sentence in give(text)]
    if found and done:
        messages.success(request, done)
    for sentence in found:
        messages.info(request, sentence)
    return bool(found)
