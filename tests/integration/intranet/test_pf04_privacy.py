"""PF-04: what an editor has given to some groups is for those groups: no title, no text, no file to anybody else."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.group_feed.queries import group_news
from samverk.intranet.models import NewsIndexPage
from samverk.intranet.subjects import ref_of
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.actions.claim_letters import claim_letters
from samverk.notifications.rounds import expand_waiting, send_due_letters
from samverk.social.following.actions.follow import follow
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import (
    DocumentFactory,
    GuidePageFactory,
    NewsPageFactory,
    PersonFactory,
    PictureFactory,
    SectionPageFactory,
)

pytestmark = [pytest.mark.server]
#: The week's letter goes on Monday at seven in Sweden.
SUNDAY, MONDAY = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
SIZE = "fill-320x240|format-webp"


@pytest.fixture
def crisis_group(skara: Tenant) -> Group:
    return Group.objects.create(name="Krisledning")


def close(page: Page, *groups: Group) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(*groups)


@pytest.fixture
def closed(crisis_group: Group) -> SimpleNamespace:
    """A piece of news, a section with a page below it, a document and a picture: all for the crisis group."""
    news = NewsPageFactory(title="Krisledningen samlas", slug="kris")
    section = SectionPageFactory(title="Krisrummet", slug="krisrummet")
    GuidePageFactory(title="Larmlista", slug="larmlista", parent=section)
    close(news, crisis_group)
    close(section, crisis_group)
    collection = Collection.get_first_root_node().add_child(name="Kris")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups").groups.add(crisis_group)
    picture = PictureFactory(collection=collection)
    return SimpleNamespace(
        pages=["/nyheter/kris/", "/krisrummet/", "/krisrummet/larmlista/"],
        document=DocumentFactory(collection=collection),
        picture=f"/filer/{picture.get_rendition(SIZE).file.name}",
        titles=["Krisledningen samlas", "Krisrummet", "Larmlista"],
    )


def browser(user: User) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(user)


def test_pf04_others_get_403_and_see_no_title_anywhere(closed: SimpleNamespace) -> None:
    outsider = browser(PersonFactory())
    for path in [*closed.pages, closed.picture, closed.document.url]:
        answer = outsider.get(path)
        assert answer.status_code == 403, path
        assert not any(title in answer.content.decode() for title in closed.titles), path
    for path in ("/", "/nyheter/", "/innehall/"):
        shown = outsider.get(path).content.decode()
        assert not any(title in shown for title in closed.titles), path


def test_pf04_what_is_closed_after_it_was_told_is_told_nowhere_more(
    skara: Tenant, crisis_group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The acceptance of PF-04: address, search, Atom, inbox and letter; the right is asked when the letter goes."""
    monkeypatch.setattr(clock, "now", lambda: SUNDAY)
    follower, member = PersonFactory(email="f@example.invalid"), PersonFactory(email="m@example.invalid")
    member.groups.add(crisis_group)
    for user in (follower, member):
        follow(actor=actor_for(user), user=user, ref=ref_of(NewsIndexPage.objects.get().pk), now=SUNDAY)
    closing = NewsPageFactory(draft=True, title="Krisledningen sammankallas", slug="kris", scope="group")
    staying = NewsPageFactory(draft=True, title="Blodbussen kommer", slug="bussen", scope="group")
    for page in (closing, staying):
        page.save_revision(user=PersonFactory()).publish()
    expand_waiting(actor=HOUSE, now=SUNDAY)
    claim_letters(actor=HOUSE, now=MONDAY)
    close(closing, crisis_group)
    assert send_due_letters(actor=HOUSE, now=MONDAY) == 2
    told = {letter.to[0]: str(letter.body) + str(letter.alternatives) for letter in mail.outbox}
    assert ("Krisledningen" in told["f@example.invalid"], "Blodbussen" in told["f@example.invalid"]) == (False, True)
    assert "Krisledningen" in told["m@example.invalid"]
    outsider, insider = browser(follower), browser(member)
    assert outsider.get("/nyheter/kris/").status_code == 403
    for path in ("/inkorg/", "/sok/?q=krisledningen", "/nyheter/?visa=koncern", "/"):
        # In the search the word that was looked for is marked.
        assert "sammankallas" not in outsider.get(path).content.decode(), path
        assert "sammankallas" in insider.get(path).content.decode(), path
    assert [each.title for each in group_news(today=SUNDAY.date(), host="")] == ["Blodbussen kommer"]


def test_pf04_the_group_reads_all_of_it(closed: SimpleNamespace, crisis_group: Group) -> None:
    member = PersonFactory()
    member.groups.add(crisis_group)
    insider = browser(member)
    for path in [*closed.pages, closed.picture, closed.document.url]:
        assert insider.get(path).status_code == 200, path
    assert "Krisledningen samlas" in insider.get("/nyheter/").content.decode()
    assert "Krisrummet" in insider.get("/innehall/").content.decode()


def test_pf02_a_right_taken_away_is_gone_at_the_next_request(closed: SimpleNamespace, crisis_group: Group) -> None:
    member = PersonFactory()
    member.groups.add(crisis_group)
    insider = browser(member)
    assert insider.get(closed.pages[0]).status_code == 200
    member.groups.clear()
    assert insider.get(closed.pages[0]).status_code == 403


def test_pf04_one_of_several_groups_is_enough_and_an_inner_closure_counts_too(crisis_group: Group) -> None:
    other = Group.objects.create(name="Räddningstjänst")
    outer = SectionPageFactory(title="Beredskap", slug="beredskap")
    inner = SectionPageFactory(title="Skyddsrum", slug="skyddsrum", parent=outer)
    close(outer, crisis_group, other)
    close(inner, other)
    member = PersonFactory()
    member.groups.add(crisis_group)
    insider = browser(member)
    shown = insider.get("/beredskap/")
    assert shown.status_code == 200
    assert "Skyddsrum" not in shown.content.decode()
    assert insider.get("/beredskap/skyddsrum/").status_code == 403


def test_pf04_a_page_for_everybody_signed_in_is_open_and_one_with_a_password_is_closed(skara: Tenant) -> None:
    open_to_all = SectionPageFactory(slug="for-alla")
    old_password = SectionPageFactory(slug="losenord")
    PageViewRestriction.objects.create(page=open_to_all, restriction_type="login")
    PageViewRestriction.objects.create(page=old_password, restriction_type="password", password="hemligt")
    insider = browser(PersonFactory())
    assert insider.get("/for-alla/").status_code == 200
    assert insider.get("/losenord/").status_code == 403


def test_pf04_an_original_and_a_file_that_no_row_names(closed: SimpleNamespace, skara: Tenant) -> None:
    editor = browser(PersonFactory(editor=True))
    picture = PictureFactory()
    assert editor.get(f"/filer/{picture.file.name}").status_code == 200
    for path in ("/filer/images", "/filer/images/", "/filer/images/.", "/filer/original_images", "/filer/site/x.webp"):
        assert editor.get(path).status_code == 404, path


def test_performance_privacy_costs_one_query_whatever_the_number_of_closed_pages(crisis_group: Group) -> None:
    reader = browser(PersonFactory())
    for number in range(3):
        close(NewsPageFactory(slug=f"kris-{number}"), crisis_group)
    reader.get("/nyheter/")
    with assert_query_budget(12) as few:
        reader.get("/nyheter/")
    for number in range(3, 30):
        close(NewsPageFactory(slug=f"kris-{number}"), crisis_group)
    with assert_query_budget(12) as many:
        reader.get("/nyheter/")
    assert len(few) == len(many)
