"""What one site of the demo holds: people, organisation, pages, pictures, files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, Picture, StartPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.models import Unit
from samverk.people.site_settings import SUPPORT
from samverk.project.demo import news, structure
from samverk.project.demo.accounts_build import make_people, make_visitors, place_people
from samverk.project.demo.adoption import take_from_model
from samverk.project.demo.documents import make_documents
from samverk.project.demo.inbox import bring_a_day
from samverk.project.demo.knowledge import share_what_we_know
from samverk.project.demo.masters import write_masters
from samverk.project.demo.municipalities import COOPERATION, TEMPLATE, Municipality
from samverk.project.demo.organisation import make_organisation, unit_name
from samverk.project.demo.people import COOPERATION_LOCAL, TEMPLATE_LOCAL, Person, people_of
from samverk.project.demo.picture_files import Press, save_pictures
from samverk.project.demo.posts import write_posts
from samverk.project.demo.profiles import make_profiles
from samverk.project.demo.project_documents import write_reports
from samverk.project.demo.proposals import propose_to_the_model
from samverk.project.demo.responsibility import make_responsibility, own_sections
from samverk.project.demo.systems import make_systems
from samverk.project.demo.talk import talk_about_news
from samverk.project.demo.tree import PageBatch
from samverk.project.demo.words import Words
from tenants.actions.create_tenant import NewTenant
from tenants.settings.actions.set_setting import set_setting

SWEDEN = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Order:
    """One site to fill.

    Attributes:
        new: the site.
        chosen: the municipalities of the demo.
        scale: small, full or load.
        day: the day the news are counted from.
        first: is the site empty; else it grows, and only what is missing is added.
    """

    new: NewTenant
    chosen: tuple[Municipality, ...]
    scale: str
    day: date
    first: bool

    @property
    def municipality(self) -> Municipality | None:
        """Which of the twelve, if any."""
        return next((m for m in self.chosen if m.slug == self.new.slug), None)


def fill_site(order: Order, *, press: Press) -> None:
    """Write what is missing in the active site, inside the caller's transaction."""
    municipality = order.municipality
    if municipality is None:
        _meeting_place(order, press)
        return
    people = list(people_of(municipality.slug, order.scale, wave=municipality.wave))
    users = make_people(people, place=municipality.name, code=municipality.scb_code, name=municipality.name)
    units = make_organisation(municipality) if order.first else _units_by_key(municipality, people)
    place_people(people, users, units)
    make_profiles(users, day=order.day)
    if order.first:
        make_responsibility(units, day=order.day)
        _say_whom_to_call(municipality)
    _pages(order, press, words=Words.of(municipality, day=order.day), source=municipality.slug)
    if order.first:
        own_sections(units)
        take_from_model(slug=municipality.slug, day=order.day)
        write_reports(slug=municipality.slug, day=order.day)
    write_posts(slug=municipality.slug, words=Words.of(municipality, day=order.day), scale=order.scale)
    bring_a_day(slug=municipality.slug, day=order.day)
    talk_about_news(scale=order.scale, slug=municipality.slug)


def _say_whom_to_call(municipality: Municipality) -> None:
    """What stands where something has gone wrong, and on the page without a network."""
    text = (
        f"Servicecenter i {municipality.name}, 0511-555 00, vardagar 8–16.\n"
        "Tjänsteperson i beredskap, dygnet runt: 0511-555 01."
    )
    set_setting(actor=HOUSE, key=SUPPORT, value=text, now=clock.now())


def _meeting_place(order: Order, press: Press) -> None:
    """The template and the cooperation: own accounts, and people who come from home."""
    template = order.new.slug == TEMPLATE.slug
    if template:
        make_people(TEMPLATE_LOCAL, place="mallkommunen")
    else:
        make_people(COOPERATION_LOCAL, place="GVS12")
    for municipality in order.chosen:
        make_visitors(municipality, order.scale, template=template)
    if template and order.first:
        write_masters(day=order.day)
    words = Words(order.day, order.new.name, order.new.official_name)
    _pages(order, press, words=words, source="template" if template else "cooperation")
    if not template:
        write_posts(slug=order.new.slug, words=words, scale=order.scale, cooperation=True)
        # The last site to be filled: by now everybody who has something to say is there.
        propose_to_the_model(slugs=[municipality.slug for municipality in order.chosen], day=order.day)
        share_what_we_know(slugs=[municipality.slug for municipality in order.chosen], day=order.day)
        talk_about_news(scale=order.scale, slug=order.new.slug)


def _pages(order: Order, press: Press, *, words: Words, source: str) -> None:
    editor = User.objects.get(username="redaktor")
    turn = sum(map(ord, order.new.slug))
    batch = PageBatch()
    start, index = StartPage.objects.get(), NewsIndexPage.objects.get()
    if order.first:
        pictures = save_pictures(press.deliver(order.new.brand_colour), owner=editor)
        _standing_pages(batch, start, order, words, editor)
    else:
        pictures = list(Picture.objects.filter(uploaded_by_user=editor).order_by("pk"))
    told = news.stories(source, words, count=news.COUNTS[order.scale], turn=turn)
    news.write_news(batch, index, told, day=order.day, pictures=pictures, owner=editor, turn=turn)
    batch.write()
    if order.first:
        make_systems(now=clock.now())
    news.confirm_some(datetime.combine(order.day, time(7), SWEDEN))
    if order.first and order.municipality:
        _draft(index)


def _standing_pages(batch: PageBatch, start: StartPage, order: Order, words: Words, editor: User) -> None:
    at = datetime.combine(order.day.replace(day=1), time(9), SWEDEN)
    if order.new.slug == COOPERATION.slug:
        structure.write_groups(batch, start, words, at=at)
        return
    sections = structure.write_structure(batch, start, words, at=at, documents=make_documents(words, owner=editor))
    if order.new.slug == TEMPLATE.slug:
        structure.write_processes(batch, sections[structure.PROCESSES], at=at)


def _draft(index: NewsIndexPage) -> None:
    """Something the writer has begun; only editors see it."""
    writer = User.objects.get(username="skribent")
    index.refresh_from_db()
    page = NewsPage(
        title="Utkast: veckan som gick i hemtjänsten",
        slug="utkast-veckan-som-gick",
        lead="Inte färdig än. Behöver en siffra från bemanningen.",
        body="<p>Måndag: två nya kollegor började.</p>",
        owner=writer,
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision(user=writer)


def _units_by_key(municipality: Municipality, people: Iterable[Person]) -> dict[str, Unit]:
    by_name = {unit.name: unit for unit in Unit.objects.all()}
    keys = {key for person in people for key in (person.unit, *(unit for unit, _title in person.also)) if key}
    return {key: by_name[name] for key in keys if (name := unit_name(municipality.slug, key)) in by_name}
