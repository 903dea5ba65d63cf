"""TN-10: a maintenance organisation administers exactly the sites that asked it to, until the day they said."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from samverk.identity.access import actor_for
from samverk.identity.delegation.actions.answer_invitation import answer_invitation
from samverk.identity.delegation.actions.end_delegation import end_delegation
from samverk.identity.delegation.actions.grant_delegation import grant_delegation
from samverk.identity.delegation.actions.invite_maintainer import invite_maintainer
from samverk.identity.delegation.here.models import Delegation
from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.delegation.queries import BadCode
from samverk.identity.delegation.sweeping import forget_expired
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.groups import SYSTEM_MAINTAINERS
from samverk.identity.models import User
from samverk.identity.rights.refusal import Refusal
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.timers import sweep_sessions
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
HERE, MINE = "/administration/delegerad-forvaltning/", "/mina-uppdrag/"
REASON = "Gemensam systemförvaltning enligt avtal 2026-11"
ADMINISTRATION = ("/administration/", "/administration/personer/", "/administration/utseende/")


@pytest.fixture
def people(sites: SimpleNamespace) -> SimpleNamespace:
    """Hanna works in Hjo; the others have maintainers of their own."""
    with site(sites.hjo):
        hanna = PersonFactory(display_name="Hanna Holm", title="Systemförvaltare")
        enter_in_directory(actor=HOUSE, user=hanna, valid_from=clock.today())
        outsider = PersonFactory(display_name="Olle Olin")
    own = {}
    for slug in ("skara", "mall", "gvs12"):
        with site(getattr(sites, slug)):
            own[slug] = PersonFactory(maintainer=True, display_name=f"Siv {slug}")
    return SimpleNamespace(hanna=hanna, outsider=outsider, **own)


def delegate(sites: SimpleNamespace, people: SimpleNamespace, slug: str, days: int = 30) -> Delegation:
    """All three steps, through the actions."""
    tenant, now = getattr(sites, slug), clock.now()
    actor = actor_for(getattr(people, slug))
    with site(tenant):
        asked, code = invite_maintainer(
            actor=actor, home=sites.hjo, note="Hanna", reason=REASON, valid_to=clock.today() + timedelta(days), now=now
        )
    with site(sites.hjo):
        answer_invitation(actor=actor_for(people.hanna), user=people.hanna, code=code, now=now)
    with site(tenant):
        return grant_delegation(actor=actor, invitation=asked, now=now)


def travel(person: User, home: str, to: str) -> SiteClient:
    """A browser that has come from home by the handoff; the memory is dropped: a test never commits."""
    forget_memberships(person_key(issuer=person.issuer, subject=person.subject))
    browser = SiteClient(f"{home}.localhost").sign_in(person)
    there = SiteClient(f"{to}.localhost")
    out = there.get(f"/anslut/{home}/")
    back = browser.get(out["Location"].partition(".localhost")[2])
    if back.status_code == 302:
        there.get(back["Location"].partition(".localhost")[2])
    return there


def administers(browser: SiteClient) -> set[int]:
    return {browser.get(path).status_code for path in ADMINISTRATION}


def test_tn10_from_the_code_to_the_work_and_exactly_the_sites_that_asked(
    sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    maintainer = SiteClient("skara.localhost").sign_in(people.skara)
    form = {
        "home": sites.hjo.pk, "note": "Hanna på IT", "reason": REASON,
        "valid_to": (clock.today() + timedelta(30)).isoformat(),
    }  # fmt: skip
    code = maintainer.post(HERE, form).context["code"]
    assert code not in maintainer.get(HERE).content.decode(), "shown once"
    at_home = SiteClient("hjo.localhost").sign_in(people.hanna)
    assert travel(people.hanna, "hjo", "skara").get("/administration/").status_code == 302
    shown = at_home.post(MINE, {"code": f" {code.upper()} "}).content.decode()
    assert "Skara kommun vill att du förvaltar deras webbplats" in shown
    assert REASON in shown
    assert "Hanna på IT" not in shown
    at_home.post(MINE, {"code": code, "ja": "1"})
    assert travel(people.hanna, "hjo", "skara").get("/administration/").status_code == 302, "an answer gives nothing"
    waiting = maintainer.get(HERE)
    assert "Hanna Holm</strong> har svarat ja, inloggad hos Hjo kommun" in waiting.content.decode()
    (line,) = waiting.context["waiting"]
    maintainer.post(f"{HERE}inbjudan/{line['invitation'].uuid}/ja/")
    delegate(sites, people, "mall")

    assert administers(travel(people.hanna, "hjo", "skara")) == {200}
    assert administers(travel(people.hanna, "hjo", "mall")) == {200}
    assert administers(travel(people.hanna, "hjo", "gvs12")) == {302}, "not asked by the third"
    forget_memberships(person_key(issuer=people.hanna.issuer, subject=people.hanna.subject))
    assert administers(at_home) == {403}, "and no more at home than before"
    mine = at_home.get(MINE).content.decode()
    assert [name in mine for name in ("Skara kommun", sites.mall.official_name, sites.gvs12.official_name)] == [
        True, True, False,
    ]  # fmt: skip
    with site(sites.skara):
        person = User.objects.get(display_name="Hanna Holm")
        assert (person.capacity, person.acting_for_name) == ("supplier", "Hjo")
        assert [entry.verb for entry in AuditEntry.objects.filter(verb__startswith="delegation.").order_by("id")] == [
            "delegation.invite_maintainer", "delegation.grant_delegation",
        ]  # fmt: skip
    with site(sites.hjo):
        assert AuditEntry.objects.filter(verb="delegation.answer_invitation").count() == 2


def test_tn10_no_content_comes_with_it_and_the_log_names_whom_they_act_for(
    sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    delegate(sites, people, "skara")
    browser = travel(people.hanna, "hjo", "skara")
    for path in ("/nyheter/", "/organisation/", "/redaktion/", "/administration/logg/", MINE):
        assert browser.get(path).status_code == 403, path
    browser.post("/administration/grupper/", {"name": "Krisledning"})
    with site(sites.skara):
        line = AuditEntry.objects.get(verb="rights.create_group")
        assert (line.actor_name, line.capacity) == ("Hanna Holm (Hjo)", "supplier")


def test_tn10_who_administers_by_delegation_neither_stays_nor_brings_others(
    sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    made = delegate(sites, people, "skara")
    browser = travel(people.hanna, "hjo", "skara")
    with site(sites.skara):
        from django.contrib.auth.models import Group

        group = Group.objects.get(name=SYSTEM_MAINTAINERS)
    browser.post(f"/administration/grupper/{group.pk}/person/", {"person": made.user.uuid})
    form = {"home": sites.hjo.pk, "note": "x", "reason": REASON, "valid_to": clock.today().isoformat()}
    assert browser.post(HERE, form).status_code == 403
    assert browser.post(f"{HERE}{made.pk}/avsluta/").status_code == 403
    assert browser.post(f"{HERE}inbjudan/{uuid4()}/ja/").status_code == 403
    assert browser.get(HERE).status_code == 200
    with site(sites.skara):
        assert not made.user.groups.exists()
        assert not Invitation.objects.filter(settled_at=None).exists()


def test_tn10_a_delegation_ends_with_its_day_at_the_next_request(
    sites: SimpleNamespace, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    delegate(sites, people, "skara", days=3)
    browser = travel(people.hanna, "hjo", "skara")
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "today", lambda: localdate(later))
    assert administers(browser) == {200}, "the last day counts"
    monkeypatch.setattr(clock, "today", lambda: localdate(later) + timedelta(days=1))
    assert administers(browser) <= {302, 403}
    assert 200 not in administers(travel(people.hanna, "hjo", "skara"))


def test_tn10_the_site_ends_it_at_once_and_can_ask_again(sites: SimpleNamespace, people: SimpleNamespace) -> None:
    made = delegate(sites, people, "skara")
    delegate(sites, people, "mall")
    here, there = travel(people.hanna, "hjo", "skara"), travel(people.hanna, "hjo", "mall")
    maintainer = SiteClient("skara.localhost").sign_in(people.skara)
    maintainer.post(f"{HERE}{made.pk}/avsluta/")
    assert administers(here) == {302}
    assert administers(there) == {200}, "the other site's own matter"
    assert administers(travel(people.hanna, "hjo", "skara")) == {302}
    assert maintainer.post(f"{HERE}{made.pk}/avsluta/").status_code == 404
    with site(sites.skara):
        assert AuditEntry.objects.filter(verb="delegation.end_delegation").count() == 1
    maintainer.post(f"/administration/personer/{made.user.uuid}/oppna/")
    with site(sites.skara):
        assert not User.objects.get(pk=made.user_id).is_active, "whoever was here for a time is asked again"
    again = delegate(sites, people, "skara")
    assert again.user_id == made.user_id
    assert administers(travel(people.hanna, "hjo", "skara")) == {200}
    with site(sites.skara):
        end_delegation(actor=HOUSE, delegation=again, now=clock.now())


@pytest.fixture
def code(sites: SimpleNamespace, people: SimpleNamespace) -> str:
    with site(sites.skara):
        _asked, code = invite_maintainer(
            actor=actor_for(people.skara), home=sites.hjo, note="H", reason=REASON,
            valid_to=clock.today() + timedelta(5), now=clock.now(),
        )  # fmt: skip
    return code


def test_tn10_a_code_fits_one_person_of_one_site_once(
    code: str, sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    now = clock.now()
    with site(sites.gvs12), pytest.raises(BadCode):
        answer_invitation(actor=HOUSE, user=people.gvs12, code=code, now=now)
    with site(sites.skara), pytest.raises(BadCode):
        answer_invitation(actor=HOUSE, user=people.skara, code=code, now=now)
    with site(sites.hjo):
        for wrong, moment in ((code[:-1], now), ("", now), (code, now + timedelta(days=14))):
            with pytest.raises(BadCode):
                answer_invitation(actor=HOUSE, user=people.hanna, code=wrong, now=moment)
        answer_invitation(actor=HOUSE, user=people.hanna, code=code, now=now)
        with pytest.raises(BadCode):
            answer_invitation(actor=HOUSE, user=people.outsider, code=code, now=now)
    guest = SiteClient("hjo.localhost")
    with site(sites.hjo):
        guest.sign_in(PersonFactory(guest=True))
    assert guest.post(MINE, {"code": code, "ja": "1"}).status_code == 403


def test_tn10_an_invitation_taken_back_is_worth_nothing(
    code: str, sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    with site(sites.hjo):
        asked = answer_invitation(actor=HOUSE, user=people.hanna, code=code, now=clock.now())
    maintainer = SiteClient("skara.localhost").sign_in(people.skara)
    theirs = SiteClient("mall.localhost").sign_in(people.mall)
    assert theirs.post(f"{HERE}inbjudan/{asked.uuid}/nej/").status_code == 404, "another site's"
    maintainer.post(f"{HERE}inbjudan/{asked.uuid}/nej/")
    assert maintainer.post(f"{HERE}inbjudan/{asked.uuid}/ja/").status_code == 404
    with site(sites.skara):
        assert not Answer.objects.exists()
        assert AuditEntry.objects.filter(verb="delegation.withdraw_invitation").count() == 1
        with pytest.raises(Refusal):
            grant_delegation(actor=HOUSE, invitation=Invitation.objects.get(), now=clock.now())
        assert not Delegation.objects.exists()


def test_law54_names_nobody_decided_about_are_forgotten_when_the_time_is_out(
    code: str, sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    with site(sites.hjo):
        answer_invitation(actor=HOUSE, user=people.hanna, code=code, now=clock.now())
        assert forget_expired(clock.now() + timedelta(days=15)) == 0, "the asking site's own matter"
    with site(sites.skara):
        assert forget_expired(clock.now()) == 0
        sweep_sessions.run()
        assert Answer.objects.count() == 1
        assert forget_expired(clock.now() + timedelta(days=15)) == 1
        assert not Answer.objects.exists()


@pytest.mark.parametrize("days", [-1, 367])
def test_tn10_a_delegation_has_a_day_within_a_year(days: int, sites: SimpleNamespace, people: SimpleNamespace) -> None:
    with site(sites.skara), pytest.raises(Refusal):
        invite_maintainer(
            actor=HOUSE, home=sites.hjo, note="H", reason=REASON, valid_to=clock.today() + timedelta(days),
            now=clock.now(),
        )  # fmt: skip


def test_law3_only_the_asked_home_answers_and_only_the_asking_site_asks(
    code: str, sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    def forged(home: str, target: str, asked: Invitation) -> Answer:
        return Answer(
            invitation_id=asked.pk, home_schema=home, target_schema=target, issuer="x", subject="x",
            display_name="x", answered_at=clock.now(),
        )  # fmt: skip

    with site(sites.skara):
        asked = Invitation.objects.get()
    with site(sites.gvs12):
        assert not Invitation.objects.exists()
        for home in ("gvs12", "hjo"):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                forged(home, "skara", asked).save()
    with site(sites.hjo):
        assert Invitation.objects.filter(pk=asked.pk).update(valid_to=clock.today() + timedelta(300)) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            forged("hjo", "mall", asked).save()


def test_law49_a_site_that_is_erased_takes_both_halves_with_it(
    code: str, sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    from tenants.actions.delete_tenant import site_erasers

    with site(sites.hjo):
        answer_invitation(actor=HOUSE, user=people.hanna, code=code, now=clock.now())
        site_erasers["delegation"]()
    with site(sites.skara):
        assert not Answer.objects.exists()
        assert not Invitation.objects.exists()


def test_tn10_who_is_here_already_keeps_the_account_and_loses_only_the_delegation(
    sites: SimpleNamespace, people: SimpleNamespace
) -> None:
    with site(sites.gvs12):
        known = PersonFactory(issuer=people.hanna.issuer, subject=people.hanna.subject, display_name="Hanna (Hjo)")
        enter_in_directory(actor=HOUSE, user=known, valid_from=clock.today())
    made = delegate(sites, people, "gvs12")
    assert (made.user_id, made.brought_here) == (known.pk, False)
    browser = travel(people.hanna, "hjo", "gvs12")
    assert administers(browser) == {200}
    with site(sites.gvs12):
        end_delegation(actor=HOUSE, delegation=made, now=clock.now())
    assert browser.get("/administration/").status_code == 403
    assert browser.get("/").status_code == 200


def test_law2_the_operators_site_has_no_delegations(operator: Tenant) -> None:
    client = SiteClient("localhost").sign_in(PersonFactory(username="drift-siv"))
    assert [client.get(path).status_code for path in (HERE, MINE, "/mina-webbplatser/")] == [404, 404, 200]
