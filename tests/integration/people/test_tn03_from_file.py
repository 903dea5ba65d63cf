"""TN-03: the organisation from a file: row by row what comes of it, a plan to look at, undone like any other."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.actions.import_organisation import Read, import_organisation
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.from_file.reading import as_rows
from samverk.people.models import Authority, Department, Placement, PlanState, ReorganisationPlan, Unit, UnitAuthority
from samverk.people.queries import nodes_on, responsible_authority
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.units import FIRST, unit_row

pytestmark = [pytest.mark.server]
HERE = "/administration/organisation/fran-fil/"
HEAD = "nämnd;förvaltning;enhet;chef;gäller från"


def rows(*lines: str) -> list[dict[str, str]]:
    names = HEAD.split(";")
    return [
        {**dict(zip(names, [*line.split(";"), "", "", "", ""], strict=False)), "#": str(number)}
        for number, line in enumerate(lines, start=2)
    ]


def read(*lines: str, day: date | None = None) -> Read:
    return import_organisation(actor=HOUSE, title="Ur filen", day=day or clock.today(), rows=as_rows(rows(*lines)))


def outcomes(found: Read) -> list[str]:
    return [row.outcome for row in found.judged.rows]


def everything() -> dict[str, list[Any]]:
    models = (Authority, Department, Unit, UnitAuthority, Placement)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def upload(browser: SiteClient, text: str, **changes: object) -> Any:
    file = SimpleUploadedFile("organisation.csv", text.encode("utf-8-sig"), content_type="text/csv")
    return browser.post(HERE, {"title": "Ur filen", "day": clock.today().isoformat(), "file": file, **changes})


@pytest.fixture
def lisa(skara: Tenant) -> User:
    return PersonFactory(display_name="Lisa Lund", email="Lisa.Lund@skara.example", title="Enhetschef")


def test_tn03_a_new_municipality_gets_its_whole_organisation_from_one_file_and_takes_it_back(
    skara: Tenant, lisa: User
) -> None:
    maintainer = PersonFactory(maintainer=True)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    assert browser.get(HERE).status_code == 200
    before = everything()
    text = f"""{HEAD}
