"""Disclosure: more for whoever wants to know, closed at first; works without scripts."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Closed and open."""
    text = "<p>Mallkommunen har låst inställningen.</p>"
    return (
        Sample("Stängd", {"summary": "Varifrån kommer värdet?"}, content=text),
        Sample("Öppen", {"summary": "Varifrån kommer värdet?", "open": True}, content=text),
    )


COMPONENT = Component(
    name="disclosure",
    title=_("Utfällbart"),
    group=groups.STRUCTURE,
    summary=_("Det som bara några behöver läsa. Rubriken säger vad som finns där."),
    required=("summary",),
    optional={"open": False, "context": ""},
    block=True,
    samples=samples,
)
