"""Steps: a guide's numbered steps, good on paper too."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Three steps, and one."""
    items = [
        {"title": "Öppna personens akt", "body": "Sök på personnummer. Kontrollera att det är rätt person."},
        {"title": "Välj Genomförandeplan och sedan Ny", "body": "Planen får dagens datum."},
        {"title": "Gå igenom verksamhetsövergripande informationssäkerhetsklassning", "body": ""},
    ]
    return (
        Sample("Tre steg", {"steps": items}),
        Sample("Ett steg", {"steps": items[:1]}),
    )


COMPONENT = Component(
    name="steps",
    title=_("Steg"),
    group=groups.NEWS,
    summary=_("En lathunds numrerade steg. Fungerar lika bra på papper."),
    required=("steps",),
    optional={"heading": "h3"},
    choices={"heading": ("h2", "h3", "h4")},
    samples=samples,
)
