"""TP-12: the model's structure in a municipality's page tree: names and places are settled, open places take pages."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from wagtail.models import Page

from samverk.intranet.holds import Held, require_loose
from samverk.intranet.models import GuidePage, NewsIndexPage, SectionPage, StartPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import site_furnishers
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.catalogue.models import Policy, Release
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.structure.models import Place
from shared_templates.structure.nodes import takes
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, SectionPageFactory
from tests.support.masters import keep, node, release

pytestmark = [pytest.mark.server, pytest.mark.django_db]

WHY = "kommer från mallen (N-03)"
FULL = "tar inte emot egna sidor av det slaget"


def take(found: Release) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Four places are released and taken in Skara: one was there, two were not, and the news were called otherwise."""
    with site(sites.mall):
        masters = [
            keep("N-02", node("Nyheter", "nej", "Nyhetslista"), kind="node", policy=Policy.LOCKED),
            keep("N-03", node("Min anställning", summary="Allt om jobbet."), kind="node", policy=Policy.LOCKED),
            keep("N-06", node("Styrande dokument", "nej"), kind="node", policy=Policy.FREE),
            keep("N-09", node("Lathundar", "Nej", "Lathundslista"), kind="node", policy=Policy.LOCKED),
            keep("N-01", node("Start", "nej", "Startsida"), kind="node", policy=Policy.LOCKED),
        ]
        found = release(*masters, name="Struktur")
    with site(sites.skara):
        before = SectionPageFactory(title="min anställning", slug="jobbet")
        NewsIndexPage.objects.update(title="Aktuellt")
        done = take(found)
        keeper = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        client = SiteClient("skara.localhost").sign_in(PersonFactory(moderator=True))
    return SimpleNamespace(
        masters={master.code: master for master in masters},
        release=found,
        done=done,
        before=before,
        editor=client,
        keeper=SiteClient("skara.localhost").sign_in(keeper),
        **vars(sites),
    )


def page_of(code: str) -> Page:
    """The page that stands for a place, in the active site."""
    return Place.objects.get(item__code=code).page.specific


def fields(**said: str) -> dict[str, str]:
    """What the editor's form of a section sends."""
    return {
        "title": "Min anställning", "slug": "jobbet", "lead": "Ny ingress.", "show_in_menus": "on",
        "body": '{"blocks": [{"key": "a", "text": "Hela texten.", "type": "unstyled"}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1", **said,
    }  # fmt: skip


