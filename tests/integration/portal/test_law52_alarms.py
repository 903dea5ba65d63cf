"""Alarms: who may, where they stand, when they end (LAW-52)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from samverk.identity.access import actor_for
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.queries import home_first
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.actions.choose_preferences import choose_letters
from samverk.notifications.actions.claim_letters import claim_letters
from samverk.notifications.models import Event, Letter, Notice
from samverk.notifications.rounds import expand_waiting, send_due_letters
from samverk.portal.alarms.actions.end_alarm import end_alarm
from samverk.portal.alarms.actions.raise_alarm import raise_alarm
from samverk.portal.alarms.actions.raise_alarm_everywhere import raise_alarm_everywhere
from samverk.portal.alarms.actions.tell_shared_alarms import tell_shared_alarms
from samverk.portal.alarms.at_home import told_nowhere_before
from samverk.portal.alarms.furnish import ALARMISTS
from samverk.portal.alarms.limits import AGAIN
from samverk.portal.alarms.queries import forget_standing, standing
from samverk.portal.alarms.tasks import tell_every_site, tell_this_site
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.everywhere.queries import sites_not_told
from samverk.portal.models import Alarm
from tenants.models import State, Tenant
from tenants.queries import open_tenants
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


def test_law52_a_form_sent_twice_is_one_alarm_and_other_words_or_later_another(
    alarmist: User, client_for: Callable[..., SiteClient], sites: SimpleNamespace
) -> None:
    browser = client_for("skara.localhost", user=alarmist)
    for _twice in range(2):
        assert browser.post("/administration/larm/", WANTED).status_code == 302
    assert (Alarm.objects.count(), Event.objects.filter(kind="alarm").count()) == (1, 1)
    raised(alarmist, title="Vattnet är fortfarande otjänligt")
    raised(PersonFactory())
    raised(alarmist, now=clock.now() + AGAIN, text="Koka allt vatten.", ends=clock.now() + timedelta(hours=2))
    assert Alarm.objects.count() == 4
    wanted = {"severity": "serious", "title": "Strömmen har gått", "ends": clock.now() + timedelta(hours=1)}
    for tenant in (sites.gvs12, sites.gvs12, sites.drift):
        with site(tenant) if tenant is sites.gvs12 else operator_site():
            raise_alarm_everywhere(actor=HOUSE, now=clock.now(), **wanted)  # type: ignore[arg-type]
    assert SharedAlarm.objects.count() == 2, "each site's own"


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


def test_pf53_an_alarm_for_all_sites_is_told_once_to_everybody_who_works_on_each(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(tell_this_site, "delay", lambda: queued.append(connection.schema_name))
    now = clock.now()
    wanted = {"severity": "crisis", "title": "Koka vattnet", "ends": now + timedelta(hours=1), "now": now}
    people = {}
    for tenant in (sites.skara, sites.hjo):
        with site(tenant):
            people[tenant.slug] = [PersonFactory(), PersonFactory(guest=True)]
    with operator_site(), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        monkeypatch.setattr(tell_every_site, "delay", tell_every_site.run)
        alarm = raise_alarm_everywhere(actor=HOUSE, **wanted)  # type: ignore[arg-type]
        raise_alarm_everywhere(actor=HOUSE, **{**wanted, "is_exercise": True})  # type: ignore[arg-type]
    assert set(queued) == {"skara", "hjo", "gvs12", "mall"}
    with site(sites.skara):
        for _again in range(2):
            tell_this_site.run()
        choose_letters(actor=HOUSE, user=people["skara"][0], wanted=False)
        expand_waiting(actor=HOUSE, now=now)
        [notice] = Notice.objects.filter(user__in=people["skara"])
        assert (notice.user, notice.is_mandatory, notice.event.key) == (people["skara"][0], True, str(alarm.uuid))
        assert (
            "Larm: Koka vattnet" in SiteClient("skara.localhost").sign_in(notice.user).get("/inkorg/").content.decode()
        )
    queued.clear()
    with assert_query_budget(6), operator_site():
        tell_every_site.run()
    assert set(queued) == {"hjo", "gvs12", "mall"}, "Skara has heard"
    with operator_site():
        end_alarm(actor=HOUSE, user=PersonFactory(), alarm=alarm, now=clock.now())
        queued.clear()
        tell_every_site.run()
    assert queued == [], "ended: nothing more"
    with site(sites.hjo):
        assert tell_shared_alarms(actor=HOUSE, now=clock.now()) == 0
    with site(sites.skara):
        assert send_due_letters(actor=HOUSE, now=now + timedelta(minutes=5)) == 0, "nor a letter that was waiting"
        assert Notice.objects.filter(pk=notice.pk, read_at=None).exists(), "it lies in the inbox still"


def test_pf53_who_has_accounts_on_several_sites_is_told_once_and_at_home(sites: SimpleNamespace) -> None:
    now = clock.now()

    def account(subject: str, slug: str, *, entered: bool = True, **values: object) -> None:
        with site(getattr(sites, slug)):
            user = PersonFactory(username=subject, issuer="https://idp.example", subject=subject, **values)
            if entered:
                enter_in_directory(actor=HOUSE, user=user, valid_from=clock.today())

    for subject in ("at home", "elsewhere only", "guest at home", "gone from home", "model", "left the directory"):
        account(subject, "gvs12")
    account("at home", "skara")
    account("guest at home", "skara", guest=True)
    account("gone from home", "skara", is_active=False)
    account("left the directory", "skara", entered=False)
    account("model", "mall")

    def told_of(title: str) -> dict[str, list[str]]:
        """Where each of them hears of an alarm, after every site has told."""
        with operator_site():
            raise_alarm_everywhere(
                actor=HOUSE, severity="crisis", title=title, ends=now + timedelta(hours=1), now=now
            )  # fmt: skip
        found: dict[str, list[str]] = {}
        for tenant in sorted(open_tenants(), key=home_first):
            with site(tenant):
                tell_this_site.run()
                expand_waiting(actor=HOUSE, now=now)
                names = Notice.objects.filter(event__title=title, user__issuer="https://idp.example")
                for name in names.values_list("user__subject", flat=True):
                    found.setdefault(name, []).append(tenant.slug)
        return found

    twice = {"left the directory": ["skara", "gvs12"]}  # Nobody knows that they are one: twice is better than never.
    usual = {"elsewhere only": ["gvs12"], "guest at home": ["gvs12"], "gone from home": ["gvs12"], "model": ["mall"]}
    assert told_of("Koka vattnet") == usual | twice | {"at home": ["skara"]}
    with site(sites.gvs12):
        letters = {letter.user.subject for letter in made_letters(now)}
        assert letters >= usual.keys() - {"model"}
        assert letters.isdisjoint({"at home", "model"})
        for subject in ("at home", "elsewhere only"):
            page = SiteClient("gvs12.localhost").sign_in(User.objects.get(subject=subject)).get("/").content.decode()
            assert "Koka vattnet" in page, "it stands on every page of all sites"
        assert sites_not_told([sites.gvs12], kind="alarm", now=now) == [], "who is told nowhere else has been told"
    with operator_site():
        Tenant.objects.filter(slug="skara").update(state=State.SUSPENDED)
    assert told_of("Strömmen är borta")["at home"] == ["gvs12"], "whose home is closed to them hears here"
    with operator_site():
        Tenant.objects.filter(slug="skara").update(state=State.ACTIVE)
    with site(sites.skara), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE identity_user RENAME COLUMN last_day TO out_of_order")
    with site(sites.gvs12):
        at_home = User.objects.get(subject="at home")
        assert at_home.pk in (told_nowhere_before(here=sites.gvs12, day=clock.today()) or ()), "nor one that is broken"


def made_letters(now: datetime) -> list[Letter]:
    """What would go to the mail server."""
    claim_letters(actor=HOUSE, now=now + timedelta(minutes=5))
    return list(Letter.objects.select_related("user"))


def test_pf53_of_an_alarm_that_has_ended_nobody_more_is_told(alarmist: User, signed_in: SiteClient) -> None:
    now = clock.now()
    first, second = raised(alarmist), raised(alarmist, title="Strömmen är borta")
    end_alarm(actor=HOUSE, user=alarmist, alarm=first, now=clock.now())
    expand_waiting(actor=HOUSE, now=now)
    assert set(Notice.objects.values_list("event__key", flat=True)) == {str(second.uuid)}
    assert send_due_letters(actor=HOUSE, now=now + timedelta(minutes=5)) == 1, "to the one who did not raise it"


def test_performance_a_calm_day_costs_no_query(skara: Tenant) -> None:
    standing(schema_name="skara", now=clock.now())
    with assert_query_budget(0):
        standing(schema_name="skara", now=clock.now())
    forget_standing()
