"""Alarms: who may, where they stand, when they end (LAW-52)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from samverk.portal.alarms.actions.end_alarm import end_alarm
from samverk.portal.alarms.actions.raise_alarm import raise_alarm
from samverk.portal.alarms.actions.raise_alarm_everywhere import raise_alarm_everywhere
from samverk.portal.alarms.furnish import ALARMISTS
from samverk.portal.alarms.queries import forget_standing, standing
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm
from tenants.models import Tenant
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
WANTED = {"severity": "crisis", "title": "Vattnet är otjänligt", "text": "Koka allt vatten.", "hours": "4"}


@pytest.fixture
def alarmist(skara: Tenant) -> User:
    user = PersonFactory()
    user.groups.add(Group.objects.get(name=ALARMISTS))
    return user


def raised(user: User, **values: object) -> Alarm:
    now = clock.now()
    usual = {"severity": "crisis", "title": "Vattnet är otjänligt", "now": now, "ends": now + timedelta(hours=1)}
    return raise_alarm(actor=actor_for(user), user=user, **{**usual, **values})


def test_law52_an_alarm_stands_on_every_page_at_once_and_is_told_to_all(
    alarmist: User, signed_in: SiteClient, django_capture_on_commit_callbacks: object
) -> None:
    assert "otjänligt" not in signed_in.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert SiteClient("skara.localhost").sign_in(alarmist).post("/administration/larm/", WANTED).status_code == 302
    for path in ("/", "/nyheter/", "/system/", "/finns-inte/"):
        page = signed_in.get(path).content.decode()
        assert "Vattnet är otjänligt" in page
        assert 'role="alert"' in page
    event = Event.objects.get(kind="alarm")
    assert event.audience["everybody"] is True
    assert AuditEntry.objects.filter(verb="portal.raise_alarm").count() == 1


def test_law52_the_right_is_its_own(skara: Tenant, signed_in: SiteClient) -> None:
    for client in (signed_in, SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))):
        assert client.post("/administration/larm/", WANTED).status_code == 403
    assert Alarm.objects.count() == 0


def test_law52_read_it_is_folded_and_never_lost(alarmist: User, signed_in: SiteClient) -> None:
    alarm = raised(alarmist, text="Koka allt vatten.")
    assert "Koka allt vatten." in signed_in.get("/").content.decode()
    done = signed_in.post(f"/larm/{alarm.uuid}/vik/", {"vik": "1", "next": "/nyheter/"})
    assert done["Location"] == "/nyheter/"
    folded = signed_in.get("/").content.decode()
    assert "Vattnet är otjänligt" in folded
    assert "Koka allt vatten." not in folded
    assert 'role="alert"' not in folded
    assert "Koka allt vatten." in SiteClient("skara.localhost").sign_in(alarmist).get("/").content.decode()
    signed_in.post(f"/larm/{alarm.uuid}/vik/", {"vik": "0", "next": "https://evil.example/"})
    assert "Koka allt vatten." in signed_in.get("/").content.decode()
    assert AuditEntry.objects.filter(verb="portal.fold_alarm").count() == 2


def test_law52_it_ends_by_itself_or_by_hand_and_an_exercise_reaches_no_inbox(alarmist: User) -> None:
    now = clock.now()
    for ends in (now, now + timedelta(days=8)):
        with pytest.raises(ValidationError):
            raised(alarmist, ends=ends)
    for link in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        with pytest.raises(ValidationError):
            raised(alarmist, link=link)
    assert Alarm.objects.count() == 0
    alarm = raised(alarmist, is_exercise=True)
    assert Event.objects.count() == 0
    assert [each.is_exercise for each in standing(schema_name="skara", now=clock.now())] == [True]
    assert standing(schema_name="skara", now=now + timedelta(hours=2)) == []
    assert end_alarm(actor=actor_for(alarmist), user=alarmist, alarm=alarm, now=clock.now())
    assert not end_alarm(actor=actor_for(alarmist), user=alarmist, alarm=alarm, now=clock.now())
    alarm.refresh_from_db()
    assert alarm.ended_by == alarmist
    assert AuditEntry.objects.filter(verb="portal.end_alarm").count() == 1


def test_law52_from_the_operator_it_reaches_every_site_and_a_municipality_cannot(
    sites: SimpleNamespace, django_capture_on_commit_callbacks: object
) -> None:
    now = clock.now()
    wanted = {"severity": "serious", "title": "Inloggningen ligger nere", "ends": now + timedelta(hours=1), "now": now}
    with site(sites.hjo):
        assert standing(schema_name="hjo", now=now) == []
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            raise_alarm_everywhere(actor=HOUSE, **wanted)  # type: ignore[arg-type]
    with operator_site(), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        raise_alarm_everywhere(actor=HOUSE, **wanted)  # type: ignore[arg-type]
        assert AuditEntry.objects.filter(verb="portal.raise_alarm_everywhere").count() == 1
    for tenant in (sites.hjo, sites.skara, sites.gvs12):
        with site(tenant):
            [found] = standing(schema_name=tenant.schema_name, now=now)
            assert found.title == "Inloggningen ligger nere"
    with site(sites.gvs12):
        raise_alarm_everywhere(actor=HOUSE, **wanted)  # type: ignore[arg-type]
        assert SharedAlarm.objects.filter(schema_name="public").update(title="Ändrad") == 0, "another site's own"
    with site(sites.skara):
        assert SharedAlarm.objects.all().delete()[0] == 0


def test_performance_a_calm_day_costs_no_query(skara: Tenant) -> None:
    standing(schema_name="skara", now=clock.now())
    with assert_query_budget(0):
        standing(schema_name="skara", now=clock.now())
    forget_standing()
