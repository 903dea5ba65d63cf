"""TN-06: the page where a site decides, and where every value says where it comes from."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from samverk.identity.site_settings import SESSION_HOURS
from samverk.people.models import Authority, Department
from samverk.people.site_settings import DEPARTMENT, SUPPORT
from tenants.models import Tenant
from tenants.settings.queries import value
from tenants.settings.registry import Scope
from tenants.site_context import site
from tests.integration.settings.test_tn06_levels import choose
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

ALL = "/administration/installningar/"
HOURS = f"{ALL}identity.session_hours/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def maintainer(skara: Tenant, client_for: Callable[..., SiteClient]) -> SiteClient:
    return client_for("skara.localhost", user=PersonFactory(maintainer=True))


def seen(client: SiteClient, address: str) -> str:
    """What the form holds of the row it was made from."""
    return str(client.get(address).context["form"]["seen"].value() or "")


def test_tn06_choose_see_why_undo_and_reset(maintainer: SiteClient) -> None:
    page = maintainer.get(ALL)
    assert "Hur länge en inloggning varar" in page.content.decode()
    assert len(page.context["groups"]) > 3
    saved = maintainer.post(HOURS, {"value": "10", "reason": "Nattpassen", "seen": ""}, follow=True)
    assert "Sparat." in saved.content.decode()
    assert value(SESSION_HOURS) == 10
    steps = saved.context["steps"]
    assert [step.applies for step in steps] == [False, False, True]
    assert (steps[-1].value, steps[-1].reason) == ("10 timmar", "Nattpassen")
    maintainer.post(HOURS, {"value": "6", "reason": "", "seen": seen(maintainer, HOURS)})
    maintainer.post(HOURS, {"gor": "undo", "seen": seen(maintainer, HOURS)})
    assert value(SESSION_HOURS) == 10
    maintainer.post(HOURS, {"gor": "reset", "seen": seen(maintainer, HOURS)})
    assert value(SESSION_HOURS) == 12
    told = [line["what"] for line in maintainer.get(HOURS).context["history"]]
    assert told == ["Eget värde borttaget", "10 timmar", "6 timmar", "10 timmar"]


def test_tn06_the_form_of_who_came_second_is_refused(maintainer: SiteClient) -> None:
    choose(10)
    refused = maintainer.post(HOURS, {"value": "5", "reason": "", "seen": ""})
    assert refused.status_code == 422
    assert "Samverk hann ändra före dig" in refused.content.decode()
    assert value(SESSION_HOURS) == 10
    wrong = maintainer.post(HOURS, {"value": "99", "reason": "", "seen": ""})
    assert wrong.status_code == 422


def test_tn06_locked_by_the_template_the_page_says_who_and_why(
    sites: SimpleNamespace, client_for: Callable[..., SiteClient]
) -> None:
    with site(sites.mall):
        editor = client_for("mall.localhost", user=PersonFactory(maintainer=True))
        without = editor.post(HOURS, {"value": "8", "state": "locked", "reason": "", "seen": ""})
        assert "Skriv varför" in without.content.decode()
        locked = {"value": "8", "state": "locked", "reason": "Beslut i styrgruppen", "seen": ""}
        assert editor.post(HOURS, locked).status_code == 302
    with site(sites.skara):
        client = client_for("skara.localhost", user=PersonFactory(maintainer=True))
        page = client.get(HOURS).content.decode()
        assert "setting-form" not in page
        assert "Låst av Mallkommunen sedan" in page
        assert "Beslut i styrgruppen" in page
        assert client.post(HOURS, {"value": "9", "reason": "", "seen": ""}).status_code == 422
        assert value(SESSION_HOURS) == 8
        assert "Anna" not in page.split("<main")[1], "no name of the template's people next door"


def test_tn06_a_department_decides_what_is_its_own(maintainer: SiteClient) -> None:
    first = date(2020, 1, 1)
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=first)
    care = Department.objects.create(name="Social omsorg", authority=board, valid_from=first)
    level = f"?niva=department:{care.pk}"
    page = maintainer.get(ALL + level)
    assert [line["name"] for _group, lines in page.context["groups"] for line in lines] == ["people.support_contact"]
    address = f"{ALL}people.support_contact/{level}"
    maintainer.post(address, {"value": "Omsorgens support", "reason": "", "seen": ""})
    assert value(SUPPORT, Scope(DEPARTMENT, str(care.pk))) == "Omsorgens support"
    assert value(SUPPORT) == ""
    assert maintainer.get(HOURS + level).status_code == 404


def test_tn06_search_and_no_hits(maintainer: SiteClient) -> None:
    found = maintainer.get(f"{ALL}?sok=nyheter")
    names = {line["name"] for _group, lines in found.context["groups"] for line in lines}
    assert "intranet.news_days" in names
    assert "identity.session_hours" not in names
    assert "Ingen inställning" in maintainer.get(f"{ALL}?sok=zebra").content.decode()


def test_tn06_the_page_asks_the_same_for_none_and_all_chosen(maintainer: SiteClient) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tenants.settings.registry import setting_keys

    maintainer.get(ALL)
    with CaptureQueriesContext(connection) as few:
        maintainer.get(ALL)
    for key in setting_keys.values():
        choose(key.default, key)
    maintainer.get(ALL)
    with CaptureQueriesContext(connection) as many:
        maintainer.get(ALL)
    assert len(few) == len(many) <= 12
