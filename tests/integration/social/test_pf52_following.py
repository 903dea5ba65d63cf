"""PF-52: follow anything, without scripts; the list; who is told of it; those who leave follow nothing."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import person_leaves
from samverk.kernel.subjects import Ref, subject_of
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event, Notice
from samverk.notifications.rounds import expand_waiting
from samverk.social.following.actions.follow import follow
from samverk.social.following.context import follow_button
from samverk.social.following.models import Follow
from samverk.social.following.queries import followers_of
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.things import KIND, thing


def test_pf52_follow_and_stop_with_a_button_that_needs_no_script(
    skara: Tenant, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    browser = client_for("skara.localhost", user=lisa)
    address = f"/folj/{ref.kind}/{ref.key}/"
    for _again in range(2):
        assert browser.post(address, {"till": "/nyheter/ny-cykelvag/"})["location"] == "/nyheter/ny-cykelvag/"
    assert followers_of([ref]) == [lisa.pk]
    request = RequestFactory().get("/x/")
    request.user, request.tenant = lisa, skara  # type: ignore[attr-defined]
    subject = subject_of(ref)
    assert subject is not None
    html = str(follow_button(request, subject)["follow"].html)
    assert "Följer" in html
    assert 'value="sluta"' in html
    assert "Ny cykelväg" in browser.get("/foljer/").content.decode()
    for _again in range(2):
        browser.post(address, {"gor": "sluta"})
    assert followers_of([ref]) == []
    assert "Du följer inget än" in browser.get("/foljer/").content.decode()
    verbs = AuditEntry.objects.filter(verb__startswith="social.").order_by("pk")
    assert [(entry.verb, entry.object_label) for entry in verbs] == [
        ("social.follow", KIND), ("social.unfollow", KIND),
    ], "the log says that, never what (LAW-12)"  # fmt: skip


def test_pf52_what_one_may_no_longer_see_is_not_listed_and_can_still_be_left(
    page: NewsPage, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    follow(actor=actor_for(lisa), user=lisa, ref=ref, now=clock.now())
    group = Group.objects.create(name="Krisledning")
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(group)
    browser = client_for("skara.localhost", user=lisa)
    assert "Ny cykelväg" not in browser.get("/foljer/").content.decode()
    assert browser.post(f"/folj/{ref.kind}/{ref.key}/", {"gor": "sluta"}).status_code == 302
    assert not Follow.objects.exists()
    assert browser.post("/folj/comment/1/").status_code == 404, "comments are not followed"
    assert browser.post(f"/folj/{KIND}/999999/").status_code == 404


def test_pf52_who_follows_the_thing_or_something_wider_is_told_of_a_comment(ref: Ref, say: Callable[..., int]) -> None:
    near, wide, other = PersonFactory(), PersonFactory(), PersonFactory()
    Follow.objects.create(user=near, kind=ref.kind, key=ref.key, since=clock.now())
    Follow.objects.create(user=wide, kind=KIND, key="alla", since=clock.now())
    Follow.objects.create(user=other, kind=KIND, key="annan", since=clock.now())
    say(PersonFactory(), "Hej")
    assert not Event.objects.get().audience["users"], "whoever writes waits for nobody to be found"
    expand_waiting(actor=HOUSE, now=clock.now())
    roles = dict(Notice.objects.values_list("user_id", "my_role"))
    assert roles == {near.pk: MyRole.FOLLOWER, wide.pk: MyRole.FOLLOWER}


@pytest.mark.parametrize("number", [2, 60])
def test_pf52_the_list_is_the_same_number_of_queries(
    number: int, skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    for _each in range(number):
        follow(actor=actor_for(lisa), user=lisa, ref=thing(NewsPageFactory()), now=clock.now())
    browser = client_for("skara.localhost", user=lisa)
    browser.get("/foljer/")
    with assert_query_budget(16) as queries:
        browser.get("/foljer/")
    # Their own: what is followed, by kind, what may be seen, what they are.
    assert sum("social_following" in query["sql"] or "newspage" in query["sql"] for query in queries) == 4


def test_pf11_whoever_leaves_follows_nothing(ref: Ref) -> None:
    lisa = PersonFactory()
    follow(actor=actor_for(lisa), user=lisa, ref=ref, now=clock.now())
    leaving = person_leaves["follows"]
    assert leaving.count(user=lisa) == 1
    assert leaving.apply(actor=actor_for(lisa), user=lisa, to=None, day=clock.today()) == 1
    assert leaving.apply(actor=actor_for(lisa), user=lisa, to=None, day=clock.today()) == 0
    assert AuditEntry.objects.filter(verb="social.end_follows").count() == 1
