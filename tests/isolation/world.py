"""The world the isolation table is asked in: Skara with one of everything, and the persons who knock."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from types import SimpleNamespace
from uuid import uuid4

from django.contrib.auth.models import Group
from django.http import HttpResponse
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    PageViewRestriction,
    Site,
    Workflow,
)

from samverk.identity.access import actor_for
from samverk.identity.log.actions.search_log import search_log
from samverk.identity.log.criteria import Criteria
from samverk.identity.models import User
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack
from samverk.intranet.group_feed.actions.add_subscriber import add_subscriber
from samverk.intranet.models import NewsIndexPage, StartPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.actions.prepare_plan import prepare_plan
from samverk.people.actions.set_photo import set_photo
from samverk.people.models import Authority
from samverk.portal.models import Reminder
from samverk.portal.offline.queries import icon_version
from samverk.social.searches.actions.follow_search import follow_search
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.deviations.actions.propose_deviation import propose_deviation
from tenants.actions.set_logo import set_logo
from tenants.models import Kind
from tenants.queries import active_schema, tenant_by_slug, tenant_in
from tenants.site_context import site
from tenants.views.theme import theme_version
from tests.support.clients import SiteClient
from tests.support.deviations import because
from tests.support.documents import document_rows
from tests.support.factories import (
    DocumentFactory,
    GuidePageFactory,
    NewsPageFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    SectionPageFactory,
    post_picture,
    unit,
)
from tests.support.guests import departure_row, stay_row
from tests.support.knowledge import shared, written
from tests.support.masters import keep, release, term
from tests.support.openid.rows import identity_row, provider_row, rule_row
from tests.support.pictures import picture_file
from tests.support.portal import alarm_row, system_row
from tests.support.proposals import draft, send, take
from tests.support.telling import notice_for
from tests.support.things import moderated_row, said_about

PERSONS = ("signed_out", "other_municipality", "guest", "no_right", "right")
WEBP = "fill-320x240|format-webp"


@dataclass(frozen=True, slots=True)
class World:
    """Values for the paths of the table, and one browser per column."""

    values: dict[str, object]
    browsers: dict[str, SiteClient]

    def knock(self, person: str, path: str, method: str = "GET") -> HttpResponse:
        """One request by `person` to `path`, with the table's names filled in; leaves the browser as it was."""
        browser = SiteClient("skara.localhost")
        browser.cookies = copy(self.browsers[person].cookies)
        browser.raise_request_exception = False
        response: HttpResponse = browser.generic(method, path.format(**self.values))
        return response


def build(sites: SimpleNamespace) -> World:
    """One of everything in Skara; five browsers at Skara."""
    provider_row("entra", sites.skara)
    provider_row("hjos", sites.hjo)
    with site(sites.mall):
        released = release(keep("T-01", term("brukare"), kind="term"))
    with site(sites.skara):
        values = _one_of_everything()
        values["release"] = released.uuid
        values["taken"] = take_release(actor=HOUSE, uuid=uuid4(), release=released.uuid, now=clock.now()).uuid
        values["proposal"] = send(draft(term("brukaren"), code="T-01")).uuid
        values["digest"] = "0" * 64
        values["theme"] = theme_version(sites.skara)
        persons = {
            "guest": PersonFactory(guest=True),
            "no_right": PersonFactory(),
            "right": PersonFactory(superuser=True),
        }
        values["deviation"] = propose_deviation(
            actor=HOUSE,
            item=Adopted.objects.get(),
            why=because(persons["right"], unit=unit("Skolan").uuid),
            now=clock.now(),
        ).uuid
        values.update(document_rows(persons["right"]))
        values["log_search"] = search_log(
            actor=actor_for(persons["right"]),
            user=persons["right"],
            purpose="supervision",
            reason="Isoleringstabellen",
            criteria=Criteria(),
        )
        values.update(notice_for(persons["right"]))
        values["followed_search"] = follow_search(
            actor=actor_for(persons["right"]), user=persons["right"], text="cykel", kind="", now=clock.now()
        ).uuid
    with site(sites.hjo):
        take(released)
        values["article_of_hjo"] = shared(written()).article.key
        values["proposal_of_hjo"] = draft(term("brukaren"), code="T-01").uuid
        stranger = PersonFactory(superuser=True)
    browsers = {name: SiteClient("skara.localhost").sign_in(person) for name, person in persons.items()}
    browsers["signed_out"] = SiteClient("skara.localhost")
    # A cookie from Hjo, given to Skara as a browser never would but a person can.
    browsers["other_municipality"] = SiteClient("skara.localhost")
    browsers["other_municipality"].cookies = SiteClient("hjo.localhost").sign_in(stranger).cookies
    return World(values, browsers)


