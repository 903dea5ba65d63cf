"""What the intranet puts in the menu, and what it does in a new site."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.guests.places import PlaceKind, place_kinds
from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.protection.sealed import followers
from samverk.intranet import guests, leaving
from samverk.intranet.actions.furnish_site import furnish_site
from samverk.intranet.actions.hand_over_pages import give_drafts, give_reviews
from samverk.intranet.editors_log import follow_name
from samverk.intranet.models import GuidePage, SectionPage
from samverk.intranet.queries import shown_page
from samverk.intranet.standard_rights import give_maintainers_their_rights
from samverk.intranet.travelling import REVISION, follow_host
from samverk.kernel.registries import Leaving, NavEntry, nav_entries, person_leaves, site_furnishers, standard_rights
from tenants.life.rules import columns_in_archive, host_followers

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
register_owned("drafts", Owned(label=_("Opublicerade sidor"), things=leaving.drafts, give=give_drafts))
register_owned("reviews", Owned(label=_("Pågående granskningar"), things=leaving.reviews, give=give_reviews))
person_leaves.register("locks", Leaving(label=_("Låsta sidor"), count=leaving.count_locks, apply=leaving.open_locks))
followers.register("cms", follow_name)
place_kinds.register(
    "page", PlaceKind(label=_("Sidor gästen ska se"), offered=guests.offered_pages, found=guests.found_pages)
)
site_furnishers.register("intranet", furnish_site)
standard_rights.register("maintainers", give_maintainers_their_rights)
columns_in_archive.register("wagtailcore_revision.content", REVISION)
host_followers.register("intranet", follow_host)
