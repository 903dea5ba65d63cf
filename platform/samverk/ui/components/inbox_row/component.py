"""Inbox row: what somebody is told, and what they can do with it."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
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


COMPONENT = Component(
    name="inbox_row",
    title=_("Avisering i rad"),
    group=groups.DATA,
    summary=_("Något en person får veta: vem, vad och när. Det olästa har en prick och fet stil."),
    required=("text", "href", "when"),
    optional={"excerpt": "", "note": "", "icon": "inbox", "who": "", "unread": False},
    block=True,
    samples=samples,
)
