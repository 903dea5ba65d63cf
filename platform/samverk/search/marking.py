"""The words that were searched, marked in what was found."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def marked(text: str, words: str) -> SafeString:
    """The text with each searched word in `<mark>`; everything in it is escaped.

    Args:
        text: plain text.
        words: as typed.
    """
    wanted = sorted({word for word in words.split() if len(word) > 1}, key=len, reverse=True)[:8]
    if not wanted:
        return conditional_escape(text)
    parts = re.split("(" + "|".join(re.escape(word) for word in wanted) + ")", text, flags=re.IGNORECASE)
    escaped = [
        f"<mark>{conditional_escape(part)}</mark>" if number % 2 else conditional_escape(part)
        for number, part in enumerate(parts)
    ]
    return mark_safe("".join(escaped))  # noqa: S308 - every part is escaped above  # nosec B308 B703
