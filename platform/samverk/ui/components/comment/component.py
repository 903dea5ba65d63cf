"""Comment: what somebody said, when, and what one can do about it."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """A comment, an answer, and long words."""
    text = "<p>Tack! Nu förstår jag hur vi gör med <strong>beställningarna</strong>.</p>"
    long = "<p>Verksamhetsutvecklingssamordningsgruppens mötesanteckningar finns i rummet.</p>"
    return (
        Sample("Kommentar", {"name": "Lisa Lundqvist", "when": "21 november 2026 kl. 14.30"}, content=text),
        Sample("Svar", {"name": "Omar El Amrani", "when": "kl. 14.41", "reply": True}, content=text),
        Sample("Långa ord", {"name": "Maj-Britt Svensson-Gyllenhammar", "when": "i går"}, content=long),
    )


COMPONENT = Component(
    name="comment",
    title=_("Kommentar"),
    group=groups.DATA,
    summary=_("Vem som sade vad och när. Svar står ett steg in."),
    required=("name", "when"),
    optional={"reply": False},
    block=True,
    samples=samples,
)
