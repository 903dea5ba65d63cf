"""Progress: how far something has come, in words and as a bar."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Not begun, on the way, done, and unknown."""
    return (
        Sample("Inte börjat", {"label": "Utbildning", "value": 0, "max": 8, "text": "0 av 8", "id": "progress-1"}),
        Sample(
            "Pågår",
            {
                "label": "Införandet i Hjo",
                "value": 9,
                "max": 14,
                "text": "9 av 14",
                "id": "progress-2",
                "help": "Nästa steg: informationssäkerhetsklassning",
            },
        ),
        Sample(
            "Klart",
            {"label": "Införandet i Skara", "value": 14, "max": 14, "text": "Klart", "id": "progress-3"},
        ),
        Sample("Okänt", {"label": "Söker i dina rum", "value": None, "text": "Pågår", "id": "progress-4"}),
    )


COMPONENT = Component(
    name="progress",
    title=_("Förlopp"),
    group=groups.DATA,
    summary=_("Hur långt något har kommit, i ord och som stapel."),
    required=("label", "text", "id"),
    optional={"value": None, "max": 100, "help": ""},
    samples=samples,
)
