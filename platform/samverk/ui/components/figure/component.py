"""Figure: a picture in the text, always with an alternative text."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample
from samverk.ui.samples import picture


def samples() -> tuple[Sample, ...]:
    """With and without a caption."""
    shown = {"url": picture()["url"], "alt": picture()["alt"]}
    return (
        Sample(
            "Med bildtext",
            {**shown, "caption": "Hornborgasjön en morgon i maj.", "credit": "Bild: Samverk"},
        ),
        Sample("Utan bildtext", shown),
    )


COMPONENT = Component(
    name="figure",
    title=_("Bild"),
    group=groups.NEWS,
    summary=_("En bild i texten. Alternativtexten krävs; en tom betyder att bilden bara är dekoration."),
    required=("url", "alt"),
    optional={"caption": "", "credit": "", "width": "", "height": "", "lazy": True},
    samples=samples,
)
