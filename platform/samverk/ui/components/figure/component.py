"""Figure: a picture in the text, always with an alternative text."""

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """With and without a caption."""
    picture = {"url": static("ui/sample-landscape.svg"), "alt": "Åkrar och ett vattentorn vid en sjö"}
    return (
        Sample(
            "Med bildtext",
            {**picture, "caption": "Hornborgasjön en morgon i maj.", "credit": "Bild: Samverk"},
        ),
        Sample("Utan bildtext", picture),
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