Kommunstyrelsen;Kommunledningskontoret;;;
Socialnämnden;Socialförvaltningen;Hemtjänst norra;lisa.lund@SKARA.example;2024-01-01
;Socialförvaltningen;Hemtjänst södra;;
;Skolförvaltningen;;;
;Socialförvaltningen;Köket;finns.inte@skara.example;
;Socialförvaltningen;Natten;;2024-13-01
"""
    page = upload(browser, text).content.decode()
    assert everything() == before, "looking changes nothing"
    for words in (
        "Skriv vilken nämnd förvaltningen hör till.",
        "Ingen som arbetar här har användarnamnet eller adressen finns.inte@skara.example.",
        "2024-13-01 är ingen dag.",
        "Lisa Lund blir chef för Hemtjänst norra",
    ):
        assert words in page
    plan = ReorganisationPlan.objects.get()
    assert f"/administration/organisation/{plan.uuid}/" in page
    shown = browser.get(f"/administration/organisation/{plan.uuid}/").content.decode()
    for words in ("Hemtjänst södra inrättas", "Lisa Lund blir chef för Hemtjänst norra", "Socialnämnden"):
        assert words in shown
    assert everything() == before
    browser.post(f"/administration/organisation/{plan.uuid}/gor/besluta/")
    plan.refresh_from_db()
    assert plan.state == PlanState.APPLIED
    assert {(node.level, node.name) for node in nodes_on(clock.today())} >= {
        ("authority", "Kommunstyrelsen"), ("authority", "Socialnämnden"), ("department", "Socialförvaltningen"),
        ("department", "Kommunledningskontoret"), ("unit", "Hemtjänst norra"), ("unit", "Hemtjänst södra"),
    }  # fmt: skip
    assert Authority.objects.get(name="Kommunstyrelsen").kind == "executive_board"
    north = Unit.objects.get(name="Hemtjänst norra")
    assert north.valid_from == date(2024, 1, 1)
    assert (north.placements.get().user, north.placements.get().is_head) == (lisa, True)
    assert AuditEntry.objects.get(verb="people.import_organisation").details == {
        "new": 3, "changed": 0, "unchanged": 0, "errors": 3,
    }  # fmt: skip
    undo_plan(actor=HOUSE, plan=plan)
    assert everything() == before


def test_tn03_the_same_file_twice_changes_nothing_and_a_heading_in_english_is_read_too(
    skara: Tenant, lisa: User
) -> None:
    maintainer = PersonFactory(maintainer=True)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    text = "department,unit,parent,head,valid_from\nOmsorg,Norra,Nämnden,lisa.lund@skara.example,\n"
    upload(browser, text)
    plan = ReorganisationPlan.objects.get()
    browser.post(f"/administration/organisation/{plan.uuid}/gor/besluta/")
    again = upload(browser, text).content.decode()
    assert "Det finns inget att ändra" in again
    assert ReorganisationPlan.objects.count() == 1
    unknown = upload(browser, "department,färg\nOmsorg,grön\n").content.decode()
    assert "De här kolumnerna används inte: färg." in unknown


def test_tn03_a_new_head_takes_over_and_the_old_one_keeps_the_place(skara: Tenant, lisa: User) -> None:
    unit = unit_row("Köket")
    other = PersonFactory(username="olle", display_name="Olle Ek")
    Placement.objects.create(user=other, unit=unit, title="Köksmästare", is_head=True, valid_from=FIRST)
    Placement.objects.create(user=lisa, unit=unit, title="Kock", valid_from=FIRST)
    found = read(";Förvaltningen;köket;lisa.lund@skara.example")
    assert outcomes(found) == ["changed"]
    assert found.plan is not None
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    browser.post(f"/administration/organisation/{found.plan.uuid}/gor/besluta/")
    now = {row.user.display_name: (row.title, row.is_head) for row in unit.placements.filter(valid_to=None)}
    assert now == {"Olle Ek": ("Köksmästare", False), "Lisa Lund": ("Kock", True)}
    assert outcomes(read(";Förvaltningen;Köket;lisa.lund@skara.example")) == ["unchanged"]


def test_tn03_another_committee_answers_for_the_unit_and_a_department_moves(skara: Tenant) -> None:
    unit = unit_row("Köket")
    found = read("Överförmyndarnämnden;Förvaltningen;Köket", "Kommunstyrelsen;Förvaltningen")
    assert outcomes(found) == ["new", "new"], "both committees are made"
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    assert found.plan is not None
    browser.post(f"/administration/organisation/{found.plan.uuid}/gor/besluta/")
    unit.refresh_from_db()
    assert Department.objects.get().authority.name == "Kommunstyrelsen"
    assert responsible_authority(unit=unit, day=clock.today()).name == "Överförmyndarnämnden"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((";;",), "säger inte vilken"),
        ((";;Köket",), "Skriv vilken förvaltning"),
        (("Nämnden;Ny förvaltning;;lisa.lund@skara.example",), "Chef skrivs bara på rader för enheter."),
        (("Nämnden;Förvaltningen;Ny;;2999-01-01",), "Lägg raden i en egen fil"),
        (("Nämnden;Förvaltningen;Ny;;2019-01-01",), "finns inte förrän"),
        (("Nämnden;Förvaltningen;Ny", ";förvaltningen;NY"), "Står på flera rader"),
        (("Nya nämnden;Förvaltningen;;;2021-01-01",), "ändras den dag planen gäller från"),
        (("Nämnden;Förvaltningen;Köket;sara@skara.example",), "Ingen som arbetar här"),
        (("Nämnden;Förvaltningen;Köket;gast@region.example",), "Ingen som arbetar här"),
        (("Nämnden;Förvaltningen;Köket;dubbel@skara.example",), "Flera här har adressen"),
    ],
)
def test_tn03_a_row_that_cannot_be_is_left_out_and_says_why(
    lines: tuple[str, ...], words: str, skara: Tenant, lisa: User
) -> None:
    """LAW-24: somebody protected is nobody, and so is a guest."""
    unit_row("Köket")
    PersonFactory(email="sara@skara.example", is_protected=True)
    PersonFactory(email="gast@region.example", guest=True)
    for _each in range(2):
        PersonFactory(email="dubbel@skara.example")
    found = read(*lines)
    assert set(outcomes(found)) == {"error"}
    assert words in found.judged.rows[-1].message
    assert found.plan is None


def test_tn03_what_lies_below_a_row_that_is_left_out_is_left_out_too(skara: Tenant) -> None:
    found = read("Nämnden;Förvaltningen;;;nyss", "Nämnden;Förvaltningen;Köket")
    assert outcomes(found) == ["error", "error"]
    assert "det som den ligger under" in found.judged.rows[1].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "\n" + "Nämnden;;;;\n" * 301, "fler än 300 rader"),
        ("namn;titel\nLisa;Chef\n", "Filen saknar kolumnerna"),
        ("", "Filen är tom."),
        ("\0\0", "går inte att läsa som CSV"),
    ],
)
def test_tn03_a_file_that_is_none_is_told_at_its_field(text: str, words: str, skara: Tenant) -> None:
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    content = text.encode("utf-8-sig") if text else b""
    file = SimpleUploadedFile("organisation.csv", content, content_type="text/csv")
    answer = browser.post(HERE, {"title": "Ur filen", "day": clock.today().isoformat(), "file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReorganisationPlan.objects.exists()


def test_tn03_the_template_file_can_be_read_in_as_it_is(skara: Tenant) -> None:
    PersonFactory(email="lisa.lundqvist@example.se")
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    file = browser.get(f"{HERE}mall.csv")
    assert file["Content-Disposition"].startswith("attachment")
    upload(browser, file.content.decode("utf-8-sig"))
    assert len(ReorganisationPlan.objects.get().steps) == 7
