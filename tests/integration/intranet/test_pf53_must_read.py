"""PF-53: news that must be read are confirmed, listed as a task until then, and counted by unit; never by name unless
it is a matter of life and health."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, ReadingReceipt
from samverk.intranet.must_read.actions.remind_readers import remind_readers
from samverk.intranet.must_read.queries import tasks_of, unit_figures
from samverk.intranet.subjects import ref_of
from samverk.intranet.targeting.keys import part_key
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.actions.choose_preferences import choose_letters, pause
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event, Notice
from samverk.notifications.rounds import expand_waiting, send_due_letters
from samverk.social.following.actions.follow import follow
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.companies import organisation, works_at
from tests.support.factories import NewsPageFactory, PersonFactory

pytestmark = [pytest.mark.server]


def is_named(user: User, page: str) -> bool:
    """Is the person on the page; number 1 is not number 12."""
    return re.search(rf"{re.escape(user.display_name)}(?!\d)", page) is not None


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_pf53_it_is_a_task_until_it_is_confirmed_once(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    here, today = organisation(), clock.today()
    anna, teacher, company = works_at(here.home_care), works_at(here.school), works_at(here.letting)
    page = NewsPageFactory(
        title="Nya larm", slug="nya-larm", must_read="law", must_read_by=today, targets=[part_key(here.care.uuid)]
    )
    assert [(task.label, task.url, task.due) for task in tasks_of(fresh(anna), today)] == [
        ("Nya larm", "/nyheter/nya-larm/", today)
    ]
    assert tasks_of(fresh(teacher), today) == tasks_of(fresh(company), today) == []
    browser = client_for("skara.localhost", user=anna)
    assert "Jag har läst" in browser.get("/nyheter/nya-larm/").content.decode()
    for _twice in range(2):
        answer = browser.post(f"/las/{page.pk}/bekrafta/")
        assert (answer.status_code, answer["Location"]) == (302, "/nyheter/nya-larm/")
    assert ReadingReceipt.objects.filter(user=anna).count() == 1
    assert AuditEntry.objects.filter(verb="intranet.confirm_reading").count() == 1
    assert "Jag har läst" not in browser.get("/nyheter/nya-larm/").content.decode()
    assert tasks_of(fresh(anna), today) == []
    refused = client_for("skara.localhost", user=teacher)
    assert "Jag har läst" not in refused.get("/nyheter/nya-larm/").content.decode()
    assert refused.post(f"/las/{page.pk}/bekrafta/").status_code == 403
    assert client_for("skara.localhost", user=company).post(f"/las/{page.pk}/bekrafta/").status_code == 403
    assert ReadingReceipt.objects.count() == 1


def test_pf53_figures_by_unit_names_never_but_for_safety_and_small_units_together(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here, now = organisation(), clock.now()
    staff = [works_at(here.home_care) for _number in range(6)]
    head = works_at(here.home_care, is_head=True)
    night = [works_at(here.night) for _number in range(2)]
    hidden = staff[-1]
    User.objects.filter(pk=hidden.pk).update(is_protected=True)
    page = NewsPageFactory(must_read="employment", must_read_by=clock.today(), targets=[part_key(here.care.uuid)])
    for user in staff[:3]:
        ReadingReceipt.objects.create(news=page, user=user, at=now)
    figures = unit_figures(page=page, units=None, names=False)
    assert [(f.name, f.people, f.confirmed, f.percent, f.left) for f in figures] == [("Hemtjänst", 7, 3, 42, ())]
    more = [works_at(here.night) for _number in range(3)]
    assert [f.name for f in unit_figures(page=page, units=None, names=False)] == ["Hemtjänst", "Natt"]
    path = f"/las/{page.pk}/"
    chief, editor = (
        client_for("skara.localhost", user=head),
        client_for("skara.localhost", user=PersonFactory(moderator=True)),
    )
    ways = {who: f'href="{path}"' in who.get(page.url).content.decode() for who in (chief, editor)}
    assert all(ways.values()), "the news leads those who may see the figures to them"
    assert f'href="{path}"' not in client_for("skara.localhost", user=staff[0]).get(page.url).content.decode()
    shown = chief.get(path).content.decode()
    assert "3 av 7 (42 %)" in shown
    assert "Natt" not in shown, "the head of one unit sees that one"
    assert "Natt" in editor.get(path).content.decode()
    everybody = [*staff, *night, *more]
    assert not [user for user in everybody if is_named(user, editor.get(path).content.decode() + shown)]
    assert client_for("skara.localhost", user=staff[0]).get(path).status_code == 403

    NewsPage.objects.filter(pk=page.pk).update(must_read="safety")
    shown = chief.get(path).content.decode()
    assert {user.username for user in staff if is_named(user, shown)} == {user.username for user in staff[3:5]}
    assert not is_named(hidden, shown), "protected identity (LAW-24)"
    with assert_query_budget(12):
        unit_figures(page=page, units=None, names=True)


def test_pf53_those_it_is_for_are_told_once_and_reminded_while_they_are_left(skara: Tenant) -> None:
    here, today = organisation(), clock.today()
    anna, bo = works_at(here.home_care), works_at(here.home_care)
    works_at(here.school)
    page = NewsPageFactory(
        draft=True, must_read="law", must_read_by=today + timedelta(days=3), targets=[part_key(here.care.uuid)]
    )
    for _twice in range(2):
        page.save_revision(user=bo).publish()
    event = Event.objects.get(kind="news_to_read")
    assert event.audience["users"] == {"5": sorted([anna.pk, bo.pk])}
    ReadingReceipt.objects.create(news=page, user=bo, at=clock.now())
    assert remind_readers(actor=HOUSE, today=today) == 1
    assert remind_readers(actor=HOUSE, today=today) == 1
    assert Event.objects.get(kind="news_to_read_reminder").audience["users"] == {"5": [anna.pk]}
    assert remind_readers(actor=HOUSE, today=today + timedelta(days=1)) == 0, "three days before, and on the day"
    assert AuditEntry.objects.filter(verb="intranet.remind_readers").exists()


def test_pf53_it_reaches_who_has_muted_and_turned_off_everything(skara: Tenant) -> None:
    here = organisation()
    anna, day = works_at(here.home_care), clock.today() + timedelta(days=3)
    choose_letters(actor=actor_for(anna), user=anna, wanted=False)
    pause(actor=actor_for(anna), user=anna, until=day)
    index = ref_of(NewsIndexPage.objects.get().pk)
    for ref in (index, Ref("unit", str(here.care.uuid)), Ref("news_topic", "service")):
        choose_attention(actor=actor_for(anna), user=anna, ref=ref, muted=True)
    told = {"draft": True, "targets": [part_key(here.care.uuid)], "category": "service"}
    NewsPageFactory(title="Nya larm", must_read="safety", must_read_by=day, **told).save_revision().publish()
    NewsPageFactory(title="Ny kaffemaskin", **told).save_revision().publish()
    expand_waiting(actor=HOUSE, now=clock.now())
    assert send_due_letters(actor=HOUSE, now=clock.now() + timedelta(minutes=3)) == 1
    assert "Nya larm" in mail.outbox[0].body
    assert "kaffemaskin" not in mail.outbox[0].body
    assert list(Notice.objects.filter(user=anna).values_list("event__kind", "is_mandatory")) == [("news_to_read", True)]


def test_pf53_news_are_told_to_followers_and_those_they_are_directed_to_once(skara: Tenant) -> None:
    here = organisation()
    anna, follower = works_at(here.home_care), PersonFactory()
    follow(actor=actor_for(follower), user=follower, ref=ref_of(NewsIndexPage.objects.get().pk), now=clock.now())
    page = NewsPageFactory(draft=True, targets=[part_key(here.care.uuid)])
    for text in ("", "Det stod fel dag.", "Det stod fel dag."):
        page.correction, page.corrected_at = text, clock.now() if text and not page.corrected_at else page.corrected_at
        page.save_revision(user=PersonFactory()).publish()
    assert sorted(Event.objects.values_list("kind", flat=True)) == ["news_corrected", "news_published"]
    for event in Event.objects.all():
        assert event.audience["users"] == {"4": [follower.pk], "5": [anna.pk]}


def test_pf52_who_follows_a_part_is_told_of_news_directed_to_it_unless_they_muted_it(skara: Tenant) -> None:
    here = organisation()
    follower, deaf = PersonFactory(), PersonFactory()
    part = Ref("unit", str(here.care.uuid))
    for user in (follower, deaf):
        follow(actor=actor_for(user), user=user, ref=part, now=clock.now())
    choose_attention(actor=HOUSE, user=deaf, ref=part, muted=True)
    for targets in ([part_key(here.care.uuid)], [part_key(here.home_care.uuid)], []):
        NewsPageFactory(draft=True, targets=targets).save_revision(user=PersonFactory()).publish()
    expand_waiting(actor=HOUSE, now=clock.now())
    assert list(Notice.objects.filter(my_role=MyRole.FOLLOWER).values_list("user", flat=True)) == [follower.pk]
