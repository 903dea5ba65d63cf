"""What the intranet puts in the menu, and what it does in a new site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_maintainer, is_person
from samverk.intranet.actions.furnish_site import furnish_site
from samverk.intranet.models import GuidePage, SectionPage
from samverk.intranet.queries import shown_page
from samverk.intranet.site_settings import KEYS
from samverk.intranet.standard_rights import give_maintainers_their_rights
from samverk.intranet.travelling import REVISION, follow_host
from samverk.kernel.registries import (
    AdministrationEntry,
    NavEntry,
    administration_entries,
    nav_entries,
    site_furnishers,
    standard_rights,
)
from tenants.life.rules import columns_in_archive, host_followers
from tenants.settings.registry import declare

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
        holds=lambda r: isinstance(shown_page(r), SectionPage | GuidePage),
    ),
)
declare(*KEYS)
administration_entries.register(
    "emergency_pack",
    AdministrationEntry(
        label=_("Nödpaket"),
        description=_("Lathundar och kontakter som går att läsa när intranätet inte går att nå."),
        url=lambda: reverse("intranet:emergency_pack"),
        icon="phone",
        order=70,
        may_see=is_maintainer,
    ),
)
site_furnishers.register("intranet", furnish_site)
standard_rights.register("maintainers", give_maintainers_their_rights)
columns_in_archive.register("wagtailcore_revision.content", REVISION)
host_followers.register("intranet", follow_host)
