"""List row: one thing among several, as a link or as a fact."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """With icon, badge, several lines and long words."""
    return (
        Sample("Länk", {"title": "Arbetsgrupp HSL", "href": "#list_row", "meta": "14 medlemmar"}),
        Sample(
            "Med ikon och märke",
            {
                "title": "Styrgruppen GVS12",
                "href": "#list_row",
                "icon": "rooms",
                "badge": "3 nya",
                "badge_tone": "accent",
            },
        ),
        Sample(
            "Till ett annat system",
            {"title": "Lifecare", "href": "#list_row", "external": True, "icon": "globe"},
        ),
        Sample("Utan länk", {"title": "Semester", "text": "Beviljad måndag 19 december till fredag 30 december"}),
        Sample(
            "Långt ord",
            {
                "title": "Verksamhetsutvecklingssamordningsgruppen",
                "href": "#list_row",
                "text": "Kommunledningsförvaltningen",
                "badge": "Vilande",
            },
        ),
    )


COMPONENT = Component(
    name="list_row",
    title=_("Listrad"),
    group=groups.DATA,
    summary=_("En sak bland flera: ett rum, en uppgift, ett system."),
    required=("title",),
    optional={
        "href": "",
        "text": "",
        "meta": "",
        "icon": "",
        "badge": "",
        "badge_tone": "neutral",
        "external": False,
    },
    samples=samples,
)
