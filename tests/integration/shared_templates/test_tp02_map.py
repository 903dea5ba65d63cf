"""TP-02, TP-09, TP-17: the map of likeness, from public facts alone and in a fixed number of queries."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import LikenessOfDay
from shared_templates.deviations.proposing import Why
from shared_templates.overview.queries import likeness_of, quarters, whole
from shared_templates.site_settings import REVIEWS
from tenants.models import State, Tenant
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.likeness import a_hundred, day_row, item_rows, more_municipalities, release_row, stand
from tests.support.masters import differently, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PAGES = ("/mallen/karta/", "/mallen/karta/avvikelser/", "/mallen/karta.csv")


def words(response) -> str:  # type: ignore[no-untyped-def]
    """What a reader gets, markup and blanks taken away."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " "))


def browser(at, person: User | None = None) -> SiteClient:  # type: ignore[no-untyped-def]
    with site(at):
        return SiteClient(f"{at.slug}.localhost").sign_in(person or PersonFactory())


def test_tp02_a_hundred_items_eight_adapted_two_replaced_are_90_per_cent(sites: SimpleNamespace) -> None:
    a_hundred(sites)
    assert likeness_of("skara") == 90
    page = browser(sites.skara).get("/mallen/karta/")
    assert page.status_code == 200
    mine = re.search(r'data-testid="mine">.*?</p>', page.content.decode(), re.DOTALL)
    assert mine
    assert re.sub(r"<[^>]+>|\s", "", mine[0].partition(">")[2]) == "Skara:90%"
    assert "Vi är 45 % lika" in words(page), "Hjo has taken nothing, and it counts"
    assert "(90 av 100)" in words(page)


def test_tp02_from_the_figure_over_the_quarters_to_the_difference_in_words(sites: SimpleNamespace) -> None:
    """The requirement's own example through the doors: 100 items taken, 8 adapted, 2 replaced."""
    with site(sites.mall):
        set_setting(actor=HOUSE, key=REVIEWS, value=0, now=clock.now())
        masters = [keep(f"T-{number:03}", term(f"ord {number}"), kind="term") for number in range(1, 101)]
        found = release(*masters, approved=False)
    with site(sites.skara):
        before = clock.now() - timedelta(days=100)
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=before)
        ours = {"definition": "Det vi menar."}
        for number in range(1, 9):
            differently(f"T-{number:03}", term(f"ord {number}", **ours))
        for number in (9, 10):
            differently(f"T-{number:03}", term(f"ord {number}", source="Vår ordlista", **ours))
        reader = PersonFactory()
    client = browser(sites.skara, reader)
    page = client.get("/mallen/karta/")
    assert "Skara: 90 % " in words(page)
    assert [share.percent for _day, share in quarters(clock.today())] == [100]
    assert re.search(r"Från 100 % .{5,40} till 45 % nu", words(page)), "Hjo, which has taken nothing, counts today"
    (area,) = set(re.findall(r'href="(/mallen/karta/\w+/)"', page.content.decode()))
    shown = client.get(area).content.decode()
    differences = re.findall(r'<td data-is="(\w+)"[^>]*><i[^<]*</i><a href="([^"]+)">', shown)
    assert [how for how, _path in differences] == ["adapted"] * 8 + ["replaced"] * 2
    difference = words(client.get(differences[0][1]))
    assert "Så skiljer sig T-001 från mallen" in difference
    assert "Borta: menas med ord 1 Nytt: menar" in difference
    neighbour = browser(sites.hjo).get(area).content.decode()
    assert "Anpassad v1" in neighbour
    for page, own, other in ((shown, "Skara", "Hjo"), (neighbour, "Hjo", "Skara")):
        columns = re.findall(r'<th scope="col"( data-mine)?>(Hjo|Skara)</th>', page)
        assert columns == [(" data-mine", own), ("", other)], "one's own stands first"
    assert "/skillnad/" not in neighbour, "another's words stay where they are"


def test_tp02_what_is_missing_counts_as_unlike_and_is_not_100_for_being_taken(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 4)
    assert likeness_of("hjo") == 0
    stand(sites.hjo, keys[:3])
    assert likeness_of("hjo") == 75


def test_tp02_what_does_not_apply_is_left_out(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 4)
    stand(sites.hjo, keys[:2])
    stand(sites.hjo, keys[2:3], "not_applicable")
    assert likeness_of("hjo") == 66
    stand(sites.skara, keys, "not_applicable")
    assert likeness_of("skara") is None
    assert whole().total().percent == 66
    assert "Skara: –" in words(browser(sites.skara).get("/mallen/karta/"))


def test_tp02_other_sites_than_municipalities_have_no_likeness(sites: SimpleNamespace) -> None:
    a_hundred(sites)
    assert [likeness_of(name) for name in ("mall", "gvs12", "public")] == [None] * 3
    for at in (sites.mall, sites.gvs12):
        page = browser(at).get("/mallen/karta/")
        assert page.status_code == 200
        assert 'data-testid="mine"' not in page.content.decode()


