"""Codes of items in headings, which are not divided where a line ends."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_CODE = re.compile(r"\b([A-ZÅÄÖ]{1,4}-\d{1,5}[a-z]?)\b")


@register.filter
def unbroken(text: object) -> SafeString:
    """The text with each code kept together: P-08 and its title on a narrow screen."""
    parts = _CODE.split(str(text))
    whole = (format_html("<span data-code>{}</span>", part) if at % 2 else part for at, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in whole))
