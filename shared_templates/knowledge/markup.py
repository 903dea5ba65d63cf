"""The markup of shared articles: headings, paragraphs, lists, emphasis and links out; nothing else is ever shown."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule

_PLAIN = ("p", "h2", "h3", "b", "strong", "i", "em", "ul", "ol", "li", "br")
_OUT = ("http", "https", "mailto", "tel")
_LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def _outward(href: Any) -> str | None:
    """The address, when it leads out of every site; None for all others."""
    text = str(href).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in _OUT or (parts.scheme.lower().startswith("http") and not parts.netloc):
        return None
    return text


class _Ours(Whitelister):
    element_rules = {
        "[document]": allow_without_attributes,
        **dict.fromkeys(_PLAIN, allow_without_attributes),
        "a": attribute_rule({"href": _outward}),
    }


def cleaned(html: str) -> SafeString:
    """The part of the markup that is safe on any site, whoever wrote the row."""
    markup: SafeString = mark_safe(_Ours().clean(html))  # noqa: S308 # nosec B308 B703 - just cleaned
    return markup


def leads_inward(html: str) -> bool:
    """Is there a link that only works on the site where it was written."""
    for attributes in _LINK.findall(html):
        href = _HREF.search(attributes)
        if href is None or _outward(unescape(href.group(1))) is None:
            return True
    return False


def readings(html: str) -> tuple[str, str, str]:
    """The markup as it stands, and as a reader meets it: with nothing and with a blank in the place of tags."""
    return html, unescape(_TAG.sub("", html)), unescape(_TAG.sub(" ", html))