def test_tp02_a_municipality_whose_site_is_paused_does_not_count(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 4)
    stand(sites.skara, keys)
    day_row(sites.hjo, clock.today() - timedelta(days=120), 0, 4)
    day_row(sites.skara, clock.today() - timedelta(days=120), 4, 4)
    assert whole().total().percent == 50
    with operator_site():
        Tenant.objects.filter(schema_name=sites.hjo.schema_name).update(state=State.SUSPENDED)
    assert whole().total().percent == 100
    assert [share.percent for _day, share in quarters(clock.today())][-1] == 100
    page = words(browser(sites.skara).get("/mallen/karta/avvikelser/"))
    assert "1 av 1" in page
    assert "Hjo" not in page


def test_tp02_withdrawn_releases_do_not_count(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 2)
    gone = release_row(sites.mall, 1, withdrawn_at=clock.now(), withdrawn_why="Fel")
    item_rows(sites.mall, gone, 2, version=2, keys=keys)
    item_rows(sites.mall, gone, 5, area="ifo")
    stand(sites.hjo, keys)
    assert likeness_of("hjo") == 100
    page = browser(sites.hjo).get("/mallen/karta/avvikelser/")
    assert "1 av 2" in words(page)
    assert "v2" not in page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Inget är släppt i det här området" in words(browser(sites.hjo).get("/mallen/karta/ifo/"))


def test_tp02_an_item_that_moved_to_another_area_counts_there_alone(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 1)
    item_rows(sites.mall, release_row(sites.mall, 1), 1, version=2, keys=keys, area="ifo")
    stand(sites.hjo, keys, version=2)
    assert whole().areas == ["ifo"]
    client = browser(sites.hjo)
    assert "Term 1" in words(client.get("/mallen/karta/ifo/"))
    assert "Term 1" not in words(client.get("/mallen/karta/avvikelser/"))


def test_tp09_nine_of_twelve_have_taken_it_and_what_stands_in_the_way(sites: SimpleNamespace) -> None:
    day = clock.today()
    keys = item_rows(sites.mall, release_row(sites.mall), 1)
    item_rows(
        sites.mall, release_row(sites.mall, 1, adopt_by=day - timedelta(days=1)), 1, version=2, keys=keys
    )  # fmt: skip
    twelve = [sites.skara, sites.hjo, *more_municipalities(10)]
    for tenant in twelve[:9]:
        stand(tenant, keys, version=2)
    stand(twelve[9], keys, version=1, put_off_until=day + timedelta(days=30))
    stand(twelve[10], keys, "adapted", version=1, reasons=["contract"])
    page = browser(sites.hjo).get("/mallen/karta/avvikelser/")
    text = words(page)
    assert "9 av 12" in text
    assert "Lika v1 v2 finns. Väntar till" in text
    assert "Anpassad v1 v2 finns . Skäl: Avtal" in text
    assert "Saknas" in text
    assert "dagen har passerat" in text
    assert 'title="Anpassad v1. v2 finns. Skäl: Avtal"' in page.content.decode()


def test_tp17_reasons_and_candidates_most_first(sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 3)
    (third,) = more_municipalities(1)
    stand(sites.skara, keys[:2], "adapted", reasons=["law"])
    stand(sites.hjo, keys[:2], "replaced", reasons=["habit", "law"])
    stand(third, keys[1:], "adapted")
    found = whole()
    assert found.reasons == [("law", 4), ("", 2), ("habit", 2)]
    assert [(one.title, one.adapted, one.replaced, one.reasons) for one in found.candidates] == [
        ("Term 2", 2, 1, ("habit", "law")),
        ("Term 1", 1, 1, ("habit", "law")),
    ]
    text = words(browser(sites.hjo).get("/mallen/karta/"))
    assert "4 avsteg" in text
    assert "2 anpassade, 1 ersatt" in text
    assert "Inget skäl angivet" in text


def test_tp02_a_quarter_ends_with_what_each_said_last(sites: SimpleNamespace) -> None:
    today = clock.today()
    begins = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    before = begins - timedelta(days=1)
    long_ago = begins - timedelta(days=200)
    day_row(sites.hjo, long_ago, 1, 10)
    day_row(sites.hjo, before - timedelta(days=5), 2, 10)
    day_row(sites.hjo, before, 9, 10)
    day_row(sites.skara, long_ago, 10, 10)
    day_row(sites.hjo, today, 0, 10)
    found = [(share.alike, share.counted) for _quarter, share in quarters(today)]
    assert found == [(11, 20), (11, 20), (19, 20)]
    a_hundred(sites)
    page = browser(sites.hjo).get("/mallen/karta/")
    assert "till 45 % nu" in words(page)
    assert page.content.decode().count('class="dot"') == 4