def _one_of_everything() -> dict[str, object]:
    news = NewsPageFactory(title="Ny vårdcentral", slug="ny-vardcentral")
    revision = news.save_revision()
    to_read = NewsPageFactory(slug="ska-lasas", must_read="law", must_read_by=clock.today())
    build_emergency_pack(actor=HOUSE, tenant=tenant_by_slug("skara"), now=clock.now())
    section = SectionPageFactory(title="Anställd", slug="anstalld")
    guide = GuidePageFactory(title="Fakturor", slug="fakturor", parent=section)
    picture = PictureFactory()
    rendition = picture.get_rendition(WEBP)
    document = DocumentFactory()
    group = Group.objects.create(name="Kommunikation")
    task = GroupApprovalTask.objects.create(name="Läs igenom")
    workflow = Workflow.objects.create(name="Granskning i två steg")
    tenant = tenant_by_slug("skara")
    set_logo(actor=HOUSE, tenant=tenant, upload=picture_file())
    crisis = Group.objects.create(name="Krisledning")
    closed_news = NewsPageFactory(slug="kris")
    PageViewRestriction.objects.create(page=closed_news, restriction_type="groups").groups.add(crisis)
    closed = Collection.get_first_root_node().add_child(name="Kris")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups").groups.add(crisis)
    closed_document = DocumentFactory(collection=closed)
    article = written(title="Artikel", slug="artikel")
    if tenant_in(active_schema()).kind == Kind.MUNICIPALITY:
        shared(article)
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=date(2020, 1, 1))
    post = PostFactory(place=f"unit:{unit('Krisledningen').uuid}", kind="question")
    return {
        "post": post.pk,
        "post_picture": post_picture(post).uuid,
        "part": authority.uuid,
        "plan": prepare_plan(actor=HOUSE, title="Ny organisation", day=date(2030, 1, 1)).uuid,
        "closed_page": closed_news.pk,
        "said": said_about(news),
        "closed_said": said_about(closed_news),
        "moderation": moderated_row(),
        "closed_document": closed_document.pk,
        "closed_file": closed_document.filename,
        "closed_rendition": PictureFactory(collection=closed).get_rendition(WEBP).file.name,
        "logo": PurePosixPath(tenant.logo).stem,
        "page": news.pk,
        "article": article.pk,
        "article_key": article.translation_key,
        "must_read": to_read.pk,
        "feed_token": add_subscriber(actor=HOUSE, name="Bolaget", now=clock.now())[1],
        "news_index": NewsIndexPage.objects.get().pk,
        "start": StartPage.objects.get().pk,
        "section": section.pk,
        "guide": guide.pk,
        "revision": revision.pk,
        "picture": picture.pk,
        "original": picture.file.name,
        "rendition": rendition.file.name,
        "document": document.pk,
        "document_file": document.filename,
        "group": group.pk,
        "person": PersonFactory().pk,
        "person_uuid": PersonFactory().uuid,
        "photo": _photo_of(PersonFactory()),
        "task": task.pk,
        "workflow": workflow.pk,
        "collection": Collection.get_first_root_node().add_child(name="Kansliet").pk,
        "wagtail_site": Site.objects.get().pk,
        "claim_rule": rule_row("entra").pk,
        "departure": departure_row(PersonFactory()).pk,
        "stay": stay_row(sponsor=PersonFactory()).pk,
        "system": system_row("Lön").uuid,
        "system_to_remove": system_row("Tidplan").uuid,
        "alarm": alarm_row().uuid,
        "reminder": Reminder.objects.create(
            user=PersonFactory(), text="Ring", due=clock.today(), created_at=clock.now()
        ).pk,
        "icon": icon_version(tenant),
        "identity": identity_row("entra", PersonFactory()).pk,
    }


def _photo_of(person: User) -> str:
    """A picture of somebody; its name in the address."""
    return set_photo(actor=HOUSE, editor=person, user=person, upload=picture_file()).photo
