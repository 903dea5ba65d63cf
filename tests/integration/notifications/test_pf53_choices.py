"""PF-53: the matrix. The person over the site over the code; what is mandatory is locked, and says why."""

import itertools
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group

from samverk.identity.models import User
from samverk.identity.rights.actions.remove_group import remove_group
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.actions.choose_ways import Locked, choose_group_ways, choose_site_ways, choose_ways
from samverk.notifications.events import MyRole
from samverk.notifications.models import Attention, Choice, GroupChoice, Notice, Preferences, PushDevice, SiteChoice
from samverk.notifications.models.notice import PushState
from samverk.notifications.ways import Closely, Pace, Ways
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.telling import ALARM, KIND, THING, Things, say

pytestmark = [pytest.mark.server]
FOLLOWING = (KIND, MyRole.FOLLOWER)


def ways_of(person: User, **values: object) -> tuple[bool, int] | None:
    """In the inbox, and in which letter; None where there is no notice at all."""
    event = say(recipients={MyRole.FOLLOWER: [person.pk]}, **values)  # type: ignore[arg-type]
    found = Notice.objects.filter(event=event, user=person).first()
    return (found.in_inbox, found.pace) if found else None


def test_pf53_the_person_goes_before_the_site_and_the_site_before_the_code(skara: Tenant, things: Things) -> None:
    person = PersonFactory()
    assert ways_of(person) == (True, Pace.WEEKLY)
    assert choose_site_ways(actor=HOUSE, matrix={FOLLOWING: Ways(mail=Pace.DAILY)}) == 1
    assert ways_of(person) == (True, Pace.DAILY)
    assert choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(inbox=False, mail=Pace.AT_ONCE)}) == 1
    assert ways_of(person) == (False, Pace.AT_ONCE)
    choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(inbox=False)})
    assert ways_of(person) is None, "no way at all is no notice"
    choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(mail=Pace.DAILY)})
    assert Choice.objects.count() == 0, "as the site has it: follows the site"
    assert choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(mail=Pace.DAILY)}) == 0
    verbs = AuditEntry.objects.filter(verb__startswith="notifications.choose")
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "notifications.choose_site_ways", *["notifications.choose_ways"] * 3,
    ]  # fmt: skip


def test_pf53_who_joins_a_group_begins_with_what_it_says_until_they_choose(skara: Tenant, things: Things) -> None:
    night, project = Group.objects.create(name="Nattgruppen"), Group.objects.create(name="Projektgruppen")
    person = PersonFactory()
    choose_site_ways(actor=HOUSE, matrix={FOLLOWING: Ways(mail=Pace.DAILY)})
    assert choose_group_ways(actor=HOUSE, group=night, matrix={FOLLOWING: Ways(inbox=False, mail=Pace.WEEKLY)}) == 1
    choose_group_ways(actor=HOUSE, group=project, matrix={FOLLOWING: Ways(mail=Pace.AT_ONCE)})
    assert ways_of(person) == (True, Pace.DAILY), "in no group yet"
    person.groups.add(night)
    assert ways_of(person) == (False, Pace.WEEKLY)
    person.groups.add(project)
    assert ways_of(person) == (True, Pace.AT_ONCE), "as either of them says"
    choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(mail=Pace.DAILY)})
    assert ways_of(person) == (True, Pace.DAILY), "the person goes before their groups"
    choose_ways(actor=HOUSE, user=person, matrix={FOLLOWING: Ways(mail=Pace.AT_ONCE)})
    assert Choice.objects.count() == 0, "as the groups have it: follows them"
    remove_group(actor=HOUSE, group=project, now=clock.now())
    assert ways_of(person) == (False, Pace.WEEKLY), "a removed group says nothing"
    choose_group_ways(actor=HOUSE, group=night, matrix={FOLLOWING: Ways(mail=Pace.DAILY)})
    assert not GroupChoice.objects.filter(group=night).exists(), "as the site has it: follows the site"
    assert AuditEntry.objects.filter(verb="notifications.choose_group_ways").count() == 3


