"""Definition list: facts, each with its name."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample


def samples() -> tuple[Sample, ...]:
    """Short facts and long words."""
    items = [
        ("Titel", "Enhetschef"),
        ("Telefon", "0511-320 00"),
        ("Informationssäkerhetsklassning", "Känslig, riktig och tillgänglig inom fyra timmar"),
    ]
    return (Sample("Tre uppgifter", {"items": items}), Sample("En uppgift", {"items": items[:1]}))


COMPONENT = Component(
    name="definition_list",
    title=_("Uppgifter"),
    group=groups.DATA,
    summary=_("Uppgifter med sina namn, i par."),
    required=("items",),
    samples=samples,
)
