"""Days and moments in running text: as `<time>`, which no line divides, and the same in every room (look.md)."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(at: date | None) -> SafeString:
    """6 december 2022; nothing for None. Of a moment, its day in Sweden."""
    if at is None:
        return SafeString("")
    return _day(localdate(at) if isinstance(at, datetime) else at, get_language())


@lru_cache(maxsize=1000)
def _day(told: date, _language: str | None) -> SafeString:
    # A list has twenty of them, and many of the same.
    return format_html('<time datetime="{}">{}</time>', told.isoformat(), date_format(told, "j F Y"))


def moment(at: datetime | None) -> SafeString:
    """6 december 2022 kl. 14.30; nothing for None."""
    if at is None:
        return SafeString("")
    here = localtime(at)
    clock = _("kl. %(time)s") % {"time": date_format(here, "H.i")}
    words = f"{date_format(here, 'j F Y')} {clock}"
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="seconds"), words)
