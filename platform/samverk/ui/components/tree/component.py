"""Tree: an organisation, level by level, that opens without a script."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """An organisation of four levels, fourteen units, and one without levels."""
    units = [{"label": f"Hemtjänstgrupp {number}", "url": "#tree", "note": "12 personer"} for number in range(1, 15)]
    nodes = [
        {
            "label": "Socialnämnden",
            "open": True,
            "url": "#tree",
            "children": [
                {
                    "label": "Socialförvaltningen",
                    "open": True,
                    "note": "412 personer",
                    "children": [
                        {"label": "Hemtjänst och hemsjukvård", "children": units, "note": "14 enheter"},
                        {"label": "Biståndshandläggning och myndighetsutövning", "url": "#tree"},
                    ],
                }
            ],
        },
        {"label": "Överförmyndarnämnden", "url": "#tree"},
    ]
    return (
        Sample("Fyra nivåer", {"nodes": nodes, "label": "Organisation"}),
        Sample("En nivå", {"nodes": [{"label": "Skara Energi AB", "note": "Bolag"}]}),
    )


COMPONENT = Component(
    name="tree",
    title=_("Träd"),
    group=groups.DATA,
    summary=_("Organisationen nivå för nivå. Varje del har text, kanske adress, uppgift och underordnade delar."),
    required=("nodes",),
    optional={"label": "", "nested": False},
    samples=samples,
)
