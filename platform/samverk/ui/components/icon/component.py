"""Icon: one drawing of our own set."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.icons import SHAPES
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Every icon, and one that stands alone and therefore has words."""
    drawings = tuple(Sample(name, {"name": name}) for name in SHAPES)
    return (*drawings, Sample("Med egen text", {"name": "lock", "label": "Bara för rummets medlemmar"}))


COMPONENT = Component(
    name="icon",
    title=_("Ikon"),
    group=groups.STRUCTURE,
    summary=_("Ritad för Samverk. Dold för skärmläsare om den inte har egen text."),
    required=("name",),
    optional={"label": ""},
    samples=samples,
)
