"""Person chip: who it is, what they do and for whom they act."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """At home, in a cooperation, and with the longest title."""
    return (
        Sample(
            "I egen kommun",
            {"name": "Lisa Lundqvist", "title": "Enhetschef, hemtjänsten", "url": "#person_chip"},
        ),
        Sample("I samverkan", {"name": "Åke Örn", "title": "Systemförvaltare", "acting_for": "Skara"}),
        Sample(
            "Lång titel",
            {
                "name": "Maj-Britt Svensson-Gyllenhammar",
                "title": "Verksamhetsutvecklare och informationssäkerhetssamordnare, socialförvaltningen",
                "acting_for": "Gullspång",
            },
        ),
        Sample("Utifrån", {"name": "Robin Sten", "title": "Konsult, Regionen", "external": True}),
        Sample("Bara namn", {"name": "Östen", "size": "small"}),
    )


COMPONENT = Component(
    name="person_chip",
    title=_("Person"),
    group=groups.IDENTITY,
    summary=_("Namn, titel och – i samverkan – den kommun personen företräder."),
    required=("name",),
    optional={
        "title": "",
        "url": "",
        "acting_for": "",
        "initials": "",
        "picture_url": "",
        "size": "medium",
        "external": False,
    },
    samples=samples,
    kept=True,
)
