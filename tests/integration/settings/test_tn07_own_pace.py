"""TN-07: functions at one's own pace, and where a site says it stands: for its own sake only."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from samverk.identity.features import DIRECTORY_QUALITY, PEOPLE_IMPORT, SCHEME_CHOICE, has_feature
from samverk.identity.groups import EDITORS
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tenants.profile.actions.assess_maturity import assess_maturity
from tenants.profile.areas import AREAS
from tenants.profile.models import AREAS as FIELDS
from tenants.profile.queries import assessments, maturity
from tenants.settings.actions.set_setting import SettingLocked
from tenants.settings.features import OFF, ON, Feature, Ripeness, is_on
from tenants.site_context import site
from tests.integration.settings.test_tn06_levels import choose
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

ALL = "/administration/funktioner/"
IMPORT = f"{ALL}people_import/"
TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def planned(**parts: object) -> dict[str, object]:
    return {**ON, **parts}


def made(ripeness: Ripeness) -> Feature:
    return Feature(name=f"x_{ripeness}", label="X", help="Y", ripeness=ripeness, since="0.1")


@pytest.fixture
def maintainer(skara: Tenant, client_for: Callable[..., SiteClient]) -> SiteClient:
    return client_for("skara.localhost", user=PersonFactory(maintainer=True))


@pytest.mark.parametrize(
    ("ripeness", "at_first", "when_on"),
    [(Ripeness.TRIAL, False, True), (Ripeness.AVAILABLE, False, True), (Ripeness.STANDARD, True, True),
     (Ripeness.RETIRED, False, False)],
)  # fmt: skip
def test_tn07_ripeness_decides_until_the_site_does(
    ripeness: Ripeness, at_first: bool, when_on: bool, skara: Tenant
) -> None:
    feature = made(ripeness)
    asked = {"day": TODAY, "in_group": lambda name: False}
    assert is_on(feature, **asked) is at_first  # type: ignore[arg-type]
    choose(dict(ON), feature.key)
    assert is_on(feature, **asked) is when_on  # type: ignore[arg-type]
    choose(dict(OFF), feature.key)
    assert is_on(feature, **asked) is False  # type: ignore[arg-type]


def test_tn07_a_planned_day_comes_by_itself_and_a_group_is_first(skara: Tenant) -> None:
    feature = made(Ripeness.AVAILABLE)
    choose(planned(first_day="2026-12-01", group="Pilot", all_day="2027-03-01"), feature.key)

    def has(day: date, groups: set[str]) -> bool:
        return is_on(feature, day=day, in_group=groups.__contains__)

    assert not has(date(2026, 11, 30), {"Pilot"})
    assert has(date(2026, 12, 1), {"Pilot"})
    assert not has(date(2027, 2, 28), {"Redaktion"})
    assert has(date(2027, 3, 1), set())


@pytest.mark.parametrize(
    "wrong",
    [planned(all_day="2027-03-01"), planned(first_day="1 mars"), {"on": True}, planned(on="ja"),
     planned(first_day="2027-04-01", group="Pilot", all_day="2027-03-01")],
)  # fmt: skip
def test_tn07_a_plan_that_does_not_hold_together_is_refused(wrong: object, skara: Tenant) -> None:
    with pytest.raises(ValidationError):
        choose(wrong, PEOPLE_IMPORT.key)


def test_tn07_what_is_off_is_gone_and_what_the_template_locks_stays(
    sites: SimpleNamespace, client_for: Callable[..., SiteClient]
) -> None:
    with site(sites.skara):
        client = client_for("skara.localhost", user=PersonFactory(maintainer=True))
        for address in ("/administration/import/", "/administration/katalog/"):
            assert client.get(address).status_code == 200
        assert "Importera personer" in client.get("/administration/").content.decode()
        assert 'action="/utseende/"' in client.get("/administration/").content.decode()
        for feature in (PEOPLE_IMPORT, DIRECTORY_QUALITY, SCHEME_CHOICE):
            choose(dict(OFF), feature.key)
        for address in ("/administration/import/", "/administration/import/mall.csv", "/administration/katalog/"):
            assert client.get(address).status_code == 404
        assert client.post("/utseende/", {"scheme": "dark"}).status_code == 404
        hub = client.get("/administration/").content.decode()
        assert "Importera personer" not in hub
        assert "Katalogens kvalitet" not in hub
        assert 'action="/utseende/"' not in hub
    with site(sites.mall):
        choose(dict(ON), PEOPLE_IMPORT.key, state="locked", reason="Alla ska kunna importera")
    with site(sites.skara):
        assert client.get("/administration/import/").status_code == 200
        with pytest.raises(SettingLocked):
            choose(dict(OFF), PEOPLE_IMPORT.key)
        assert "Låst av Mallkommunen" in client.get(IMPORT).content.decode()


def test_tn07_the_page_plans_for_a_group_first_and_draws_the_timeline(maintainer: SiteClient) -> None:
    later = clock.today() + timedelta(days=30)
    form = {
        "value": "True", "first_day": "", "group": EDITORS, "all_day": later.isoformat(), "reason": "Prova först",
        "seen": "",
    }  # fmt: skip
    wrong = maintainer.post(IMPORT, {**form, "group": ""})
    assert wrong.status_code == 422
    assert "hör ihop med en grupp" in wrong.content.decode()
    assert maintainer.post(IMPORT, form).status_code == 302
    assert not has_feature(PersonFactory(maintainer=True), PEOPLE_IMPORT)
    assert has_feature(PersonFactory(editor=True), PEOPLE_IMPORT)
    page = maintainer.get(ALL)
    assert [(event["day"], event["label"]) for event in page.context["coming"]] == [
        (later, "Importera personer från fil")
    ]
    assert "På för en grupp" in page.content.decode()
    assert "På för gruppen Redaktörer, för alla från" in page.content.decode()
    row = maintainer.get(IMPORT).context["form"]["seen"].value()
    assert maintainer.post(IMPORT, {"gor": "reset", "seen": str(row)}).status_code == 302
    assert has_feature(PersonFactory(), PEOPLE_IMPORT)
    assert Group.objects.filter(name=EDITORS).exists()


def test_tn07_maturity_is_kept_drawn_and_nobody_elses_business(
    sites: SimpleNamespace, client_for: Callable[..., SiteClient]
) -> None:
    assert tuple(area.name for area in AREAS) == FIELDS
    first = datetime(2025, 3, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    low = dict.fromkeys(FIELDS, 3) | {"change": 1}
    with site(sites.skara):
        client = client_for("skara.localhost", user=PersonFactory(maintainer=True))
        assert maturity(day=TODAY) is None
        assert "Gör den första" in client.get("/administration/mognad/").content.decode()
        assess_maturity(actor=HOUSE, scores=low, now=first)
        with pytest.raises(ValidationError):
            assess_maturity(actor=HOUSE, scores={**low, "change": 6}, now=first)
        with pytest.raises(ValidationError):
            assess_maturity(actor=HOUSE, scores={"change": 1}, now=first)
        answer = client.post("/administration/mognad/", {**dict.fromkeys(FIELDS, "4"), "change": "2", "note": "Bättre"})
        assert answer.status_code == 302
        found = maturity(day=clock.today())
        assert found is not None
        assert found.low == ("change",), "the door for plans of readiness"
        assert maturity(day=date(2025, 3, 2)).scores == low  # type: ignore[union-attr]
        page = client.get("/administration/mognad/").content.decode()
        assert page.count('<svg class="sv-step-chart"') == 5
        assert "Förändringsledning: från steg 1 till steg 2 av 5" in page
        assert "ingen annan kommun ser den" in page
        assert AuditEntry.objects.filter(verb="tenants.assess_maturity").count() == 2
    with site(sites.hjo):
        assert assessments() == []