def test_pf53_what_is_mandatory_cannot_be_chosen_away(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    for choose in (
        lambda: choose_ways(actor=HOUSE, user=employee, matrix={(ALARM, MyRole.EVERYBODY): Ways(inbox=False)}),
        lambda: choose_site_ways(actor=HOUSE, matrix={(ALARM, MyRole.EVERYBODY): Ways(inbox=False)}),
        lambda: choose_group_ways(
            actor=HOUSE, group=Group.objects.first(), matrix={(ALARM, MyRole.EVERYBODY): Ways(inbox=False)}
        ),
    ):
        with pytest.raises(Locked):
            choose()
    choose_attention(actor=HOUSE, user=employee, ref=Ref(THING, "1"), muted=True)
    event = say(kind=ALARM, everybody=True)
    found = Notice.objects.get(event=event, user=employee)
    assert (found.in_inbox, found.pace, found.is_mandatory) == (True, Pace.AT_ONCE, True)
    page = signed_in.get("/mina-aviseringar/").content.decode()
    assert "Alla måste nås i en kris." in page
    assert "Går inte att stänga av." in page
    assert f'name="{ALARM}-' not in page
    signed_in.post("/mina-aviseringar/", {f"{ALARM}-5-mail": "0"})
    assert Choice.objects.count() == 0


def test_pf52_a_thing_or_its_place_can_be_muted_to_a_day_or_moved_to_another_letter(
    skara: Tenant, things: Things
) -> None:
    person, today = PersonFactory(), clock.today()
    place = Ref(THING, "place")
    choose_attention(actor=HOUSE, user=person, ref=place, muted=True, until=today)
    assert ways_of(person, places=(place,)) is None
    assert ways_of(person) == (True, Pace.WEEKLY)
    event = say(expand=False, recipients={MyRole.FOLLOWER: [person.pk]}, places=(place,))
    from samverk.notifications.actions.expand_event import expand_event

    expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now() + timedelta(days=1))
    assert Notice.objects.filter(event=event).count() == 1, "the day after, it is over"
    choose_attention(actor=HOUSE, user=person, ref=place, closely=Closely(Pace.AT_ONCE))
    assert ways_of(person, places=(place,)) == (True, Pace.AT_ONCE)
    choose_attention(actor=HOUSE, user=person, ref=place)
    assert Attention.objects.count() == 0
    assert ways_of(person, places=(place,)) == (True, Pace.WEEKLY)
    assert AuditEntry.objects.filter(verb="notifications.choose_attention").count() == 3


def test_pf52_what_is_chosen_for_the_nearest_counts_and_a_mute_for_any(skara: Tenant, things: Things) -> None:
    person, near, wide = PersonFactory(), Ref(THING, "1"), [Ref(THING, key) for key in ("0", "9")]
    choose_attention(actor=HOUSE, user=person, ref=near, closely=Closely(Pace.DAILY))
    for place in wide:
        choose_attention(actor=HOUSE, user=person, ref=place, closely=Closely(Pace.NEVER, inbox=False))
    for places in (wide, wide[::-1]):
        assert ways_of(person, places=tuple(places)) == (False, Pace.DAILY), "the rest from further away"
    choose_attention(actor=HOUSE, user=person, ref=wide[1], muted=True)
    assert ways_of(person, places=tuple(wide)) is None


