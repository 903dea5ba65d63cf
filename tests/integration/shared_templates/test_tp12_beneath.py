"""TP-12: places beneath places: in the model, in a release, and in each municipality's tree of pages."""

import html
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from samverk.intranet.models import SectionPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.catalogue.models import Policy, Release
from shared_templates.content.merging import Choice, Side, Unsettled
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.keep_master import Draft, keep_master
from shared_templates.masters.models import Master
from shared_templates.masters.queries import readiness
from shared_templates.structure.models import Place
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, SectionPageFactory
from tests.support.masters import keep, node, release

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def place(code: str, title: str, parent: str = "", policy: str = Policy.FREE, **more: str) -> Master:
    """A place as the model has it; of one that is there, its next version."""
    head = {"parent": parent} | {name: text for name, text in more.items() if name in ("naming", "retention")}
    said = node(title, more.get("children", "ja"), more.get("page_type", "Avsnitt"), **head)
    return keep(code, said, kind="node", master=Master.objects.filter(code=code).first(), policy=policy)


def take(found: Release, **how: object) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now(), **how)


def page_of(code: str) -> Page:
    return Place.objects.get(item__code=code).page


def addresses() -> dict[str, str]:
    """Where the page of each place lies."""
    return {row.item.code: row.page.specific.address for row in Place.objects.select_related("item", "page")}


