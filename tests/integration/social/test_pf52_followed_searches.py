"""PF-52: follow a search or a topic of news: told once a round of what is new, by today's rights, never of nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.intranet.told import tell_of_publication
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.searching import Hit, Searchable, searchables
from samverk.kernel.subjects import Ref, is_visible, subject_kinds, visible_refs
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.models import Event, Notice
from samverk.notifications.rounds import expand_waiting
from samverk.project.timers import look_in_followed_searches
from samverk.social.following.models import Follow
from samverk.social.searches.actions.follow_search import MOST, follow_search
from samverk.social.searches.models import FollowedSearch
from samverk.social.searches.queries import sites_with_due_searches
from samverk.social.searches.rounds import EVERY, look_in_due_searches
from samverk.social.searches.tasks import look_in_searches
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory, PostFactory

pytestmark = [pytest.mark.server]
SKARA = "skara.localhost"
#: Longer than the hour and the spread after it.
ROUND = EVERY + timedelta(minutes=15)


class Clock:
    """Simulated, so that what is published lies before the round that looks for it."""

    def __init__(self) -> None:
        self.moment = clock.now()

    def __call__(self) -> datetime:
        return self.moment

    def on(self, span: timedelta = ROUND) -> datetime:
        """Time goes by."""
        self.moment += span
        return self.moment


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(clock, "now", found)
    return found


def follows(user: User, text: str, kind: str = "") -> FollowedSearch:
    return follow_search(actor=actor_for(user), user=user, text=text, kind=kind, now=clock.now())


def writes(text: str, **values: object) -> None:
    """A minute later somebody does, on the simulated clock."""
    assert isinstance(clock.now, Clock)
    PostFactory(text=text, created_at=clock.now.on(timedelta(minutes=1)), **values)


def publishes(**values: object) -> NewsPage:
    """The same of a piece of news."""
    assert isinstance(clock.now, Clock)
    clock.now.on(timedelta(minutes=1))
    page: NewsPage = NewsPageFactory(**values)
    return page


def rounds(hand: Clock, times: int = 1) -> int:
    """So many people were told."""
    told = 0
    for _round in range(times):
        hand.on()
        told += look_in_due_searches(actor=HOUSE, now=clock.now())
        expand_waiting(actor=HOUSE, now=clock.now())
    return told


def test_pf52_a_search_is_followed_told_of_once_a_round_and_left(
    skara: Tenant, hand: Clock, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory(language="sv")
    browser = client_for(SKARA, user=lisa)
    writes("En gammal cykel")
    page = browser.get("/sok/?q=cykel").content.decode()
    assert 'action="/folj-sokning/"' in page
    for _again in range(2):
        browser.post("/folj-sokning/", {"q": " cykel ", "typ": "", "till": "/sok/?q=cykel"})
    search = FollowedSearch.objects.get()
    assert Follow.objects.get().key == str(search.uuid)
    assert "sluta följa cykel" in browser.get("/sok/?q=cykel").content.decode()
    assert rounds(hand, 2) == 0, "what was there already is no news, and nothing is never told"
    writes("En cykel kom")
    writes("Min avställda cykel", author=lisa)
    publishes(title="Cykelväg", body="<p>En cykel till.</p>")
    publishes(title="Annat")
    assert rounds(hand, 3) == 1, "one event for two things, and none in the rounds after"
    notice = Notice.objects.get(user=lisa)
    assert (notice.event.title, notice.event.excerpt) == ("cykel", "2 nya träffar")
    assert "Cykelväg" not in f"{notice.event.audience}{notice.event.url}", "what it was is read with the rights of then"
    assert "cykel" not in notice.event.url, "addresses stand in letters and logs (LAW-12)"
    assert "Nytt för din sökning ”cykel”" in browser.get("/inkorg/").content.decode()
    shown = browser.get(f"/inkorg/{notice.pk}/", follow=True)
    assert shown.redirect_chain[-1][0].startswith("/sok/?q=cykel&sedan=")
    new = shown.content.decode()
    assert "kom" in new
    assert "gammal" not in new
    assert "avställda" not in new
    mine = browser.get("/foljer/").content.decode()
    assert f"/foljer/sokning/{search.uuid}/" in mine
    browser.post(f"/folj/search/{search.uuid}/", {"gor": "sluta"})
    assert not FollowedSearch.objects.exists()
    writes("En tredje cykel")
    assert rounds(hand) == 0
    told = AuditEntry.objects.filter(verb__in=["social.follow", "social.unfollow"]).values_list("verb", "object_label")
    assert sorted(told) == [("social.follow", "search"), ("social.unfollow", "search")]


def test_pf52_rights_are_those_of_the_round_and_of_the_reading(skara: Tenant, hand: Clock) -> None:
    inside, outside, left = PersonFactory(), PersonFactory(), PersonFactory()
    group = Group.objects.create(name="Krisledning")
    for user in (inside, left):
        user.groups.add(group)
    for user in (inside, outside, left):
        follows(user, "utredning")
    User.objects.filter(pk=left.pk).update(last_day=clock.today() - timedelta(days=1))
    closed = publishes(title="Utredning om hemligt")
    PageViewRestriction.objects.create(page=closed, restriction_type="groups").groups.add(group)
    writes("Utredningen i enheten", place="unit:00000000-0000-4000-8000-000000000000")
    assert rounds(hand) == 1
    assert list(Notice.objects.values_list("user", flat=True)) == [inside.pk]


def test_law12_a_search_is_nobody_elses_business(
    skara: Tenant, hand: Clock, client_for: Callable[..., SiteClient]
) -> None:
    lisa, boss = PersonFactory(), PersonFactory(superuser=True)
    search = follows(lisa, "visselblåsning")
    ref = Ref("search", str(search.uuid))
    assert is_visible(lisa, ref)
    assert visible_refs(boss, [ref]) == set()
    assert list(subject_kinds["search"].readers(ref.key)) == [lisa]
    browser = client_for(SKARA, user=boss)
    assert browser.get(f"/foljer/sokning/{search.uuid}/").status_code == 404
    assert browser.post(f"/folj/search/{search.uuid}/").status_code == 403
    assert browser.get(f"/mina-aviseringar/om/search/{search.uuid}/").status_code == 404
    assert client_for(SKARA, user=PersonFactory(guest=True)).post("/folj-sokning/", {"q": "anna"}).status_code == 403


def test_pf52_what_cannot_be_followed_says_why(
    skara: Tenant, hand: Clock, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    for text, kind in (("x", ""), ("19121212-1212", ""), ("anna", "people"), ("anna", "finns-inte")):
        with pytest.raises(ValidationError):
            follows(lisa, text, kind)
    browser = client_for(SKARA, user=lisa)
    assert "folj-sokning" not in browser.get("/sok/?q=anna&typ=people").content.decode(), "nobody is published"
    assert "Skriv minst två bokstäver" in browser.post("/folj-sokning/", {"q": ""}, follow=True).content.decode()
    for number in range(MOST):
        follows(lisa, f"ord{number}")
    assert follows(lisa, "ORD1").words == "ord1", "the same words are the same search"
    with pytest.raises(ValidationError, match="redan"):
        follows(lisa, "ett till")


def test_pf52_never_the_same_thing_twice_and_a_room_that_fails_delays(
    skara: Tenant, hand: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lisa = PersonFactory()
    follows(lisa, "förskola")
    Follow.objects.create(user=lisa, kind="news_topic", key="staff", since=clock.now())
    page = publishes(title="Ny förskola", category="staff")
    tell_of_publication(page=page, by=None)
    expand_waiting(actor=HOUSE, now=clock.now())
    assert [notice.event.kind for notice in Notice.objects.filter(user=lisa)] == ["news_published"]
    assert rounds(hand) == 0, "the topic has told of it already"

    def broken(viewer: object, text: str, since: datetime, count: int) -> list[Hit]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT finns_inte")
        return []

    entry = Searchable("Trasigt", lambda viewer, text, count: [], 1, newer=broken)
    monkeypatch.setitem(searchables._entries, "trasig", entry)
    writes("En förskola öppnar")
    assert rounds(hand) == 0
    monkeypatch.delitem(searchables._entries, "trasig")
    assert rounds(hand) == 1, "later, and not lost"


def test_pf52_how_closely_is_chosen_for_each_search_and_topic(skara: Tenant, hand: Clock) -> None:
    lisa, per = PersonFactory(), PersonFactory()
    for user in (lisa, per):
        search = follows(user, "buss")
        Follow.objects.create(user=user, kind="news_topic", key="service", since=clock.now())
    choose_attention(actor=HOUSE, user=per, ref=Ref("search", str(search.uuid)), muted=True)
    choose_attention(actor=HOUSE, user=per, ref=Ref("news_topic", "service"), muted=True)
    writes("Bussen går")
    tell_of_publication(page=publishes(title="Tåget står"), by=None)
    assert rounds(hand) == 2
    assert set(Notice.objects.values_list("user", flat=True)) == {lisa.pk}
    assert set(Notice.objects.values_list("event__kind", flat=True)) == {"search_found", "news_published"}


def test_pf52_a_topic_is_followed_on_the_news_page(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    lisa, other = PersonFactory(), PersonFactory()
    browser = client_for(SKARA, user=lisa)
    page = browser.get("/nyheter/?amne=staff").content.decode()
    assert 'action="/folj/news_topic/staff/"' in page
    told = browser.post("/folj/news_topic/staff/", {"till": "/nyheter/?amne=staff"}, follow=True).content.decode()
    assert "Nu följer du Anställning." in told
    Follow.objects.create(user=other, kind="news_topic", key="system", since=clock.now())
    tell_of_publication(page=NewsPageFactory(category="staff"), by=None)
    assert Event.objects.get().audience["users"]["4"] == [lisa.pk]
    assert browser.post("/folj/news_topic/finns-inte/").status_code == 404
    assert "/nyheter/?amne=staff" in browser.get("/foljer/").content.decode()
    guest = client_for(SKARA, user=PersonFactory(guest=True))
    assert guest.post("/folj/news_topic/staff/").status_code == 403


@pytest.mark.parametrize("number", [2, 40])
def test_performance_a_round_asks_as_much_for_each_search_whatever_is_found(
    number: int, skara: Tenant, hand: Clock
) -> None:
    lisa = PersonFactory()
    follows(lisa, "räkmacka")
    for _each in range(number):
        writes("En räkmacka")
    hand.on()
    with assert_query_budget(30):
        assert look_in_due_searches(actor=HOUSE, now=clock.now()) == 1


def test_law6_the_clock_finds_the_sites_that_have_something_to_look_for(
    sites: SimpleNamespace, hand: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(sites.hjo):
        follows(PersonFactory(), "snö")
    everybody = list(Tenant.objects.exclude(schema_name="public"))
    assert sites_with_due_searches(everybody, now=clock.now()) == []
    hand.on()
    queued: list[str] = []
    monkeypatch.setattr(look_in_searches, "delay", lambda: queued.append(connection.schema_name))
    with assert_query_budget(4):
        look_in_followed_searches.run()
    assert queued == ["hjo"]
    with site(sites.hjo):
        look_in_searches.run()
        assert FollowedSearch.objects.get().look_at > clock.now()
    look_in_followed_searches.run()
    assert queued == ["hjo"], "not before the next hour"