def test_pf52_inbox_and_phone_are_chosen_for_one_thing(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    url = f"/mina-aviseringar/om/{THING}/1/"
    browser = {"endpoint": "https://push.example/1", "public_key": "x", "auth_secret": "x", "created_at": clock.now()}
    PushDevice.objects.create(user=employee, **browser)
    told = {"recipients": {MyRole.FOLLOWER: [employee.pk]}}
    assert Notice.objects.get(event=say(**told)).push_state == PushState.NONE
    assert signed_in.post(url, {"level": "usual", "inbox": "no", "push": "yes"}).status_code == 302
    notice = Notice.objects.get(event=say(**told))
    assert (notice.in_inbox, notice.push_state, notice.pace) == (False, PushState.WAITING, Pace.WEEKLY)
    assert Notice.objects.get(event=say(thing="2", **told)).push_state == PushState.NONE, "of nothing else"
    page = signed_in.get("/mina-aviseringar/").content.decode()
    assert "Inte i inkorgen · Telefonen säger till" in page
    form = signed_in.get(url).content.decode()
    assert re.search(r'name="push" value="yes"[^>]* checked', form)
    choose_ways(actor=HOUSE, user=employee, matrix={FOLLOWING: Ways(push=True)})
    signed_in.post(url, {"level": "0", "inbox": "no", "push": "no"})
    assert not Notice.objects.filter(event=say(**told)).exists(), "no way at all is no notice"
    signed_in.post(url, {"level": "usual", "inbox": "usual", "push": "usual"})
    assert Attention.objects.count() == 0


def test_pf52_the_page_of_choices_saves_what_was_ticked(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    sent = {f"{KIND}-4-mail": "2", f"{KIND}-4-push": "on", f"{KIND}-3-mail": "77", "none-1-mail": "1"}
    assert signed_in.post("/mina-aviseringar/", sent).status_code == 302
    row = Choice.objects.get()
    assert (row.kind, row.role, row.ways) == (KIND, MyRole.FOLLOWER, Ways(inbox=False, mail=Pace.DAILY, push=True))
    page = signed_in.get("/mina-aviseringar/").content.decode()
    assert "Dina val är sparade." in page
    assert '<option value="2" selected>' in page


def test_pf52_pause_and_letters_on_the_page(skara: Tenant, signed_in: SiteClient, employee: User) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    for wrong in ("x", "2020-01-01", "2099-01-01"):
        signed_in.post("/mina-aviseringar/paus/", {"until": wrong})
        assert Preferences.objects.count() == 0
    signed_in.post("/mina-aviseringar/paus/", {"until": tomorrow.isoformat()})
    assert Preferences.objects.get().paused_until == tomorrow
    assert "Du har paus till och med" in signed_in.get("/mina-aviseringar/").content.decode()
    signed_in.post("/mina-aviseringar/paus/")
    assert Preferences.objects.get().paused_until is None
    signed_in.post("/mina-aviseringar/brev/", {"wanted": "no"})
    assert Preferences.objects.get().no_letters
    signed_in.post("/mina-aviseringar/brev/", {"wanted": "yes"})
    assert not Preferences.objects.get().no_letters


def test_pf52_the_page_about_one_thing(skara: Tenant, things: Things, signed_in: SiteClient, employee: User) -> None:
    url = f"/mina-aviseringar/om/{THING}/1/"
    assert "Sak 1" in signed_in.get(url).content.decode()
    assert signed_in.post(url, {"gor": "tysta", "until": "2020-01-01"}).status_code == 422
    assert signed_in.post(url, {"level": "muted"}).status_code == 422
    assert Attention.objects.count() == 0
    assert signed_in.post(url, {"level": "2"})["Location"] == "/sak/1/"
    assert signed_in.post(url, {"gor": "tysta", "until": ""})["Location"] == url, "where one can take it back"
    assert Attention.objects.get().is_muted
    assert "Tyst" in signed_in.get("/mina-aviseringar/").content.decode()
    muted = BeautifulSoup(signed_in.get(url).content, "html.parser")
    assert [each["value"] for each in muted.select("main button[name=gor]")] == ["hor"]
    signed_in.post(url, {"gor": "hor"})
    row = Attention.objects.get()
    assert (row.is_muted, row.pace) == (False, Pace.DAILY), "the ways are as they were"
    assert ways_of(employee) == (True, Pace.DAILY)
    signed_in.post(url, {"gor": "tysta", "until": clock.today().isoformat()})
    assert "Till och med" in signed_in.get(url).content.decode()
    assert ways_of(employee) is None


def test_pf52_silence_is_a_question_of_its_own_before_the_ways(
    skara: Tenant, things: Things, signed_in: SiteClient
) -> None:
    page = BeautifulSoup(signed_in.get(f"/mina-aviseringar/om/{THING}/1/").content, "html.parser")
    buttons = [each.get_text(strip=True) for each in page.select("main form button")]
    assert buttons == ["Tysta det här", "Spara valet"]
    assert "tyst" not in page.select_one('[data-testid="attention"]').text.lower()  # type: ignore[union-attr]


def test_pf52_who_may_not_see_the_thing_chooses_nothing_for_it(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    url = f"/mina-aviseringar/om/{THING}/1/"
    signed_in.post(url, {"level": "2"})
    things.shut_out["1"] = {employee.pk}
    assert signed_in.get(url).status_code == 404
    assert signed_in.post(url, {"level": "usual"}).status_code == 404
    assert Attention.objects.count() == 1


def test_pf52_maintainers_choose_for_the_site(skara: Tenant, things: Things, client_for: object) -> None:
    maintainer = client_for("skara.localhost", user=PersonFactory(maintainer=True))  # type: ignore[operator]
    sent = {f"{KIND}-4-mail": "1", f"{KIND}-4-inbox": "on"}
    assert maintainer.post("/administration/aviseringar/", sent).status_code == 302
    assert SiteChoice.objects.get().ways == Ways(mail=Pace.AT_ONCE)
    shown = maintainer.get("/administration/aviseringar/").content.decode()
    assert "Kommentarer" in shown
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown.partition("<main")[2])]
    assert levels[:3] == [1, 2, 3]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), "no level is left out"
    outsider = client_for("skara.localhost", user=PersonFactory())  # type: ignore[operator]
    assert outsider.post("/administration/aviseringar/", {f"{KIND}-4-mail": "0"}).status_code == 403
    assert SiteChoice.objects.get().mail == Pace.AT_ONCE


