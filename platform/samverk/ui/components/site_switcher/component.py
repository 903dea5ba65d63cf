"""Site switcher: the sites a person may go to, in a panel that needs no script."""

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample
from samverk.ui.shell import SiteLink


def samples() -> tuple[Sample, ...]:
    """Three sites, and a person who works with all of them."""
    few = (
        SiteLink("Skara kommun", "Kommun", "#site_switcher", True, "S", "municipality", "#1f5c4d"),
        SiteLink("GVS12", "Samverkan", "#site_switcher", False, "G12", "cooperation", "#6b3fa0"),
        SiteLink("Mallkommunen", "Mallkommun", "#site_switcher", False, "M", "template", "#444444"),
    )
    names = ("Essunga", "Falköping", "Grästorp", "Gullspång", "Götene", "Hjo", "Karlsborg", "Lidköping")
    many = tuple(
        SiteLink(f"{name} kommun", "Kommun", "#site_switcher", False, name[0], "municipality", "#2a5d8f")
        for name in names
    )
    return (
        Sample("Tre webbplatser", {"sites": few}, on_band=True),
        Sample("Elva webbplatser", {"sites": few + many}, on_band=True),
    )


COMPONENT = Component(
    name="site_switcher",
    title=_("Byt webbplats"),
    group=groups.IDENTITY,
    summary=_("Personens webbplatser, var och en en länk. Fungerar utan skript; Escape stänger."),
    required=("sites",),
    samples=samples,
)
