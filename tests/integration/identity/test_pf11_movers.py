"""PF-11: whoever leaves has no way in from the day after, and what they had hand of reaches somebody else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from wagtail.models import Page

from samverk.identity.access import actor_for
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import forget_memberships, memberships_of, person_key
from samverk.identity.guests.models import GuestStay
from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.movers.actions.cancel_departure import cancel_departure
from samverk.identity.movers.actions.complete_departure import complete_departure
from samverk.identity.movers.actions.plan_departure import plan_departure
from samverk.identity.movers.following import follow_on_each_site, see_out_all
from samverk.identity.movers.models import Departure, HandoverItem, State
from samverk.identity.movers.queries import held_by
from samverk.identity.movers.tasks import follow_departures, follow_elsewhere
from samverk.identity.rights.actions.close_account import close_account
from samverk.identity.rights.lockout import LastMaintainer
from samverk.identity.scim.actions.provision_person import change_person, provision_person
from samverk.identity.scim.facts import PersonFacts
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import Leaving, person_leaves
from samverk.project.health import broker
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, NewsPageFactory, PersonFactory, SectionPageFactory
from tests.support.guests import departure_row, stay_row

pytestmark = [pytest.mark.server]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
LAST = date(2026, 9, 30)


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Turn the house's calendar to a day."""

    def turn(day: date) -> None:
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(clock, "now", lambda: at(day))

    return turn


@pytest.fixture
def roles(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date]]:
    """A room above that keeps roles: who became vacant, from when."""
    vacant: list[tuple[str, date]] = []

    def apply(*, actor: object, user: User, to: User | None, day: date) -> int:
        vacant.append((user.display_name, day))
        return 1

    monkeypatch.setitem(person_leaves._entries, "test_roles", Leaving("Provets roller", lambda *, user: 1, apply))
    return vacant


def verbs(*rooms: str) -> set[str]:
    found = AuditEntry.objects.values_list("verb", flat=True)
    return {verb for verb in found if verb.startswith(rooms)}


def test_pf11_a_project_manager_leaves_on_the_thirtieth_of_september(
    sites: SimpleNamespace,
    client_for: Callable[..., SiteClient],
    calendar: Callable[[date], None],
    roles: list[tuple[str, date]],
) -> None:
    """Roles vacant, things in the queue, no access here or in the cooperation, an empty account in the next town."""
    calendar(date(2026, 9, 1))
    with site(sites.skara):
        leaver = PersonFactory(display_name="Pia Manfred", username="pm", editor=True)
        enter_in_directory(actor=HOUSE, user=leaver, valid_from=date(2026, 1, 1))
        news = NewsPageFactory(slug="skrivet", owner=leaver)
        draft = SectionPageFactory(title="Halvfärdigt", draft=True, owner=leaver)
        locked = SectionPageFactory(locked=True, locked_by=leaver)
        guest = stay_row(sponsor=leaver)
        maintainer = PersonFactory(maintainer=True)
    with site(sites.gvs12):
        there = PersonFactory(issuer=leaver.issuer, subject=leaver.subject, acting_for_code=sites.skara.scb_code)
        enter_in_directory(actor=HOUSE, user=there, valid_from=date(2026, 1, 1))
    browser = client_for("skara.localhost", user=maintainer)
    theirs, in_gvs12 = client_for("skara.localhost", user=leaver), client_for("gvs12.localhost", user=there)

    page = browser.get(f"/administration/avslut/{leaver.uuid}/").content.decode()
    assert all(
        f"<dt>{label}</dt><dd>1</dd>" in page for label in ("Grupper", "Gäster", "Opublicerade sidor", "Provets roller")
    )
    with site(sites.skara):
        assert roles == [], "a preview changes nothing"
    assert browser.post(f"/administration/avslut/{leaver.uuid}/", {"last_day": "2026-09-30"}).status_code == 302
    with site(sites.skara):
        follow_elsewhere.apply(kwargs={"user": leaver.pk}, headers={"_schema_name": "skara"}).get()

    calendar(LAST)
    assert (theirs.get("/").status_code, in_gvs12.get("/").status_code) == (200, 200)
    calendar(LAST + timedelta(days=1))
    # The round has not run: nobody comes in all the same.
    assert (theirs.get("/").status_code, in_gvs12.get("/").status_code) == (302, 302)
    assert client_for("skara.localhost").post("/logga-in/", {"username": "pm", "password": PASSWORD}).status_code == 200
    with site(sites.skara):
        key = person_key(issuer=leaver.issuer, subject=leaver.subject)
        forget_memberships(key)  # kept for a minute; whoever enters is asked for in the database
        assert memberships_of(key=key, day=clock.today()) == ()

        follow_departures.apply(headers={"_schema_name": "skara"}).get()
        follow_departures.apply(headers={"_schema_name": "skara"}).get()
        assert roles == [("Pia Manfred", LAST + timedelta(days=1))], "once"
        leaver.refresh_from_db()
        assert (leaver.is_active, leaver.groups.count(), leaver.has_usable_password()) == (False, 0, False)
        kinds = list(HandoverItem.objects.order_by("kind").values_list("kind", flat=True))
        assert kinds == ["drafts", "guests"]
        assert NewsPage.objects.get(pk=news.pk).owner == leaver, "what is published stays under the name"
        assert not Page.objects.get(pk=locked.pk).locked
        assert Page.objects.get(pk=draft.pk).owner == leaver
        assert GuestStay.objects.get(pk=guest.pk).sponsor == leaver
        assert verbs("movers.", "intranet.release") == {
            "movers.plan_departure", "movers.complete_departure", "movers.leave_groups", "intranet.release_locks",
        }  # fmt: skip
    with site(sites.gvs12):
        assert see_out_all(actor=HOUSE, now=clock.now()) == []
        assert not User.objects.get(pk=there.pk).is_active
    with site(sites.hjo):
        again = PersonFactory(username="pm")
        assert [held.count for held in held_by(again) if str(held.label) != "Provets roller"] == [0] * (
            len(held_by(again)) - 1
        )
    assert client_for("hjo.localhost", user=again).get("/").status_code == 200
    assert client_for("skara.localhost").get("/").status_code == 302