def test_pf53_maintainers_choose_for_a_group(skara: Tenant, things: Things, client_for: object) -> None:
    maintainer = client_for("skara.localhost", user=PersonFactory(maintainer=True))  # type: ignore[operator]
    group = Group.objects.create(name="Nattgruppen")
    address = f"/administration/aviseringar/?grupp={group.pk}"
    assert "Vad de i Nattgruppen får veta" in maintainer.get(address).text
    saved = maintainer.post(address, {f"{KIND}-4-mail": "1", f"{KIND}-4-inbox": "on"}, follow=True)
    assert "De gäller dem i Nattgruppen som inte har valt själva." in saved.text
    assert [(row.group, row.ways) for row in GroupChoice.objects.all()] == [(group, Ways(mail=Pace.AT_ONCE))]
    assert not SiteChoice.objects.exists()
    for unknown in ("999999", "x", "-1"):
        assert maintainer.get(f"/administration/aviseringar/?grupp={unknown}").status_code == 404
        sent = {f"{KIND}-4-mail": "0"}
        assert maintainer.post(f"/administration/aviseringar/?grupp={unknown}", sent).status_code == 404
    outsider = client_for("skara.localhost", user=PersonFactory())  # type: ignore[operator]
    assert outsider.post(address, {f"{KIND}-4-mail": "0"}).status_code == 403


def test_pf52_the_page_of_choices_is_a_fixed_number_of_queries(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    choose_attention(actor=HOUSE, user=employee, ref=Ref(THING, "0"), muted=True)
    signed_in.get("/mina-aviseringar/")
    with assert_query_budget(15) as few:
        signed_in.get("/mina-aviseringar/")
    for number in range(1, 40):
        choose_attention(actor=HOUSE, user=employee, ref=Ref(THING, str(number)), muted=True)
    with assert_query_budget(len(few)):
        signed_in.get("/mina-aviseringar/")
