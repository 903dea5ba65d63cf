"""The words that were searched, marked in what was found."""

import re
from collections.abc import Callable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def marking(words: str) -> Callable[[str], SafeString]:
    """What marks each of the words with `<mark>` in a plain text; everything in the text is escaped.

    Args:
        words: as typed.
    """
    wanted = sorted({word for word in words.split() if len(word) > 1}, key=len, reverse=True)[:8]
    if not wanted:
        return lambda text: mark_safe(escape(text))  # noqa: S308 - escaped  # nosec B308 B703
    any_of_them = re.compile("(" + "|".join(re.escape(word) for word in wanted) + ")", re.IGNORECASE)

    def marked(text: str) -> SafeString:
        parts = [escape(part) for part in any_of_them.split(text)]
        # Every other part is one of the words.
        parts[1::2] = [f"<mark>{part}</mark>" for part in parts[1::2]]
        return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above  # nosec B308 B703

    return marked