def test_pf11_what_is_left_is_handed_out_one_by_one_and_taken_back(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    leaver, heir, other = PersonFactory(), PersonFactory(display_name="Arvid Arv"), PersonFactory()
    drafts = [SectionPageFactory(draft=True, owner=leaver) for _each in range(2)]
    stay_row(sponsor=leaver)
    stay = GuestStay.objects.get()
    browser = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    yesterday = clock.today() - timedelta(days=1)
    assert (
        browser.post(f"/administration/avslut/{leaver.uuid}/", {"last_day": yesterday.isoformat()}).status_code == 302
    )
    departure = Departure.objects.get()
    assert departure.state == State.DONE, "a day that has been is carried out at once"
    path = f"/administration/overlamning/{departure.pk}/"
    assert path in browser.get(f"/administration/avslut/{leaver.uuid}/").content.decode(), (
        "gone, and this is what is left"
    )
    again = {"last_day": clock.today().isoformat()}
    assert browser.post(f"/administration/avslut/{leaver.uuid}/", again).status_code == 200
    assert Departure.objects.count() == 1
    first, _second, guest = departure.items.order_by("kind", "id")
    drafts.sort(key=lambda draft: str(draft.pk) != first.key)  # they are written down in no order
    assert "Arvid Arv" in browser.get(f"{path}?q=arvid").content.decode()
    assert browser.post(path, {"things": [first.pk]}).status_code == 422, "to whom?"
    assert browser.post(path, {"things": [first.pk], "receiver": str(leaver.uuid)}).status_code == 422
    guest_receiver = PersonFactory(guest=True)
    assert browser.post(path, {"things": [first.pk], "receiver": str(guest_receiver.uuid)}).status_code == 422
    assert browser.post(path, {"things": [first.pk, guest.pk], "receiver": str(heir.uuid)}).status_code == 302
    owners = [Page.objects.get(pk=draft.pk).owner for draft in drafts]
    stay.refresh_from_db()
    assert (owners, stay.sponsor) == ([heir, leaver], heir)
    # What the heir has given on since then is not taken from its new owner by an undo.
    Page.objects.filter(pk=drafts[0].pk).update(owner=other)
    assert browser.post(path + "angra/", {"things": [first.pk, guest.pk, "x"]}).status_code == 302
    stay.refresh_from_db()
    assert stay.sponsor == leaver
    assert Page.objects.get(pk=drafts[0].pk).owner == other
    assert departure.items.filter(given_to=None).count() == 3
    assert verbs("movers.hand", "movers.take", "intranet.give", "guests.") == {
        "movers.hand_over", "movers.take_back", "intranet.give_drafts", "guests.change_sponsor",
    }  # fmt: skip


def test_pf11_a_named_receiver_gets_everything_and_one_who_left_gets_nothing(skara: Tenant) -> None:
    leaver, second, heir, gone = (PersonFactory() for _each in range(4))
    pages = [SectionPageFactory(draft=True, owner=owner) for owner in (leaver, second)]
    news = NewsPageFactory(owner=leaver)
    news.save_revision(user=leaver)
    state = news.get_workflow().start(news, leaver)
    told = {"actor": HOUSE, "last_day": LAST, "source": "maintainer", "now": at(date(2026, 9, 1))}
    departures = [
        plan_departure(user=leaver, receiver=heir, **told), plan_departure(user=second, receiver=gone, **told),
    ]  # fmt: skip
    User.objects.filter(pk=gone.pk).update(is_active=False)
    done = [complete_departure(actor=HOUSE, departure=row, now=at(date(2026, 10, 1))) for row in departures]
    assert done == [True, True]
    assert [Page.objects.get(pk=page.pk).owner for page in pages] == [heir, second]
    state.refresh_from_db()
    assert state.requested_by == heir
    assert HandoverItem.objects.filter(given_to=None).count() == 1
    assert "intranet.give_reviews" in verbs("intranet.")


def test_pf11_taken_back_nothing_has_happened(sites: SimpleNamespace, client_for: Callable[..., SiteClient]) -> None:
    with site(sites.skara):
        user = PersonFactory(editor=True)
        enter_in_directory(actor=HOUSE, user=user, valid_from=date(2026, 1, 1))
        entry = DirectoryEntry.objects.get(user_uuid=user.uuid)
    with site(sites.gvs12):
        there = PersonFactory(issuer=user.issuer, subject=user.subject, acting_for_code=sites.skara.scb_code)
        enter_in_directory(actor=HOUSE, user=there, valid_from=date(2026, 1, 1))
    tomorrow = clock.today() + timedelta(days=1)
    with site(sites.skara):
        maintainer = PersonFactory(maintainer=True)
        plan_departure(actor=actor_for(maintainer), user=user, last_day=tomorrow, source="maintainer", now=clock.now())
        assert follow_on_each_site(actor=HOUSE, user_pk=user.pk, now=clock.now()) == []
        entry.refresh_from_db()
        assert entry.valid_to == tomorrow
    with site(sites.gvs12):
        assert User.objects.get(pk=there.pk).last_day == tomorrow
        assert DirectoryEntry.objects.get(user_uuid=there.uuid).valid_to == tomorrow
    browser = client_for("skara.localhost", user=maintainer)
    assert browser.post(f"/administration/avslut/{user.uuid}/aterta/").status_code == 302
    with site(sites.skara):
        follow_on_each_site(actor=HOUSE, user_pk=user.pk, now=clock.now())
        user.refresh_from_db()
        entry.refresh_from_db()
        assert (user.last_day, user.is_active, user.groups.count(), entry.valid_to) == (None, True, 1, None)
        assert entry.valid_from == date(2026, 1, 1)
        assert Departure.objects.get().state == State.CANCELLED
        assert see_out_all(actor=HOUSE, now=clock.now() + timedelta(days=9)) == []
        assert User.objects.get(pk=user.pk).is_active
        assert not cancel_departure(actor=HOUSE, user=user, now=clock.now()), "nothing is left to undo"
        assert "movers.cancel_departure" in verbs("movers.")
    with site(sites.gvs12):
        assert User.objects.get(pk=there.pk).last_day is None


def test_pf11_only_rows_that_act_for_this_municipality_end_elsewhere(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        user = PersonFactory()
    with site(sites.gvs12):
        there = PersonFactory(issuer=user.issuer, subject=user.subject, acting_for_code="1497")
        enter_in_directory(actor=HOUSE, user=there, valid_from=date(2026, 1, 1))
        local = PersonFactory()
        plan_departure(actor=HOUSE, user=local, last_day=LAST, source="maintainer", now=clock.now())
        assert follow_on_each_site(actor=HOUSE, user_pk=local.pk, now=clock.now()) == []
    with site(sites.skara):
        plan_departure(actor=HOUSE, user=user, last_day=LAST, source="maintainer", now=clock.now())
        follow_on_each_site(actor=HOUSE, user_pk=user.pk, now=clock.now())
    with site(sites.gvs12):
        assert User.objects.get(pk=there.pk).last_day is None


def test_pf11_the_directory_closes_at_once_and_the_night_hands_over(skara: Tenant) -> None:
    """A mistake put right the same day has moved nothing."""
    facts = PersonFacts(user_name="a@skara.example", external_id="7", display_name="Anna Ek")
    told = {"actor": HOUSE, "capacity": "employee"}
    person = provision_person(issuer="https://idp.example", facts=facts, now=clock.now(), **told)
    draft = SectionPageFactory(draft=True, owner=person.user)
    person.user.groups.add(Group.objects.create(name="Given by hand"))

    def directory_says(active: bool) -> User:
        again = PersonFacts(user_name="a@skara.example", external_id="7", display_name="Anna Ek", active=active)
        change_person(person=person, facts=again, now=clock.now(), **told)
        return User.objects.get(pk=person.user_id)

    assert not directory_says(False).is_active
    back = directory_says(True)
    assert (back.is_open_on(clock.today()), back.groups.count()) == (True, 1)
    assert Departure.objects.get().state == State.CANCELLED
    directory_says(False)
    assert see_out_all(actor=HOUSE, now=clock.now()) == []
    assert HandoverItem.objects.get().key == str(draft.pk)
    assert Departure.objects.filter(source="directory", state=State.DONE).count() == 1
    back = directory_says(True)
    assert (back.is_open_on(clock.today()), back.groups.count()) == (True, 0), "comes back without old rights"
    assert DirectoryEntry.objects.get(user_uuid=back.uuid).valid_to is None


def test_pf11_who_cannot_leave_and_who_cannot_take_over(skara: Tenant) -> None:
    only, leaver = PersonFactory(maintainer=True), PersonFactory()
    now, far = clock.now(), clock.today() + timedelta(days=90)
    told = {"actor": HOUSE, "source": "maintainer", "now": now}
    support = PersonFactory(issuer=SUPPORT_ISSUER)
    support.user_permissions.add(Permission.objects.get(codename="administer_site"))
    with pytest.raises(ValidationError, match="förvalta"):
        plan_departure(user=only, last_day=far, **told)
    second = PersonFactory(maintainer=True)
    plan_departure(user=second, last_day=far, **told)
    for day in (far, far - timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(ValidationError, match="förvalta"):
            plan_departure(user=only, last_day=day, **told)
    with pytest.raises(LastMaintainer):
        close_account(actor=HOUSE, user=only, reason="Bara den som slutar vore kvar", now=now)
    second.refresh_from_db()
    for receiver in (leaver, PersonFactory(guest=True), second):
        with pytest.raises(ValidationError):
            plan_departure(user=leaver, last_day=far, receiver=receiver, **told)
    assert Departure.objects.count() == 1


def test_pf11_nobody_is_out_at_once_by_their_own_hand_and_no_day_is_chosen_for_the_maintainer(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    own, other, today = PersonFactory(maintainer=True), PersonFactory(maintainer=True), clock.today()
    yesterday = (today - timedelta(days=1)).isoformat()
    browser = client_for("skara.localhost", user=own)
    ours, theirs = (f"/administration/avslut/{user.uuid}/" for user in (own, other))
    assert f'value="{today.isoformat()}"' not in browser.get(theirs).content.decode()
    empty = browser.post(theirs, {"last_day": ""})
    assert (empty.status_code, "Välj en sista dag." in empty.content.decode()) == (422, True)
    refused = browser.post(ours, {"last_day": yesterday})
    assert (refused.status_code, "för dig själv" in refused.content.decode()) == (422, True)
    assert not Departure.objects.exists()
    assert browser.post(ours, {"last_day": today.isoformat()}).status_code == 302
    assert browser.post(f"{ours}aterta/").status_code == 302
    assert browser.post(theirs, {"last_day": yesterday}).status_code == 302
    assert [User.objects.get(pk=user.pk).is_active for user in (own, other)] == [True, False]


def test_pf11_the_last_maintainer_is_not_seen_out_when_the_other_has_gone_meanwhile(skara: Tenant) -> None:
    """The directory closed the one who was to stay: whoever leaves keeps the groups until somebody decides."""
    leaver, stays = PersonFactory(maintainer=True), PersonFactory(maintainer=True)
    row = plan_departure(actor=HOUSE, user=leaver, last_day=LAST, source="maintainer", now=at(date(2026, 9, 1)))
    User.objects.filter(pk=stays.pk).update(is_active=False)
    with pytest.raises(LastMaintainer):
        complete_departure(actor=HOUSE, departure=row, now=clock.now())
    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.groups.count(), leaver.is_open_on(LAST + timedelta(days=1))) == (True, 1, False)
    User.objects.filter(pk=stays.pk).update(is_active=True)
    assert complete_departure(actor=HOUSE, departure=row, now=clock.now())


def test_pf11_one_who_fails_keeps_nobody_waiting_and_leaves_nothing_half_done(
    skara: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = PersonFactory(editor=True), PersonFactory(editor=True)
    for user in (first, second):
        plan_departure(actor=HOUSE, user=user, last_day=LAST, source="maintainer", now=clock.now())

    def broken(*, user: User, **rest: object) -> int:
        if user == first:
            raise RuntimeError
        return 0

    monkeypatch.setitem(person_leaves._entries, "test_roles", Leaving("Provets roller", lambda *, user: 1, broken))
    failed = see_out_all(actor=HOUSE, now=clock.now())
    assert failed == [Departure.objects.get(user=first).pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_active, first.groups.count(), second.is_active) == (True, 1, False)
    assert not first.is_open_on(clock.today()), "closed all the same"
    monkeypatch.undo()
    assert see_out_all(actor=HOUSE, now=clock.now()) == []
    assert not User.objects.get(pk=first.pk).is_active


def test_pf11_a_protected_leaver_is_found_only_by_those_who_protect(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    hidden = PersonFactory(is_protected=True)
    browser = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    assert browser.get(f"/administration/avslut/{hidden.uuid}/").status_code == 404


def test_pf11_the_day_is_told_elsewhere_by_a_message_with_its_site(
    skara: Tenant, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = PersonFactory()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        plan_departure(actor=HOUSE, user=user, last_day=LAST, source="maintainer", now=clock.now())
    (message,) = broker().lrange("samverk", 0, -1)
    assert b"follow_elsewhere" in message
    assert user.display_name.encode() not in message


@pytest.mark.parametrize("path", ["/administration/avslut/", "/administration/overlamning/"])
def test_pf11_the_lists_ask_the_same_number_of_queries_for_many(
    path: str, skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    browser = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    counts = []
    for number in (2, 40):
        for _each in range(number):
            departure_row(PersonFactory())
        browser.get(path)
        with assert_query_budget(12) as queries:
            browser.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pf11_each_morning_every_open_site_follows_its_dates(sites: SimpleNamespace) -> None:
    import json

    from samverk.project.timers import follow_dates

    follow_dates.apply(headers={"_schema_name": "public"}).get()
    messages = [json.loads(raw)["headers"] for raw in broker().lrange("samverk", 0, -1)]
    told = {(message["task"].rpartition(".")[2], message["_schema_name"]) for message in messages}
    tasks = ("mind_guests", "follow_departures", "remind", "let_go_of_texts", "empty_deleted_posts",
             "mind_deviations_here", "hear_of_recent_proposals", "mind_placements_here")  # fmt: skip
    assert told == {(task, schema) for task in tasks for schema in ("skara", "hjo", "mall", "gvs12")}
