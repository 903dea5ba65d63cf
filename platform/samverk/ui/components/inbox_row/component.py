"""Inbox row: what somebody is told, and what they can do with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups, icons
from samverk.ui.components.avatar.component import initials_of, tone_of
from samverk.ui.registry import Component, Sample

_WHEN = datetime(2022, 12, 6, 13, 30, tzinfo=UTC)


def samples() -> tuple[Sample, ...]:
    """Unread and read, by somebody and by the house, with long words."""
    return (
        Sample(
            "Oläst, av någon",
            {
                "text": "Lisa Lundqvist och 3 till svarade på Ny rutin för genomförandeplan",
                "href": "#inbox_row",
                "who": "Lisa Lundqvist",
                "excerpt": "Bra att vi tar det steget nu, men vem meddelar nattpatrullen?",
                "when": _WHEN,
                "unread": True,
            },
        ),
        Sample(
            "Läst",
            {"text": "Per Ek nämnde dig i Blodbussen", "href": "#inbox_row", "who": "Per Ek", "when": _WHEN},
        ),
        Sample(
            "Från huset, med skäl",
            {
                "text": "Vattnet i centralorten måste kokas",
                "href": "#inbox_row",
                "icon": "warning",
                "when": _WHEN,
                "unread": True,
                "note": "Krismeddelanden går inte att stänga av: alla måste nås.",
            },
        ),
        Sample(
            "Långa ord",
            {
                "text": "Verksamhetsutvecklingssamordnaren kommenterade Informationssäkerhetsklassningsprotokollet",
                "href": "#inbox_row",
                "who": "Östen",
                "when": _WHEN,
            },
            content='<a href="#inbox_row">Hur vill du få veta?</a>',
        ),
    )


def draw(values: Mapping[str, Any]) -> SafeString:
    """One row; an inbox has dozens of them. All but `content`, which is markup, is escaped."""
    who, excerpt, note = values["who"], values["excerpt"], values["note"]
    when = timezone.localtime(values["when"])
    if who:
        tone, initials = tone_of(who), escape(initials_of(who))
        face = f'<span class="sv-avatar" data-tone="{tone}" data-size="medium" aria-hidden="true">{initials}</span>'
    else:
        face = f'<span class="symbol">{icons.svg(values["icon"])}</span>'
    unread = f'<span class="sv-hidden">{escape(gettext("Oläst:"))} </span>' if values["unread"] else ""
    told = f"{date_format(when, 'j F')} {gettext('kl.')} {when:%H.%M}"
    html = (
        f'<div class="sv-inbox-row"{" data-unread" if unread else ""}>{face}<div class="text">'
        f'<a href="{escape(values["href"])}">{unread}{escape(values["text"])}</a>'
        + (f'<p class="excerpt">{escape(excerpt)}</p>' if excerpt else "")
        + (f'<p class="note">{escape(note)}</p>' if note else "")
        + f'<div class="foot"><time datetime="{when.isoformat()}">{escape(told)}</time>{values["content"]}</div>'
        "</div></div>"
    )
    return mark_safe(html)  # nosec B308 B703


COMPONENT = Component(
    name="inbox_row",
    title=_("Avisering i rad"),
    group=groups.DATA,
    summary=_("Något en person får veta: vem, vad och när. Det olästa har en prick och fet stil."),
    required=("text", "href", "when"),
    optional={"excerpt": "", "note": "", "icon": "inbox", "who": "", "unread": False},
    block=True,
    samples=samples,
    draw=draw,
)
