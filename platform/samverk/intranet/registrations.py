"""What the intranet puts in the menu, and what it does in a new site."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_person
from samverk.intranet.actions.furnish_site import furnish_site
from samverk.intranet.models import GuidePage, SectionPage
from samverk.kernel.registries import NavEntry, nav_entries, site_furnishers

nav_entries.register(
    "start",
    NavEntry(
        label=_("Start"),
        url=lambda: "/",
        icon="home",
        order=10,
        visible=lambda r: is_person(r.user),
        everywhere=True,
    ),
)
nav_entries.register(
    "news",
    NavEntry(
        label=_("Nyheter"),
        url=lambda: "/nyheter/",
        icon="news",
        order=20,
        visible=lambda r: is_internal(r.user),
    ),
)
nav_entries.register(
    "structure",
    NavEntry(
        label=_("Innehåll"),
        url=lambda: "/innehall/",
        icon="document",
        order=30,
        visible=lambda r: is_internal(r.user),
        holds=lambda r: isinstance(getattr(r, "samverk_page", None), SectionPage | GuidePage),
    ),
)
site_furnishers.register("intranet", furnish_site)
