"""Breadcrumb: the way here, from the start page down."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Two steps, and five with long names."""
    start = {"label": "Start", "url": "#breadcrumb"}
    return (
        Sample(
            "Två steg", {"items": [start, {"label": "Nyheter", "url": "#breadcrumb"}], "label": "Du är här, två steg"}
        ),
        Sample(
            "Fem steg, långa namn",
            {
                "items": [
                    start,
                    {"label": "Socialförvaltningen", "url": "#breadcrumb"},
                    {"label": "Myndighetsutövning och biståndshandläggning", "url": "#breadcrumb"},
                    {"label": "Lathundar", "url": "#breadcrumb"},
                    {"label": "Genomförandeplan", "url": ""},
                ],
                "label": "Du är här, fem steg",
            },
        ),
    )


COMPONENT = Component(
    name="breadcrumb",
    title=_("Sökväg"),
    group=groups.STRUCTURE,
    summary=_("Vägen hit. Varje del har en text och en adress; den sista får sakna adress."),
    required=("items",),
    optional={"label": _("Du är här")},
    samples=samples,
    kept=True,
)
