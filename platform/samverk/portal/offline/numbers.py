"""Telephone numbers in a text as links: whoever has no network can still call."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

#: Swedish numbers as they are written here, with the country's before them or not, and those for emergencies. Groups of
#: at least two figures: an hour that follows is no part of the number.
_NUMBER = re.compile(
    r"(?<![\w.:/-])(?:(?:\+46[ \u00a0]?\d{1,3}|0\d{1,3})[- \u00a0]?\d{2,3}(?:[ \u00a0]?\d{2,3}){1,3}"
    r"|112|1177|113 ?13|114 ?14)(?![\w-])"
)


def with_numbers(text: str) -> SafeString:
    """The text escaped, each number a link to call it.

    Args:
        text: plain.
    """
    parts, at = [], 0
    for found in _NUMBER.finditer(text):
        digits = "".join(sign for sign in found[0] if sign.isdigit() or sign == "+")
        parts += [conditional_escape(text[at : found.start()]), f'<a href="tel:{digits}">{found[0]}</a>']
        at = found.end()
    # Digits, blanks, a plus and a dash are all that stands in a number.
    return mark_safe("".join([*parts, conditional_escape(text[at:])]))  # noqa: S308  # nosec B308 B703
