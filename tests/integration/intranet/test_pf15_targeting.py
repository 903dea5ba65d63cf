"""PF-15: news directed to some stand on top for them and are hidden from nobody; and why they stand there is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, NewsScope
from samverk.intranet.news.headlines import headlines_for
from samverk.intranet.news.listing import PER_PAGE
from samverk.intranet.news.ranking import ranked
from samverk.intranet.targeting.keys import part_key, place_key, read_keys, role_key, title_key
from samverk.intranet.targeting.own import own_targets
from samverk.intranet.targeting.people import directed_to, reach_of
from samverk.kernel import clock
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event
from samverk.people.actions.save_profile import save_profile
from samverk.people.models import RoleAssignment
from samverk.people.standing.queries import workplaces_in_use
from samverk.social.following.models import Follow
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.companies import FIRST, Organisation, organisation, works_at
from tests.support.factories import NewsPageFactory, PersonFactory, PictureFactory

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant) -> Organisation:
    return organisation()


def titles(reader: User, count: int = 12, read: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    fresh = User.objects.get(pk=reader.pk)
    found = ranked(reader=fresh, read=read, now=clock.now(), count=count)
    names = dict(NewsPage.objects.values_list("pk", "title"))
    return [(names[each.candidate.pk], each.why) for each in found]


def test_pf15_own_unit_before_department_before_authority_before_profession_before_all(here: Organisation) -> None:
    anna = works_at(here.home_care, title="Undersköterska")
    RoleAssignment.objects.create(user=anna, role="archivist", valid_from=FIRST)
    # Written in the opposite order: only what they are directed to can put them right.
    for title, targets in (
        ("Enheten", [part_key(here.home_care.uuid)]),
        ("Förvaltningen", [part_key(here.care.uuid), part_key(here.schools.uuid)]),
        ("Nämnden", [part_key(here.board.uuid)]),
        ("Yrket", [title_key("UNDERSKÖTERSKA ")]),
        ("Uppdraget", [role_key("archivist")]),
        ("Alla", []),
        ("Skolan", [part_key(here.school.uuid)]),
    ):
        NewsPageFactory(title=title, targets=targets)
    assert titles(anna) == [
        ("Enheten", "Hemtjänst"), ("Förvaltningen", "Vårdförvaltningen"), ("Nämnden", "Socialnämnden"),
        ("Uppdraget", "Arkivarie"), ("Yrket", "Undersköterska"), ("Alla", ""), ("Skolan", ""),
    ]  # fmt: skip


def test_pf15_freshness_pinning_and_reading_move_news(here: Organisation) -> None:
    anna, now = works_at(here.home_care), clock.now()
    old = NewsPageFactory(title="Gammal till enheten", targets=[part_key(here.home_care.uuid)])
    NewsPage.objects.filter(pk=old.pk).update(out_since=now - timedelta(days=20))
    new = NewsPageFactory(title="Ny till alla")
    assert [title for title, _why in titles(anna)] == ["Ny till alla", "Gammal till enheten"]
    read = (new.pk,)
    assert [title for title, _why in titles(anna, read=read)] == ["Gammal till enheten", "Ny till alla"]
    pinned = NewsPageFactory(title="Fäst", pinned_until=clock.today())
    NewsPage.objects.filter(pk=pinned.pk).update(out_since=now - timedelta(days=300))
    assert titles(anna)[0][0] == "Fäst"
    NewsPage.objects.filter(pk=pinned.pk).update(pinned_until=clock.today() - timedelta(days=1))
    assert titles(anna)[-1][0] == "Fäst"


def test_pf15_the_nurse_sees_it_first_and_the_caretaker_finds_it_by_search(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    nurse, caretaker = works_at(here.home_care), works_at(here.school)
    NewsPageFactory(
        title="Nya nycklar", slug="nya-nycklar", lead="Läkemedelsskåpen får elektroniska lås.", scope=NewsScope.UNIT,
        targets=[part_key(here.home_care.uuid)],
    )  # fmt: skip
    NewsPageFactory(title="Julbord")
    start = client_for("skara.localhost", user=nurse).get("/").content.decode()
    assert start.index("Nya nycklar") < start.index("Julbord")
    assert "riktad till Hemtjänst" in start
    browser = client_for("skara.localhost", user=caretaker)
    assert "Nya nycklar" not in browser.get("/").content.decode(), "what is for one unit is on nobody else's start page"
    assert "Nya nycklar" in browser.get("/nyheter/").content.decode()
    assert "Nya nycklar" not in browser.get("/nyheter/?visa=mig").content.decode()
    assert browser.get("/nyheter/nya-nycklar/").status_code == 200
    from samverk.intranet.searching import search_pages

    hits = search_pages(User.objects.get(pk=caretaker.pk), "läkemedelsskåp lås", 10)
    assert [(hit.title, hit.url) for hit in hits] == [("Nya nycklar", "/nyheter/nya-nycklar/")]


def test_pf15_what_was_opened_sinks_and_only_the_browser_knows(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    anna, bo = works_at(here.home_care), works_at(here.home_care)
    NewsPageFactory(title="Äldst", slug="aldst")
    NewsPageFactory(title="Nyast", slug="nyast")
    browser = client_for("skara.localhost", user=anna)
    assert browser.get("/nyheter/nyast/").status_code == 200
    start = browser.get("/").content.decode()
    assert start.index("Äldst") < start.index("Nyast")
    marks = browser.cookies
    other = client_for("skara.localhost", user=bo)
    other.cookies["samverk-read"] = marks["samverk-read"].value
    start = other.get("/").content.decode()
    assert start.index("Nyast") < start.index("Äldst"), "somebody else's marks on the same computer do not count"


def test_pf15_the_editor_chooses_in_words_and_sees_for_how_many(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    for _number in range(2):
        works_at(here.home_care, title="Undersköterska")
    works_at(here.school)
    moderator = client_for("skara.localhost", user=PersonFactory(moderator=True))
    index = NewsIndexPage.objects.get().pk
    values = {
        "title": "Riktad", "slug": "riktad", "lead": "", "category": "service", "picture": "", "scope": "unit",
        "body": '{"blocks": [{"text": "Så här.", "type": "unstyled", "key": "1", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    add = f"/redaktion/pages/add/intranet/newspage/{index}/"
    assert moderator.post(add, values).status_code == 200, "what is for units says for which"
    assert not NewsPage.objects.filter(slug="riktad").exists()
    values |= {"target_parts": part_key(here.home_care.uuid), "target_titles": title_key("Undersköterska")}
    values |= {"correction": "Det stod fel dag."}
    assert moderator.post(add, values).status_code == 302
    page = NewsPage.objects.get(slug="riktad")
    assert page.live
    assert page.targets == [part_key(here.home_care.uuid), title_key("Undersköterska")]
    assert page.corrected_at is not None
    form = moderator.get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    reach = reach_of(page.targets)
    assert reach.directed == 2
    assert f"Visas överst för 2 av {reach.everybody}" in form
    assert "får de en avisering, och 0 som följer" in form
    for kind, key in (("news_topic", "service"), ("unit", str(here.home_care.uuid))):
        Follow.objects.create(user=PersonFactory(), kind=kind, key=key, since=clock.now())
    form = moderator.get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert "får de en avisering, och 2 som följer" in form, "who is told stands there before it is published"
    NewsPage.objects.get(slug="riktad").revisions.all().delete()
    NewsPage.objects.filter(slug="riktad").update(must_read="law", must_read_by=clock.today())
    form = moderator.get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert "får alla den gäller en avisering, eftersom den ska läsas" in form
    assert (
        "får bara den som följer nyheterna eller ämnet en avisering: 1 person." in moderator.get(add).content.decode()
    )
    shown = moderator.get("/nyheter/riktad/").content.decode()
    assert "Det stod fel dag." in shown
    assert "Rättad" in moderator.get("/nyheter/").content.decode()


def test_pf15_keys_are_read_as_they_were_written(here: Organisation) -> None:
    found = read_keys([part_key(here.care.uuid), role_key("dpo"), title_key(" Lärare "), "annat:1"])
    assert (found.parts, found.roles, found.titles) == ((here.care.uuid,), ("dpo",), ("lärare",))
    assert read_keys([place_key(" Stadshuset, plan 2 ")]).places == ("stadshuset, plan 2",)


def at(place: str, person: User) -> User:
    """Says on their own page that they work there."""
    save_profile(actor=actor_for(person), editor=person, user=person, facts={"workplace": place})
    return person


def test_pf15_a_place_ranks_those_who_say_that_they_work_there_and_hides_from_nobody(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    anna = at("Stadshuset", works_at(here.home_care))
    unplaced, elsewhere = at("STADSHUSET", PersonFactory()), at("Stadshuset, plan 2", works_at(here.home_care))
    guest = at("Stadshuset", PersonFactory(guest=True))
    for title, targets in (
        ("Nämnden", [part_key(here.board.uuid)]),
        ("Platsen", [place_key("stadshuset")]),
        ("Yrket", [title_key("Handläggare")]),
        ("Alla", []),
    ):
        NewsPageFactory(title=title, slug=title.casefold(), targets=targets)
    assert titles(anna) == [("Nämnden", "Socialnämnden"), ("Platsen", "Stadshuset"), ("Yrket", "Handläggare"),
                            ("Alla", "")]  # fmt: skip
    assert titles(unplaced)[0] == ("Platsen", "STADSHUSET"), "also who has no place in the organisation"
    assert titles(elsewhere)[-1] == ("Platsen", "")
    assert set(directed_to([place_key("Stadshuset")])) == {anna, unplaced}
    assert not own_targets(guest), "who is invited is directed to nowhere"
    browser = client_for("skara.localhost", user=elsewhere)
    assert browser.get("/nyheter/platsen/").status_code == 200
    start = client_for("skara.localhost", user=anna).get("/").content.decode()
    assert "riktad till Stadshuset" in start


def test_law24_the_editor_is_offered_places_of_several_and_of_nobody_protected(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    anna, bo = at("Ängsgården", works_at(here.home_care)), at("ängsgården", works_at(here.school))
    at("Ängsgården", works_at(here.school))
    hidden = at("Torget 1", PersonFactory(is_protected=True))
    at("Torget 1", PersonFactory())
    at("Bara jag", PersonFactory())
    for _number in range(2):
        at("Gästernas hus", PersonFactory(guest=True))
        at("L" * 115, PersonFactory())
    assert workplaces_in_use(clock.today(), least=2) == ["L" * 115, "Ängsgården"]
    page = NewsPageFactory(title="Till huset", slug="till-huset", targets=[place_key("torget 1")])
    moderator = client_for("skara.localhost", user=PersonFactory(moderator=True))
    form = moderator.get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert 'value="place:ängsgården"' in form
    assert "LLLL" not in form, "its key would be cut"
    for told in ("Torget 1", "Bara jag", "Gästernas hus"):
        assert told not in form
    reach = reach_of(page.targets)
    assert (reach.directed, reach.everybody) == (1, directed_to(()).count() - 1), "nor is who is protected counted"
    assert hidden in directed_to(page.targets), "who is told as everybody there"
    values = {
        "title": "Hissen står", "slug": "hissen", "lead": "", "category": "service", "picture": "", "scope": "site",
        "body": '{"blocks": [{"text": "I dag.", "type": "unstyled", "key": "1", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    add = f"/redaktion/pages/add/intranet/newspage/{NewsIndexPage.objects.get().pk}/"
    assert moderator.post(add, values | {"target_places": place_key("Bara jag")}).status_code == 200
    assert moderator.post(add, values | {"target_places": place_key("Ängsgården")}).status_code == 302
    news = NewsPage.objects.get(slug="hissen")
    assert news.targets == ["place:ängsgården"]
    assert {anna, bo} < set(directed_to(news.targets))
    told = Event.objects.get(title="Hissen står").audience["users"][str(int(MyRole.EVERYBODY))]
    assert told == sorted(directed_to(news.targets).values_list("pk", flat=True))


def test_performance_two_news_and_two_hundred_cost_the_same(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    anna = works_at(here.home_care)
    browser = client_for("skara.localhost", user=anna)
    paths = ("/", "/nyheter/", "/nyheter/?visa=mig", "/nyheter/forsta/")

    def asked() -> list[int]:
        found = []
        for path in paths:
            browser.get(path)
            with assert_query_budget(15) as queries:
                assert browser.get(path).status_code == 200
            found.append(len(queries))
        return found

    NewsPageFactory(slug="forsta", picture=PictureFactory(), targets=[part_key(here.home_care.uuid)])
    few = asked()
    index, picture = NewsIndexPage.objects.get(), PictureFactory()
    for number in range(60):
        index.add_child(
            instance=NewsPage(
                title=f"Nyhet {number}", body="<p>x</p>", picture=picture, first_published_at=clock.now(),
                targets=[part_key(here.home_care.uuid)] if number % 2 else [],
            )
        )  # fmt: skip
    assert asked() == few
    first = browser.get("/nyheter/").content.decode()
    assert first.count("sv-news-row") >= PER_PAGE
    further = first.split('href="?fore=')[1].split('"')[0]
    second = browser.get(f"/nyheter/?fore={further}").content.decode()
    assert second.count('<article class="sv-news-row"') == PER_PAGE
    assert not set(_links(first)) & set(_links(second)), "read on, nothing comes twice"


def _links(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('<h2><a href="')[1:]]


def test_pf14_what_is_archived_is_read_in_the_archive_and_says_so(
    here: Organisation, client_for: Callable[..., SiteClient]
) -> None:
    anna = works_at(here.home_care)
    newer = NewsPageFactory(title="Det som gäller", slug="galler")
    NewsPageFactory(
        title="Gamla rutinen", slug="gamla", lead="Blanketten skickas med internpost.", archived_on=clock.today(),
        replaced_by=newer,
    )  # fmt: skip
    browser = client_for("skara.localhost", user=anna)
    for path in ("/", "/nyheter/"):
        assert "Gamla rutinen" not in browser.get(path).content.decode()
    assert "Gamla rutinen" in browser.get("/nyheter/?visa=arkiv").content.decode()
    shown = browser.get("/nyheter/gamla/").content.decode()
    assert "Arkiverad" in shown
    assert 'href="/nyheter/galler/"' in shown
    from samverk.intranet.searching import search_pages

    assert search_pages(User.objects.get(pk=anna.pk), "internpost", 5) == []


def test_pf60_a_home_site_is_told_titles_of_what_is_for_everybody(here: Organisation) -> None:
    anna = works_at(here.home_care)
    since = clock.now() - timedelta(hours=1)
    NewsPageFactory(title="Till alla", slug="till-alla")
    NewsPageFactory(title="Till enheten", scope=NewsScope.UNIT, targets=[part_key(here.home_care.uuid)])
    found = headlines_for(reader=anna, since=since, count=3)
    assert (found.count, [(line.title, line.url) for line in found.lines]) == (
        1,
        [("Till alla", "/nyheter/till-alla/")],
    )
    assert headlines_for(reader=PersonFactory(guest=True), since=since, count=3).count == 0
