"""PF-04: what an editor has given to some groups is for those groups: no title, no text, no file to anybody else."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from samverk.identity.models import User
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