def rewrite(code: str, **head: str) -> Adopted:
    """The municipality says it differently."""
    item = Adopted.objects.get(code=code)
    said = node(head.get("title", item.title), parent=head.get("parent", item.said().head.get("parent", "")))
    return change_item(actor=HOUSE, item=item, content=said, read=item.revision, now=clock.now())


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Three levels, whose codes do not follow the levels: N-30 lies on top, N-10 beneath N-20 beneath N-30."""
    with site(sites.mall):
        masters = [
            place("N-30", "Organisation"),
            place("N-20", "Socialtjänst", "N-30"),
            place("N-10", "Hemtjänst", "N-20"),
        ]
        found = release(*masters, name="Struktur")
    with site(sites.skara):
        done = take(found)
        client = SiteClient("skara.localhost").sign_in(PersonFactory(moderator=True))
    return SimpleNamespace(release=found, done=done, editor=client, masters=masters, **vars(sites))


DEEP = {
    "N-30": "/organisation/",
    "N-20": "/organisation/socialtjanst/",
    "N-10": "/organisation/socialtjanst/hemtjanst/",
}


def test_tp12_places_lie_beneath_each_other_three_levels_deep_and_taken_again_nothing_happens(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        assert addresses() == DEEP
        assert AuditEntry.objects.get(verb="templates.place_nodes").details == {
            "made": 3, "bound": 0, "renamed": 0, "moved": 0,
        }  # fmt: skip
        take(world.release)
        assert Page.objects.filter(title="Hemtjänst").count() == 1


def test_tp12_a_place_that_is_wanted_alone_brings_the_places_above_it(world: SimpleNamespace) -> None:
    """A forged order: only the lowest is ticked."""
    lowest = next(master.key for master in world.masters if master.code == "N-10")
    with site(world.hjo):
        done = take(world.release, keys=[lowest])
        assert len(done.wanted) == 3
        assert addresses() == DEEP


def test_tp12_places_stand_in_the_models_order_and_the_municipalitys_own_stay_where_they_are(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        SectionPageFactory(title="Kommunens egen", parent=page_of("N-30"))
    with site(world.mall):
        found = release(place("N-15", "Skola", "N-30"), place("N-25", "Teknik", "N-30"), name="Struktur")
    with site(world.skara):
        take(found)
        titles = page_of("N-30").get_children().values_list("title", flat=True)
        assert list(titles) == ["Skola", "Socialtjänst", "Kommunens egen", "Teknik"]


def test_tp12_what_the_model_moves_is_moved_with_all_beneath_and_the_old_addresses_lead_on(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        own = SectionPageFactory(title="Schema", slug="schema", parent=page_of("N-10"))
    with site(world.mall):
        moved = release(place("N-40", "Vård"), place("N-20", "Socialtjänst", "N-40"), name="Struktur")
    with site(world.skara):
        done = take(moved)
        assert addresses() == {
            "N-30": "/organisation/",
            "N-40": "/vard/",
            "N-20": "/vard/socialtjanst/",
            "N-10": "/vard/socialtjanst/hemtjanst/",
        }
        assert AuditEntry.objects.get(verb="intranet.move").details == {"pages": 3}
    for old in ("/organisation/socialtjanst/", "/organisation/socialtjanst/hemtjanst/schema/"):
        response = world.editor.get(old)
        assert (response.status_code, response["Location"]) == (302, old.replace("/organisation/", "/vard/"))
    with site(world.skara):
        assert undo_release(actor=HOUSE, application=done, now=clock.now()) == []
        assert addresses() == DEEP
        assert SectionPage.objects.get(pk=own.pk).address == "/organisation/socialtjanst/hemtjanst/schema/"
        assert not Page.objects.filter(title="Vård").exists()


def test_tp12_two_places_may_change_places(world: SimpleNamespace) -> None:
    with site(world.mall):
        place("N-10", "Hemtjänst")
        place("N-20", "Socialtjänst")
        lower = [place("N-20", "Socialtjänst", "N-10"), Master.objects.get(code="N-10")]
        found = release(*lower, name="Struktur")
    with site(world.skara):
        take(found)
        assert addresses() == {
            "N-30": "/organisation/",
            "N-10": "/hemtjanst/",
            "N-20": "/hemtjanst/socialtjanst/",
        }


def test_tp12_what_the_municipality_has_moved_stays_unless_somebody_answers_otherwise(world: SimpleNamespace) -> None:
    with site(world.skara):
        rewrite("N-10", parent="N-30")
        assert addresses()["N-10"] == "/organisation/hemtjanst/"
    with site(world.mall):
        place("N-10", "Hemtjänst i hemmet", "N-20")
        renamed = release(Master.objects.get(code="N-10"), name="Struktur")
        place("N-10", "Hemtjänst i hemmet")
        moved = release(Master.objects.get(code="N-10"), name="Struktur")
    with site(world.skara):
        take(renamed)
        page = page_of("N-10").specific
        assert (page.title, page.address) == ("Hemtjänst i hemmet", "/organisation/hemtjanst/")
        with pytest.raises(Unsettled) as asked:
            take(moved)
        (conflict,) = asked.value.conflicts
        assert (conflict.name, conflict.mine) == ("parent", "N-30")
        key = Adopted.objects.get(code="N-10").key
        take(moved, choices={key: {conflict.key: Choice(Side.THEIRS)}})
        assert addresses()["N-10"] == "/hemtjanst/"


WRONG = {
    "itself": ("N-30", {"parent": "N-30"}, "N-30 kan inte ligga under N-30"),
    "below itself": ("N-30", {"parent": "N-10"}, "den ligger själv under N-30"),
    "no place": ("N-20", {"parent": "N-99"}, "N-99, som inte är någon plats"),
    "a process": ("N-20", {"parent": "P-01"}, "P-01, som inte är någon plats"),
    "the news": ("N-20", {"parent": "N-02"}, "under nyhetslistan ligger bara nyheter"),
    "news below": ("N-02", {"parent": "N-30", "page_type": "Nyhetslista"}, "alltid närmast startsidan"),
    "start below": ("N-01", {"parent": "N-30", "page_type": "Startsida"}, "ligger överst"),
    "became news": ("N-20", {"page_type": "Nyhetslista"}, "N-10 kan inte ligga under N-20"),
}


@pytest.mark.parametrize(("code", "said", "why"), WRONG.values(), ids=WRONG)
def test_tp12_a_place_is_not_kept_where_it_cannot_lie(
    code: str, said: dict[str, str], why: str, world: SimpleNamespace
) -> None:
    with site(world.mall):
        place("N-02", "Nyheter", page_type="Nyhetslista")
        place("N-01", "Start", page_type="Startsida")
        keep("P-01", node("Process"), kind="process")
        before = dict(Master.objects.values_list("code", "revision"))
        with pytest.raises(ValidationError) as refused:
            place(code, "Namn", **said)
        assert why in refused.value.message_dict["parent"][0]
        assert dict(Master.objects.values_list("code", "revision")) == before
        place("N-20", "Socialtjänst", "N-01")


def test_tp12_the_form_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(world: SimpleNamespace) -> None:
    with site(world.mall):
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        row = Master.objects.get(code="N-30")
    data = {
        "code": "N-30", "area": "avvikelser", "policy": "free", "revision": str(row.revision),
        "head__title": "Nytt namn", "head__page_type": "Avsnitt", "head__children": "ja", "head__parent": "N-10",
    }  # fmt: skip
    response = editor.post("/mallen/utkast/N-30/skriv/", data)
    told = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert "den ligger själv under N-30" in told
    assert "Nytt namn" in told


def test_tp12_a_place_is_released_with_the_place_above_it(world: SimpleNamespace) -> None:
    with site(world.mall):
        place("N-50", "Ny")
        lower = place("N-51", "Nyare", "N-50")
        assert "Den bygger på N-50, som inte är släppt." in readiness([lower])[0].lacking
        assert not any("N-50" in told for told in readiness([lower, Master.objects.get(code="N-50")])[1].lacking)


def test_tp12_a_released_code_is_kept_because_places_are_known_by_it(world: SimpleNamespace) -> None:
    with site(world.mall):
        row = Master.objects.get(code="N-30")
        with pytest.raises(ValidationError, match="går inte att byta"):
            keep("N-31", row.said(), kind="node", master=row)
        assert Master.objects.get(pk=row.pk).code == "N-30"


@pytest.mark.parametrize("parent", ["N-10", "N-20", "N-99"])
def test_tp12_a_municipality_cannot_put_a_place_where_it_cannot_lie(parent: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        with pytest.raises(ValidationError):
            rewrite("N-20", parent=parent)
        assert addresses() == DEEP
        assert Adopted.objects.get(code="N-20").said().head["parent"] == "N-30"


def test_tp12_a_release_that_would_close_a_circle_here_is_not_taken_and_says_which(world: SimpleNamespace) -> None:
    """The municipality put B beneath A, the model puts A beneath B: each merge is clean, both together are none."""
    with site(world.mall):
        release(place("N-60", "A"), place("N-61", "B"), name="Fler")
        first = Release.objects.get(name="Fler")
    with site(world.skara):
        take(first)
        rewrite("N-61", parent="N-60")
    with site(world.mall):
        second = release(place("N-60", "A", "N-61"), name="Fler")
    with site(world.skara):
        before = addresses()
        with pytest.raises(ValidationError, match="N-60 kan inte ligga under N-61"):
            take(second)
        assert addresses() == before
        assert Adopted.objects.get(code="N-60").version == 1


def test_tp12_what_is_undone_goes_from_the_lowest_up(world: SimpleNamespace) -> None:
    with site(world.skara):
        assert undo_release(actor=HOUSE, application=world.done, now=clock.now()) == []
        assert not SectionPage.objects.filter(title__in=["Organisation", "Socialtjänst", "Hemtjänst"]).exists()


def test_tp12_whoever_writes_a_page_in_a_place_reads_how_it_is_named_and_when_it_is_weeded_out(
    world: SimpleNamespace,
) -> None:
    with site(world.mall):
        found = release(
            place("N-20", "Socialtjänst", "N-30", naming="Börjar med ett verb.", retention="Gallras efter två år."),
            name="Struktur",
        )
    with site(world.skara):
        take(found)
        number = page_of("N-20").pk
    told = html.unescape(world.editor.get(f"/redaktion/pages/add/intranet/sectionpage/{number}/").content.decode())
    assert "Namn här: Börjar med ett verb. Gallring: Gallras efter två år." in told


def test_tp12_two_editors_of_the_model_never_write_a_circle(world: SimpleNamespace) -> None:
    """Both read the same text: whoever comes second is judged by what the first has written."""
    with site(world.mall):
        upper, lower = place("N-70", "A"), place("N-71", "B")
        keep_master(actor=HOUSE, draft=_beneath(upper, "N-71"), now=clock.now(), master=upper)
        with pytest.raises(ValidationError, match="parent"):
            keep_master(actor=HOUSE, draft=_beneath(lower, "N-70"), now=clock.now(), master=lower)


def _beneath(master: Master, parent: str) -> Draft:
    said = node(master.title, parent=parent)
    return Draft(kind="node", code=master.code, area=master.area, content=said, policy=master.policy)


def test_tp12_a_place_tells_in_words_what_is_above_and_beneath_it(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        found = release(place("N-10", "Min anställning"), place("N-11", "Semester", "N-10"))
    with site(sites.skara):
        take(found)
        browser = SiteClient("skara.localhost").sign_in(PersonFactory())
    assert '<a href="/mallen/N-10/">Min anställning</a>' in browser.get("/mallen/N-11/").text
    shown = browser.get("/mallen/N-10/").text
    assert '<a href="/mallen/N-11/">Semester</a>' in shown
    assert "Ligger under" not in shown, "it lies on top"