def test_tp02_municipalities_by_likeness_or_by_name(sites: SimpleNamespace) -> None:
    a_hundred(sites)
    client = browser(sites.hjo)
    by_likeness, by_name = (
        re.findall(r'<th scope="row">(\w+)', client.get(f"/mallen/karta/?ordning={order}").content.decode())[:2]
        for order in ("likhet", "namn")
    )
    assert (by_likeness, by_name) == (["Skara", "Hjo"], ["Hjo", "Skara"])


def test_tp02_nothing_released_says_so(sites: SimpleNamespace) -> None:
    client = browser(sites.hjo)
    assert "Mallen har inte släppt något än" in words(client.get("/mallen/karta/"))
    assert client.get("/mallen/karta.csv").content.decode("utf-8-sig").count("\r\n") == 1


def test_tp02_no_municipalitys_text_is_shown(sites: SimpleNamespace) -> None:
    """The planted secret: what Skara wrote in its own text, in its title and in its reason."""
    with site(sites.mall):
        found = release(keep("P-08", process()))
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now())
        item = Adopted.objects.get(code="P-08")
        why = Why("law", "Kvastfening i skälet", clock.today() + timedelta(days=90), PersonFactory())
        said = process("Kvastfening i rubriken", {"utred": "Kvastfening i texten"})
        change_item(actor=HOUSE, item=item, content=said, read=item.revision, now=clock.now(), why=why)
        assert Adopted.objects.get().likeness != "inherited"
    for at in (sites.hjo, sites.skara, sites.gvs12):
        client = browser(at)
        for path in PAGES:
            response = client.get(path)
            assert response.status_code == 200
            assert "vastfening" not in response.content.decode()
    assert "Lag" in words(client.get("/mallen/karta/avvikelser/"))


def test_tp02_the_file_is_items_by_municipalities_and_runs_no_formula(sites: SimpleNamespace) -> None:
    a_hundred(sites)
    with site(sites.mall):
        row = release_row(sites.mall, 1)
    (key,) = item_rows(sites.mall, row, 1, area="=1+1")
    stand(sites.hjo, [key], "replaced", reasons=["law"])
    response = browser(sites.hjo).get("/mallen/karta.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("Lika;Räknas;Hjo;Skara")
    assert len(lines) == 102
    formula = next(line for line in lines if "=1+1" in line)
    assert ";'=1+1;" in formula
    assert formula.startswith("'=1-001;")
    assert formula.endswith("1;0;2;Ersatt v1. Skäl: Lag;Saknas")


@pytest.mark.parametrize("path", PAGES)
def test_tp02_guests_are_refused(path: str, sites: SimpleNamespace) -> None:
    with site(sites.hjo):
        guest = PersonFactory(guest=True)
    assert browser(sites.hjo, guest).get(path).status_code == 403
    assert SiteClient("hjo.localhost").get(path).status_code == 302


def test_tp02_of_each_quarter_the_last_word_is_kept(sites: SimpleNamespace) -> None:
    item_rows(sites.mall, release_row(sites.mall), 2)
    with site(sites.hjo):
        for day in (date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 2)):
            tell([], day=day)
        kept = LikenessOfDay.objects.filter(schema_name=sites.hjo.schema_name).values_list("day", flat=True)
        assert list(kept) == [date(2026, 6, 30), date(2026, 8, 2)]


@pytest.mark.parametrize("path", PAGES)
def test_tp02_as_many_queries_for_forty_municipalities(path: str, sites: SimpleNamespace) -> None:
    keys = item_rows(sites.mall, release_row(sites.mall), 2)
    stand(sites.skara, keys, "adapted", reasons=["law"])
    stand(sites.hjo, keys, "adapted", reasons=["law"])
    client = browser(sites.hjo)
    client.get(path)
    with assert_query_budget(10) as few:
        assert client.get(path).status_code == 200
    more = item_rows(sites.mall, release_row(sites.mall, 1), 60, area="ifo")
    more += item_rows(sites.mall, release_row(sites.mall, 2), 58, area="avvikelser")
    for tenant in more_municipalities(40):
        stand(tenant, more[:90])
        stand(tenant, more[90:], "replaced", reasons=["habit", "law"])
    with assert_query_budget(len(few)):
        page = client.get(path)
    assert b"Prov 39" in page.content
    if path.endswith("avvikelser/"):
        text = words(page)
        assert "40 av 42" in text
        assert "Term 21" not in text
        assert "Term 21" in words(client.get(f"{path}?sida=2"))


def test_tp02_a_cooperation_reads_the_map_and_is_not_led_to_proposals_it_has_not(sites: SimpleNamespace) -> None:
    client = browser(sites.gvs12)
    assert client.get("/mallen/karta/").status_code == 200
    assert "/mallen/forslag/" not in client.get("/mallen/").content.decode()
    assert "/mallen/forslag/" in browser(sites.skara).get("/mallen/").content.decode()
