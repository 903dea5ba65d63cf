"""Badge: one word that says what something is, or which municipality a person acts for."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Each tone; a municipality; a long word."""
    return (
        Sample("Kommun", {"text": "Skara", "tone": "accent", "label": "företräder"}),
        Sample("Neutral", {"text": "Utkast"}),
        Sample("Upplysning", {"text": "Ny", "tone": "info"}),
        Sample("Klart", {"text": "Godkänd", "tone": "success", "icon": "check"}),
        Sample("Varning", {"text": "Snart för gammal", "tone": "warning", "icon": "clock"}),
        Sample("Fara", {"text": "Försenad", "tone": "danger", "icon": "danger"}),
        Sample("Långt ord", {"text": "Överförmyndarnämndsverksamheten", "tone": "accent"}),
    )


COMPONENT = Component(
    name="badge",
    title=_("Märke"),
    group=groups.IDENTITY,
    summary=_("Ett ord om vad något är. På samverkanssidor: vilken kommun en person företräder."),
    required=("text",),
    optional={"tone": "neutral", "icon": "", "label": ""},
    choices={"tone": ("neutral", "accent", "info", "success", "warning", "danger")},
    samples=samples,
)
