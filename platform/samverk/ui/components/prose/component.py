"""Prose: running text as an editor wrote it."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Every element an editor can use."""
    text = (
        "<p>Genomförandeplanen ska följa personen, inte kommunen. Därför skriver vi den lika i alla tolv. "
        'Läs mer i <a href="#prose">riktlinjen för dokumentation</a>.</p>'
        "<h3>Det här ändras</h3><ul><li>Målen skrivs med personens egna ord.</li>"
        "<li>Uppföljningen har ett datum.</li></ul>"
        "<blockquote><p>Nu förstår jag vad som står om mig.</p></blockquote>"
        "<ol><li>Öppna akten.</li><li>Välj Genomförandeplan.</li></ol>"
    )
    return (Sample("Löpande text", {}, content=text),)


COMPONENT = Component(
    name="prose",
    title=_("Löpande text"),
    group=groups.NEWS,
    summary=_("Redaktörens text, i läsbredd."),
    block=True,
    samples=samples,
)