def told(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


def at(world: SimpleNamespace, path: str, **page: int) -> str:
    return "/redaktion/" + path.format(**page)


def test_tp12_places_become_pages_and_what_is_there_is_not_doubled(world: SimpleNamespace) -> None:
    with site(world.skara):
        assert page_of("N-03").pk == world.before.pk
        made = page_of("N-06")
        assert (made.title, made.live, made.show_in_menus) == ("Styrande dokument", True, True)
        assert page_of("N-02").pk == NewsIndexPage.objects.get().pk
        assert NewsIndexPage.objects.get().title == "Nyheter"
        assert not Place.objects.filter(item__code="N-01").exists(), "the first page has the site's own name"
        entry = AuditEntry.objects.get(verb="templates.place_nodes")
        assert entry.details == {"made": 2, "bound": 2, "renamed": 2, "moved": 0}
        count = Page.objects.count()
        take(world.release)
        assert Page.objects.count() == count
        assert world.editor.get("/styrande-dokument/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [{"title": "Jobbfrågor"}, {"slug": "hr"}, {"expire_at": "2031-01-01 08:00"}],
    ids=lambda said: next(iter(said)),
)
def test_tp12_name_address_and_last_day_are_settled_and_nothing_typed_is_lost(
    said: dict[str, str], world: SimpleNamespace
) -> None:
    address = at(world, "pages/{page}/edit/", page=world.before.pk)
    assert WHY in told(world.editor.get(address)), "said before anything is typed"
    response = world.editor.post(address, fields(**said))
    assert response.status_code == 200
    assert told(response).count(WHY) + ("Skriv tillbaka ”Min anställning”" in told(response)) == 2
    assert "Hela texten." in told(response)
    assert all(value in told(response) for value in said.values())
    with site(world.skara):
        page = SectionPage.objects.get(pk=world.before.pk)
        assert (page.title, page.slug, page.expire_at, page.lead) == ("Min anställning", "jobbet", None, "")
        assert page.latest_revision is None
    assert world.editor.post(address, fields()).status_code == 302
    with site(world.skara):
        assert SectionPage.objects.get(pk=world.before.pk).lead == "Ny ingress."


REFUSALS = {
    "delete": "pages/{page}/delete/",
    "unpublish": "pages/{page}/unpublish/",
    "move": "pages/{page}/move/{other}/confirm/",
    "delete_many": "bulk/wagtailcore/page/delete/?id={page}&id={other}&next=/redaktion/",
    "unpublish_many": "bulk/wagtailcore/page/unpublish/?id={page}&id={other}&next=/redaktion/",
    "move_many": "bulk/wagtailcore/page/move/?id={page}&next=/redaktion/",
}


@pytest.mark.parametrize("path", REFUSALS.values(), ids=REFUSALS)
def test_tp12_a_place_is_not_deleted_hidden_or_moved(path: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        other = SectionPageFactory(title="Kommunens egen")
        before = list(Page.objects.order_by("path").values_list("pk", "path", "live"))
    address = at(world, path, page=world.before.pk, other=other.pk)
    response = world.editor.post(address, {"chooser": str(other.pk)}, follow=True)
    assert WHY in told(response), told(response)[:2000]
    with site(world.skara):
        assert list(Page.objects.order_by("path").values_list("pk", "path", "live")) == before


def test_tp12_what_is_above_a_place_stays_too_and_the_database_sees_to_it(world: SimpleNamespace) -> None:
    with site(world.skara):
        start = StartPage.objects.get()
        with pytest.raises(Held, match="mallen"):
            require_loose([start])
        for page in (start, page_of("N-03")):
            with pytest.raises(ProtectedError), transaction.atomic():
                page.delete()
        require_loose([SectionPageFactory(title="Kommunens egen")])


def test_tp12_an_open_place_takes_pages_and_a_closed_one_does_not(world: SimpleNamespace) -> None:
    with site(world.skara):
        parents = {code: page_of(code) for code in ("N-03", "N-06", "N-09")}
    new = fields(title="Friskvård", slug="friskvard")
    for code, fits in (("N-03", True), ("N-06", False), ("N-09", False)):
        address = at(world, "pages/add/intranet/sectionpage/{page}/", page=parents[code].pk)
        assert (FULL in told(world.editor.get(address, follow=True))) is not fits
        response = world.editor.post(address, new)
        assert (response.status_code == 302) is fits
        if not fits:
            assert FULL in told(response)
            assert "Hela texten." in told(response)
    with site(world.skara):
        assert [page.get_parent().pk for page in SectionPage.objects.filter(slug="friskvard")] == [parents["N-03"].pk]
    guide = at(world, "pages/add/intranet/guidepage/{page}/", page=parents["N-09"].pk)
    assert FULL not in told(world.editor.get(guide, follow=True)), "a list of guides takes guides"


def _move(page: Page, to: Page) -> tuple[str, dict[str, str]]:
    return f"/redaktion/pages/{page.pk}/move/{to.pk}/confirm/", {}


def _move_many(page: Page, to: Page) -> tuple[str, dict[str, str]]:
    return f"/redaktion/bulk/wagtailcore/page/move/?id={page.pk}&next=/redaktion/", {"chooser": str(to.pk)}


def _copy(page: Page, to: Page) -> tuple[str, dict[str, str]]:
    asked = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(to.pk)}
    return f"/redaktion/pages/{page.pk}/copy/", asked


@pytest.mark.parametrize("way", [_move, _move_many, _copy])
def test_tp12_nothing_is_moved_or_copied_into_a_closed_place(
    way: Callable[[Page, Page], tuple[str, dict[str, str]]], world: SimpleNamespace
) -> None:
    with site(world.skara):
        page, closed, opened = SectionPageFactory(title="Egen"), page_of("N-06"), page_of("N-03")
    address, asked = way(page, closed)
    assert FULL in told(world.editor.post(address, asked, follow=True))
    with site(world.skara):
        assert page_of("N-06").is_leaf()
    address, asked = way(page, opened)
    world.editor.post(address, asked)
    with site(world.skara):
        assert page_of("N-03").get_children().count() == 1


def test_tp12_a_new_name_in_the_model_is_the_pages_name_and_links_go_on(world: SimpleNamespace) -> None:
    with site(world.skara):
        draft = page_of("N-03")
        draft.lead = "Påbörjat."
        draft.save_revision()
    with site(world.mall):
        newer = release(
            keep("N-03", node("Mitt jobb"), kind="node", master=world.masters["N-03"], policy=Policy.LOCKED),
            name="Struktur",
        )
    with site(world.skara):
        done = take(newer)
        page = page_of("N-03")
        assert (page.title, page.draft_title, page.slug) == ("Mitt jobb", "Mitt jobb", "jobbet")
        page.get_latest_revision().publish()
        page.refresh_from_db()
        assert (page.title, page.lead) == ("Mitt jobb", "Påbörjat."), "a draft does not bring the old name back"
        assert undo_release(actor=HOUSE, application=done, now=clock.now()) == []
        assert page_of("N-03").title == "Min anställning"


def test_tp12_where_the_model_leaves_it_free_the_municipality_renames_its_page(world: SimpleNamespace) -> None:
    with site(world.skara):
        item = Adopted.objects.get(code="N-06")
        said = node("Regler och policyer", "ja")
        change_item(actor=HOUSE, item=item, content=said, read=item.revision, now=clock.now())
        page = page_of("N-06")
        assert (page.title, page.slug) == ("Regler och policyer", "styrande-dokument")
    refused = world.editor.post(at(world, "pages/{page}/delete/", page=page.pk), follow=True)
    assert "under Så arbetar vi" in told(refused), "whom to turn to is another where it is free"
    with site(world.skara):
        assert takes(Adopted.objects.get(code="N-06"), SectionPage), "it may open the place too"


def test_tp12_what_is_undone_goes_unless_somebody_has_written_there(world: SimpleNamespace) -> None:
    with site(world.skara):
        untouched, written = page_of("N-06").pk, page_of("N-09")
        written.add_child(instance=GuidePage(title="Rapportera"))
    response = world.keeper.post(f"/mallen/inforda/{world.done.uuid}/angra/", follow=True)
    assert "Sidan ”Lathundar” står kvar" in told(response)
    with site(world.skara):
        assert not Page.objects.filter(pk=untouched).exists()
        assert {written.pk, world.before.pk} <= set(Page.objects.values_list("pk", flat=True))
        assert not Place.objects.exists()
        assert AuditEntry.objects.get(verb="templates.clear_places").details == {"places": 4, "pages_left": 1}
        take(world.release)
        assert page_of("N-09").pk == written.pk, "taken again it is bound again"


def test_tp12_the_question_costs_the_same_for_many_places(world: SimpleNamespace) -> None:
    with site(world.skara):
        loose = [SectionPageFactory(title=f"Egen {number}") for number in range(20)]
        for pages in (loose[:2], loose):
            with assert_query_budget(1):
                require_loose(pages)


def test_tp12_a_new_municipality_has_the_structure_from_its_first_day(world: SimpleNamespace) -> None:
    with site(world.hjo):
        for furnish in site_furnishers.values():
            furnish(tenant=world.hjo)
        assert set(StartPage.objects.get().get_children().values_list("title", flat=True)) == {
            "Nyheter", "Min anställning", "Styrande dokument", "Lathundar",
        }  # fmt: skip
    with site(world.gvs12):
        site_furnishers["templates"](tenant=world.gvs12)
        assert not Place.objects.exists(), "a cooperation has a structure of its own"
