"""TN-14: a school departs by the same machinery; its department's report counts it with its reason."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.change_item import NeedsReason, change_item
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.catalogue.models import Policy, Standing
from shared_templates.deviations.queries import unexplained
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.deviations import OURS, decided, depart, taken
from tests.support.factories import colleague, unit
from tests.support.masters import process

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara with a school G and somebody who works there."""
    found = taken(sites)
    with site(sites.skara):
        found.school = unit("Skola G")
        found.teacher = colleague(found.school)
    found.at_school = SiteClient("skara.localhost").sign_in(found.teacher)
    return found


def test_tn14_school_g_departs_and_the_departments_report_counts_it_with_its_reason(world: SimpleNamespace) -> None:
    assert 'href="/mallen/P-08/enhet/"' in world.at_school.get("/mallen/P-08/").text
    assert world.at_reader.get("/mallen/P-08/enhet/").status_code == 403
    day = (clock.today() + timedelta(days=90)).isoformat()
    sent = {"reason": "organisation", "text": "Elevhälsan utreder.", "review_on": day, "unit": str(world.school.uuid)}
    assert world.at_school.post("/mallen/P-08/enhet/", sent | {"unit": ""}).status_code == 422
    with site(world.skara):
        other = unit("Skola H")
    assert world.at_school.post("/mallen/P-08/enhet/", sent | {"unit": str(other.uuid)}).status_code == 422
    assert world.at_school.post("/mallen/P-08/enhet/", sent).status_code == 302
    with site(world.skara):
        row = Deviation.objects.get()
        assert (row.owner, row.unit) == (world.teacher, world.school.uuid)
        decided(row, world.approver)
    page = world.at_reader.get("/mallen/avsteg/enheter/").text
    assert "1 avsteg, 1 av 1 enheter." in page
    assert "Skäl: 1 organisation." in page
    assert page.index("Förvaltningen för Skola G") < page.index("Skola G</th>")
    lines = world.at_reader.get("/mallen/avsteg/enheter.csv").text.splitlines()
    assert "Skola G" in lines[1]
    assert "Skola G: Organisation" in world.at_reader.get("/mallen/P-08/").text


def test_tn14_the_municipalitys_own_likeness_and_reasons_stay_as_they_were(world: SimpleNamespace) -> None:
    with site(world.skara):
        depart(world.teacher, unit=world.school.uuid)
        item = Adopted.objects.get()
        fact = Standing.objects.get(schema_name="skara")
        assert (item.likeness, fact.likeness, fact.reasons) == ("inherited", "inherited", [])
        # A school's reason does not explain what the municipality changes, and does not end with it.
        with pytest.raises(NeedsReason):
            change_item(
                actor=HOUSE, item=item, content=process(steps={"utred": OURS}), read=item.revision, now=clock.now()
            )
        depart(world.owner, reason="law")
        item.refresh_from_db()
        change_item(actor=HOUSE, item=item, content=item.began_from(), read=item.revision, now=clock.now())
        assert dict(Deviation.objects.values_list("reason", "state")) == {"law": "closed", "organisation": "proposed"}
        assert not unexplained().exists()


def test_tn14_a_unit_departs_once_and_never_from_what_is_locked(world: SimpleNamespace) -> None:
    with site(world.skara):
        depart(world.teacher, unit=world.school.uuid)
        with pytest.raises(ValidationError, match="redan ett avsteg"):
            depart(world.teacher, unit=world.school.uuid)
        Adopted.objects.update(policy=Policy.LOCKED)
        with pytest.raises(ValidationError, match="låst"):
            depart(world.teacher, unit=unit("Skola H").uuid)
        assert Deviation.objects.count() == 1
    assert "/mallen/P-08/enhet/" not in world.at_school.get("/mallen/P-08/").text


def test_tn14_a_unit_that_is_gone_is_still_counted(world: SimpleNamespace) -> None:
    with site(world.skara):
        depart(world.teacher, unit=world.school.uuid)
        world.school.valid_to = clock.today() - timedelta(days=1)
        world.school.save()
    page = world.at_reader.get("/mallen/avsteg/enheter/").text
    assert "Enheter som inte finns längre" in page
    assert "1 avsteg i enheterna" in page


def test_tn14_the_report_asks_as_often_for_many_schools_as_for_one(world: SimpleNamespace) -> None:
    with site(world.skara):
        depart(world.teacher, unit=world.school.uuid)
    world.at_reader.get("/mallen/avsteg/enheter/")
    with assert_query_budget(30) as queries:
        world.at_reader.get("/mallen/avsteg/enheter/")
    with site(world.skara):
        for number in range(15):
            depart(world.teacher, unit=unit(f"Skola {number}").uuid)
    with assert_query_budget(len(queries)):
        assert "16 avsteg i enheterna" in world.at_reader.get("/mallen/avsteg/enheter/").text
