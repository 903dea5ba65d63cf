"""What the intranet puts in the menu, and what it does in a new site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal, is_maintainer, is_person
from samverk.identity.groups import MODERATORS, SYSTEM_MAINTAINERS
from samverk.identity.guests.places import PlaceKind, place_kinds
from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import group_sayings, permission_words
from samverk.intranet import guests, leaving, start_boxes, start_news, start_sections, subjects
from samverk.intranet.actions.furnish_site import furnish_site
from samverk.intranet.actions.hand_over_pages import give_drafts, give_reviews
from samverk.intranet.actions.redirect_news import direct_news_back, redirect_news
from samverk.intranet.actions.reown_pages import give_back_pages, reown_pages
from samverk.intranet.companies import sees_menu
from samverk.intranet.editors_log import follow_name
from samverk.intranet.emergency import names
from samverk.intranet.event_kinds import declare_event_kinds
from samverk.intranet.group_sayings import say_pages_and_files
from samverk.intranet.knowledge import queries as knowledge
from samverk.intranet.knowledge.actions.give_articles import give_articles
from samverk.intranet.models import ArticlePage, GuidePage, PlacedPage, SectionPage
from samverk.intranet.must_read.queries import tasks_of
from samverk.intranet.news import topics
from samverk.intranet.news.headlines import newest_headlines
from samverk.intranet.queries import PAGES, pages_of, pages_to_divide, shown_page
from samverk.intranet.searching import newer_pages, search_pages
from samverk.intranet.site_settings import KEYS
from samverk.intranet.targeting.parts import directed_to_parts
from samverk.intranet.travelling import REVISION, follow_host
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Leaving,
    NavEntry,
    Probe,
    SiteFacts,
    UnitFollower,
    Widget,
    WidgetPlace,
    administration_entries,
    health_probes,
    my_tasks,
    nav_entries,
    person_leaves,
    secret_paths,
    site_facts,
    site_furnishers,
    start_widgets,
    unit_followers,
)
from samverk.kernel.searching import Searchable, searchables
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import SubjectKind, subject_kinds
from tenants.life.rules import ColumnRule, columns_in_archive, host_followers, tables_not_copied
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
        visible=lambda r: sees_menu(r.user),
        holds=lambda r: isinstance(shown_page(r), SectionPage | GuidePage | ArticlePage | PlacedPage),
    ),
)
nav_entries.register(
    "knowledge",
    NavEntry(
        label=_("Kunskapsbank"),
        url=lambda: reverse("intranet:knowledge"),
        icon="guide",
        order=35,
        visible=lambda r: sees_menu(r.user),
    ),
)
declare(*KEYS)
register_owned("drafts", Owned(label=_("Opublicerade sidor"), things=leaving.drafts, give=give_drafts))
register_owned("articles", Owned(label=_("Kunskapsartiklar"), things=leaving.articles, give=give_articles))
register_owned("reviews", Owned(label=_("Pågående granskningar"), things=leaving.reviews, give=give_reviews))
person_leaves.register("locks", Leaving(label=_("Låsta sidor"), count=leaving.count_locks, apply=leaving.open_locks))
followers.register("cms", follow_name)
followers.register("emergency_pack", names.follow_name)
place_kinds.register(
    "page", PlaceKind(label=_("Sidor gästen ska se"), offered=guests.offered_pages, found=guests.found_pages)
)
administration_entries.register(
    "emergency_pack",
    AdministrationEntry(
        part=AdministrationPart.INSIGHT,
        label=_("Nödpaket"),
        description=_("Lathundar och kontakter som går att läsa när intranätet inte går att nå."),
        url=lambda: reverse("intranet:emergency_pack"),
        icon="phone",
        order=70,
        may_see=is_maintainer,
    ),
)
site_furnishers.register("intranet", furnish_site)
standard_rights.register(
    "maintainers",
    StandardRights(
        SYSTEM_MAINTAINERS,
        ("identity.view_user", "identity.change_user", "identity.administer_site"),
        also=MODERATORS,
    ),
)
columns_in_archive.register("wagtailcore_revision.content", REVISION)
host_followers.register("intranet", follow_host)
secret_paths.register("cms", "/redaktion/password_reset/confirm/")
secret_paths.register("group_feed", "/koncernnyheter/")
permission_words.register("wagtailadmin.access_admin", _("Gå in i redaktionen."))
for _deed in ("add", "change", "delete", "choose"):
    permission_words.register(f"wagtailimages.{_deed}_image", _("Arbeta med bilder i redaktionen."))
    permission_words.register(f"intranet.{_deed}_picture", _("Arbeta med bilder i redaktionen."))
    permission_words.register(f"wagtaildocs.{_deed}_document", _("Arbeta med dokument i redaktionen."))
group_sayings.register("intranet", say_pages_and_files)
administration_entries.register(
    "audience",
    AdministrationEntry(
        part=AdministrationPart.PEOPLE,
        label=_("Vem får se det här?"),
        description=_("Välj en sida eller en fil och se vilka som får se, ändra och publicera den, och varför."),
        url=lambda: reverse("intranet:audience_choose"),
        icon="search",
        order=7,
        may_see=is_maintainer,
    ),
)
unit_followers.register(
    PAGES,
    UnitFollower(
        label=_("Sidor på intranätet"),
        count=lambda *, moved: pages_of(moved),
        apply=reown_pages,
        undo=give_back_pages,
        things=lambda *, moved: pages_to_divide(moved),
    ),
)
unit_followers.register(
    "news_targets",
    UnitFollower(
        label=_("Nyheter som riktas till enheten"),
        count=lambda *, moved: directed_to_parts(moved.before).count(),
        apply=redirect_news,
        undo=direct_news_back,
    ),
)
start_widgets.register(
    "news",
    Widget(
        template="intranet/_start_news.html",
        context=start_news.context,
        order=10,
        title=_("Nytt för dig"),
        place=WidgetPlace.MAIN,
        kept=True,
    ),
)
start_widgets.register(
    "sections",
    Widget(
        template="intranet/_start_sections.html",
        context=start_sections.context,
        order=90,
        title=_("Hitta vidare"),
        kept=True,
    ),
)
health_probes.register("start_page", Probe(ask=start_boxes.failures))
administration_entries.register(
    "group_feed",
    AdministrationEntry(
        part=AdministrationPart.SITE,
        label=_("Koncernnyheter till bolagen"),
        description=_("Adresser där kommunala bolag hämtar koncernens nyheter till sina egna intranät."),
        url=lambda: reverse("intranet:group_feed_overview"),
        icon="news",
        order=60,
        may_see=is_maintainer,
    ),
)
# A leaver's archive carries no address: its row stays, with a fingerprint that no secret has, each row its own.
columns_in_archive.register(
    "intranet_feedsubscriber.token_hash",
    ColumnRule(
        out=lambda value, row, journey: value if journey.secrets else f"!{row['id']}",
        back=lambda value, row, journey: value,
        secret=True,
    ),
)
subject_kinds.register(
    subjects.KIND,
    SubjectKind(
        label=_("sida"),
        plural=_("sidor"),
        found=subjects.found,
        visible=subjects.visible,
        readers=subjects.readers,
        icon="document",
    ),
)
subject_kinds.register(topics.KIND, topics.TOPIC)
searchables.register(
    "pages", Searchable(label=_("Sidor"), search=search_pages, order=10, icon="document", newer=newer_pages)
)
my_tasks.register("must_read", tasks_of)
my_tasks.register("knowledge", knowledge.tasks_of)
site_facts.register("intranet", SiteFacts(headlines=newest_headlines))
declare_event_kinds()
tables_not_copied.register("intranet_feedsubscriber", "nycklar till flöden")
tables_not_copied.register("intranet_readingreceipt", "vem som har läst vad")
tables_not_copied.register("wagtailcore_apitoken", "nycklar för program")
tables_not_copied.register("wagtailcore_modellogentry", "redigerarens logg")
tables_not_copied.register("wagtailcore_pagelogentry", "redigerarens logg")
tables_not_copied.register("wagtailcore_pagesubscription", "vad någon bevakar")
tables_not_copied.register("wagtailcore_uploadedfile", "filer på väg in")
tables_not_copied.register("wagtailadmin_editingsession", "vem som redigerar just nu")
tables_not_copied.register("wagtailadmin_formstate", "det någon har börjat skriva")
