"""TN-03: the organisation on any day; what moved stays under its old authority in what is old."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.actions.move_unit import MovesBackwards, move_unit
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.people.models.unit import UnitAuthority
from samverk.people.queries import organisation, responsible_authority
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
FIRST = date(2020, 1, 1)


@pytest.fixture
def school(skara: Tenant) -> SimpleNamespace:
    """A school under one committee, and another committee that will take it over."""
    old = Authority.objects.create(name="Barn- och utbildningsnämnden", kind="committee", valid_from=FIRST)
    new = Authority.objects.create(name="Bildningsnämnden", kind="committee", valid_from=date(2023, 1, 1), order=1)
    department = Department.objects.create(name="Barn och utbildning", authority=old, valid_from=FIRST)
    unit = Unit.objects.create(name="Djäkneskolan", department=department, valid_from=FIRST)
    UnitAuthority.objects.create(unit=unit, authority=old, valid_from=FIRST)
    return SimpleNamespace(old=old, new=new, department=department, unit=unit)


def test_tn03_a_move_keeps_history(school: SimpleNamespace) -> None:
    period = move_unit(actor=HOUSE, unit=school.unit, authority=school.new, from_day=date(2023, 1, 1))
    assert period.valid_to is None
    answers = {
        day: responsible_authority(unit=school.unit, day=day)
        for day in (date(2019, 12, 31), FIRST, date(2022, 12, 31), date(2023, 1, 1), date(2030, 1, 1))
    }
    assert list(answers.values()) == [None, school.old, school.old, school.new, school.new]
    entry = AuditEntry.objects.get(verb="people.move_unit")
    assert (entry.object_label, entry.details) == ("Djäkneskolan", {"to": "Bildningsnämnden"})


@pytest.mark.parametrize("day", [FIRST, date(2019, 6, 1)])
def test_tn03_a_move_backwards_is_refused_and_changes_nothing(day: date, school: SimpleNamespace) -> None:
    with pytest.raises(MovesBackwards):
        move_unit(actor=HOUSE, unit=school.unit, authority=school.new, from_day=day)
    assert UnitAuthority.objects.get().valid_to is None
    assert not AuditEntry.objects.filter(verb="people.move_unit").exists()


def test_tn03_the_database_holds_one_open_authority_per_unit(school: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError, match="one_open_authority"), transaction.atomic():
        UnitAuthority.objects.create(unit=school.unit, authority=school.new, valid_from=date(2023, 1, 1))


@pytest.mark.parametrize("model", [Authority, Department, Unit, UnitAuthority])
def test_tn03_nothing_ends_before_it_begins(model: type, school: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        model.objects.update(valid_to=date(2019, 12, 31))  # type: ignore[attr-defined]


def labels(day: date) -> list[str]:
    return [node.label for node in organisation(day)]


def test_tn03_the_tree_of_a_day(school: SimpleNamespace) -> None:
    Placement.objects.create(user=PersonFactory(), unit=school.unit, title="Rektor", is_head=True, valid_from=FIRST)
    Placement.objects.create(
        user=PersonFactory(), unit=school.unit, title="Lärare", valid_from=FIRST, valid_to=date(2021, 6, 30)
    )
    Authority.objects.filter(pk=school.old.pk).update(valid_to=date(2022, 12, 31), successor=school.new)
    assert labels(date(2019, 1, 1)) == []
    assert labels(date(2021, 1, 1)) == ["Barn- och utbildningsnämnden"]
    assert labels(date(2023, 1, 1)) == ["Bildningsnämnden"]
    units = {day: organisation(day)[0].children[0].children[0] for day in (date(2021, 6, 30), date(2021, 7, 1))}
    assert [unit.note for unit in units.values()] == ["2 personer", "1 person"]


def test_tn03_the_page_of_a_day(school: SimpleNamespace, signed_in: SiteClient) -> None:
    Authority.objects.filter(pk=school.old.pk).update(valid_to=date(2022, 12, 31))
    assert "Barn- och utbildningsnämnden" in signed_in.get("/organisation/?dag=2022-12-31").content.decode()
    today = signed_in.get("/organisation/").content.decode()
    assert "Barn- och utbildningsnämnden" not in today
    assert "Bildningsnämnden" in today


@pytest.mark.parametrize("day", ["i går", "2022-13-01", "20", "<script>", "9999-99-99"])
def test_tn03_a_day_that_cannot_be_read_shows_todays(day: str, school: SimpleNamespace, signed_in: SiteClient) -> None:
    response = signed_in.get("/organisation/", {"dag": day})
    assert response.status_code == 200
    assert "Bildningsnämnden" in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_pf07_a_guest_gets_no_organisation(school: SimpleNamespace) -> None:
    for trait in ("guest", "supplier"):
        response = SiteClient("skara.localhost").sign_in(PersonFactory(**{trait: True})).get("/organisation/")
        assert response.status_code == 403
        assert "Bildningsnämnden" not in response.content.decode()
