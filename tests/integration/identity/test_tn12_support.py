"""TN-12: the operator has no way into a site but a support session: a reason, an end, and the site sees it at once."""

import json
import re
from copy import copy
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import get_resolver

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.site_settings import SUPPORT_APPROVAL
from samverk.identity.support.access import ALWAYS, NEVER
from samverk.identity.support.actions.approve_support import approve_support
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.actions.open_support import open_support
from samverk.identity.support.actions.tell_of_support import tell_of_support
from samverk.identity.support.models import End, SupportSession
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.health import broker
from samverk.project.timers import end_support_sessions
from tenants.actions.change_state import change_state
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import public_parts
from tenants.models import State, Tenant
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server, pytest.mark.django_db]
REASON = "Sökningen hittar inte styrdokumenten sedan i måndags."


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Two who run the sites, and Skara with a maintainer, an employee and a piece of news."""
    found = SimpleNamespace(**vars(sites))
    found.olle = PersonFactory(operator=True, display_name="Olle Drift")
    found.petra = PersonFactory(operator=True, display_name="Petra Drift")
    with site(sites.skara):
        found.maintainer = PersonFactory(maintainer=True, email="it@skara.example")
        found.employee = PersonFactory()
        NewsPageFactory(title="Hemlig nyhet", slug="hemlig")
    return found


def opened(world: SimpleNamespace, **values: object) -> SupportSession:
    """Olle's session on Skara."""
    given = {"tenant": world.skara, "opened_by": world.olle, "reason": REASON, "case": "4711", **values}
    return open_support(actor=OLLE, now=clock.now(), **given)


def go_in(session: SupportSession, user: User, host: str = "skara.localhost") -> tuple[SiteClient, int]:
    """All three steps in one browser; gives it, and what the last step answered."""
    at_operator, there = SiteClient("localhost").sign_in(user), SiteClient(host)
    response = there.get(f"/support/{session.uuid}/")
    for client in (at_operator, there):
        if response.status_code != 302:
            return there, response.status_code
        parts = urlsplit(response["Location"])
        assert parts.netloc == client.host
        response = client.get(f"{parts.path}?{parts.query}")
    return there, response.status_code


def person_of(session: SupportSession, tenant: Tenant) -> User:
    with site(tenant):
        return User.objects.get(uuid=session.user_uuid)


def end_time(session: SupportSession) -> None:
    """Two hours pass."""
    with operator_site():
        ago = clock.now() - timedelta(hours=2)
        SupportSession.objects.filter(pk=session.pk).update(began_at=ago, ends_at=ago + timedelta(hours=1))


def test_tn12_the_way_in_leads_to_the_administration_and_every_line_names_the_case(world: SimpleNamespace) -> None:
    session = opened(world, scope="change")
    client, status = go_in(session, world.olle)
    assert status == 302
    page = client.get("/administration/")
    assert page.status_code == 200
    assert page.wsgi_request.user.uuid == session.user_uuid
    assert "Support" in page.content.decode()
    assert client.post("/administration/inloggning/krav/", {"editors_level": "0", "administration_level": "0"})
    person = person_of(session, world.skara)
    assert (person.issuer, person.capacity, person.has_usable_password()) == (SUPPORT_ISSUER, "supplier", False)
    with site(world.skara):
        mine = AuditEntry.objects.filter(actor_uuid=session.user_uuid)
        assert {entry.verb for entry in mine} >= {"identity.sign_in", "identity.set_sign_in_policy"}
        assert {entry.capacity for entry in mine} == {"support"}
        assert all(entry.actor_name.startswith("Olle Drift (Support, ärende 4711)") for entry in mine)


def test_tn12_both_logs_tell_and_no_other(world: SimpleNamespace) -> None:
    session = opened(world)
    assert told("identity.open_support") == {"drift": BY_OLLE, "skara": BY_OLLE}
    with site(world.skara):
        details = AuditEntry.objects.get(verb="identity.open_support").details
    assert (details["reason"], details["case"], details["scope"]) == (REASON, "4711", "look")
    go_in(session, world.olle)
    assert told("identity.issue_support_handoff")["drift"]
    end_support(actor=OLLE, session=session, how=End.OPERATOR, now=clock.now())
    assert told("identity.end_support") == {"drift": BY_OLLE, "skara": BY_OLLE}


def test_tn12_the_site_sees_it_the_same_moment(
    world: SimpleNamespace, django_capture_on_commit_callbacks: object, settings: SimpleNamespace
) -> None:
    maintainer = SiteClient("skara.localhost").sign_in(world.maintainer)
    assert "Ingen support har förekommit" in maintainer.get("/administration/support/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        session = opened(world)
    for path in ("/", "/administration/", "/administration/support/"):
        page = maintainer.get(path).content.decode()
        assert REASON.replace("'", "&#x27;") in page, path
        assert "Olle Drift" in page, path
    assert "Support pågår" not in SiteClient("skara.localhost").sign_in(world.employee).get("/").content.decode()
    message = json.loads(broker().lindex("samverk", -1))
    assert message["headers"]["task"] == "samverk.identity.support.tell_maintainers"
    assert message["headers"]["_schema_name"] == "skara"
    settings.SAMVERK_PUBLIC_PORT = "8400"
    with site(world.skara):
        assert tell_of_support(actor=HOUSE, session=session, now=clock.now()) == 1
        assert tell_of_support(actor=HOUSE, session=session, now=clock.now()) == 0, "once"
    assert told("identity.tell_of_support")["skara"] == [(None, "Samverk", "done")]
    (letter,) = mail.outbox
    assert letter.to == ["it@skara.example"]
    for text in ("Olle Drift", REASON, "4711", "http://skara.localhost:8400/administration/support/"):
        assert text in letter.body


def test_tn12_content_is_refused_and_the_refusal_logged(world: SimpleNamespace) -> None:
    session = opened(world)
    client, _status = go_in(session, world.olle)
    for path in ("/", "/nyheter/hemlig/", "/organisation/", "/redaktion/", "/innehall/"):
        response = client.get(path)
        assert response.status_code == 403, path
        assert "Hemlig nyhet" not in response.content.decode()
    with site(world.skara):
        refused = AuditEntry.objects.filter(verb="kernel.refuse", actor_uuid=session.user_uuid)
        assert {entry.object_label for entry in refused} >= {"/", "/nyheter/hemlig/"}
        assert {entry.capacity for entry in refused} == {"support"}
    refusal = client.get("/nyheter/").content.decode()
    assert 'href="/nyheter/"' not in refusal, "the menu leads nowhere that says no"
    assert re.search(r'href="/administration/"[^>]*>.*?Till startsidan', refusal, re.DOTALL)


def test_tn12_content_is_a_choice_of_its_own(world: SimpleNamespace) -> None:
    client, _status = go_in(opened(world, with_content=True), world.olle)
    assert "Hemlig nyhet" in client.get("/nyheter/hemlig/").content.decode()
    assert client.get("/redaktion/").status_code == 403, "reading, not editing"


def test_tn12_whoever_may_look_changes_nothing_and_nobody_gets_a_key(world: SimpleNamespace) -> None:
    client, _status = go_in(opened(world), world.olle)
    assert client.get("/administration/inloggning/").status_code == 200
    assert client.post("/administration/inloggning/krav/", {}).status_code == 403
    with_change, _status = go_in(opened(world, opened_by=world.petra, scope="change"), world.petra)
    assert with_change.post("/administration/inloggning/krav/", {}).status_code == 400
    for path in ("scim/", "import/", "inloggning/entra/regler/", f"personer/{world.employee.uuid}/grupp/"):
        assert with_change.post(f"/administration/{path}", {}).status_code == 403, f"nobody is let in by {path}"
    leaver = f"/administration/avslut/{world.employee.uuid}/"
    assert with_change.get(leaver).status_code == 200
    for path in (leaver, f"{leaver}aterta/"):
        assert with_change.post(path, {}).status_code == 403, f"nobody is made to stay by {path}"
    assert with_change.get("/administration/logg/").status_code == 403, "the log is the auditors'"


def test_tn12_without_a_session_nobody_gets_in_and_the_attempt_is_logged(world: SimpleNamespace) -> None:
    at_operator = SiteClient("localhost").sign_in(world.olle)
    nothing = "00000000-0000-4000-8000-000000000000"
    assert SiteClient("skara.localhost").get(f"/support/{nothing}/").status_code == 404
    assert at_operator.get(f"/drift/stod/{nothing}/overlamning/?webblasare={'0' * 64}").status_code == 403
    assert at_operator.get(f"/overlamning/?till=skara&webblasare={'0' * 64}").status_code == 403
    # The cookie of the operator's site, given to Skara as a browser never would.
    thief = SiteClient("skara.localhost")
    thief.cookies = copy(at_operator.cookies)
    assert thief.get("/nyheter/hemlig/").status_code == 302
    # Another's session, and one that is over.
    session = opened(world)
    assert go_in(session, world.petra)[1] == 403
    end_support(actor=OLLE, session=session, how=End.OPERATOR, now=clock.now())
    assert go_in(session, world.olle)[1] == 403
    assert at_operator.get(f"/drift/stod/{session.uuid}/overlamning/?webblasare={'0' * 64}").status_code == 403
    entries = told("identity.issue_support_handoff")
    assert [result for _who, _name, result in entries["skara"]] == ["refused", "refused"]
    assert {result for _who, _name, result in told("kernel.refuse")["drift"]} == {"refused"}


def test_tn12_a_session_of_one_site_opens_no_other(world: SimpleNamespace) -> None:
    session = opened(world)
    assert SiteClient("hjo.localhost").get(f"/support/{session.uuid}/").status_code == 404
    client, _status = go_in(session, world.olle)
    next_door = SiteClient("hjo.localhost")
    next_door.cookies = copy(client.cookies)
    assert next_door.get("/administration/").status_code == 302
    with site(world.hjo):
        assert not SupportSession.objects.exists(), "row-level security"
        assert not User.objects.filter(issuer=SUPPORT_ISSUER).exists()


@pytest.mark.parametrize("how", ["site", "operator", "time", "clock"])
def test_tn12_it_is_over_at_the_next_request(how: str, world: SimpleNamespace) -> None:
    session, others = opened(world), opened(world, opened_by=world.petra, case="")
    client, _status = go_in(session, world.olle)
    petras, _status = go_in(others, world.petra)
    assert client.get("/administration/").status_code == 200
    if how == "site":
        maintainer = SiteClient("skara.localhost").sign_in(world.maintainer)
        assert maintainer.post(f"/administration/support/{session.uuid}/avsluta/").status_code == 302
    elif how == "operator":
        SiteClient("localhost").sign_in(world.olle).post(f"/drift/stod/{session.uuid}/avsluta/")
    else:
        end_time(session)
        if how == "clock":
            end_support_sessions.run()
    response = client.get("/administration/")
    assert response.status_code == 403, "out, and told so where the person still stood"
    assert "Supporten är avslutad" in response.content.decode()
    assert client.get("/administration/").status_code == 302, "and then as anybody"
    assert go_in(session, world.olle)[1] == 403
    with operator_site():
        session.refresh_from_db()
    assert session.ended_how == ("time" if how == "clock" else how)
    assert not person_of(session, world.skara).is_active
    with site(world.skara):
        assert DirectoryEntry.objects.filter(user_uuid=session.user_uuid).count() == 0
    assert petras.get("/administration/").status_code == 200, "the other session goes on"
    assert not end_support(actor=OLLE, session=session, how=End.SITE, now=clock.now()), "a second end changes nothing"


def test_tn12_a_session_killed_half_way_leaves_nothing(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction over both sites: as when the process is killed there, the database takes all of it back."""
    module = "samverk.identity.support.actions.open_support.enter_in_directory"

    def killed(**values: object) -> None:
        raise SystemExit

    monkeypatch.setattr(module, killed)
    with pytest.raises(SystemExit):
        opened(world)
    assert connection.schema_name == "public"
    assert not SupportSession.objects.exists()
    assert told("identity.open_support") == {}
    with site(world.skara):
        assert not User.objects.filter(issuer=SUPPORT_ISSUER).exists()


@pytest.mark.parametrize(
    "values",
    [{"reason": "felsöka"}, {"lasts": timedelta(hours=9)}, {"lasts": timedelta(seconds=10)}, {"scope": "all"}],
    ids=str,
)
def test_tn12_a_session_needs_a_sentence_and_an_end(values: dict[str, object], world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        opened(world, **values)
    assert not SupportSession.objects.exists()


def test_tn12_only_who_runs_the_sites_opens_one_and_one_at_a_time(world: SimpleNamespace) -> None:
    with pytest.raises(Denied):
        opened(world, opened_by=PersonFactory())
    with site(world.skara), pytest.raises(Denied):
        opened(world, opened_by=world.maintainer)
    change_state(actor=OLLE, tenant=world.hjo, state=State.SUSPENDED)
    with pytest.raises(ValidationError):
        opened(world, tenant=world.hjo)
    opened(world)
    with pytest.raises(ValidationError, match="redan en support"):
        opened(world)
    with pytest.raises(IntegrityError, match="support_has_an_end"), transaction.atomic():
        SupportSession.objects.update(ends_at=clock.now() + timedelta(days=2))


def test_tn12_the_operators_form_keeps_what_was_typed(world: SimpleNamespace) -> None:
    client = SiteClient("localhost").sign_in(world.olle)
    wrong = client.post("/drift/skara/stod/", {"reason": "för kort", "case": "ABC-1", "scope": "change", "minutes": 60})
    assert wrong.status_code == 422
    assert "Skriv en hel mening" in wrong.content.decode()
    assert "ABC-1" in wrong.content.decode()
    values = {"reason": REASON, "case": "ABC-1", "scope": "look", "minutes": 30}
    made = client.post("/drift/skara/stod/", values)
    page = client.get(made["Location"]).content.decode()
    assert f"http://skara.localhost{urlsplit(made['Location']).path.replace('/drift/stod/', '/support/')}" in page
    assert REASON in client.get("/drift/stod/").content.decode()


def test_tn12_the_list_of_the_site_asks_as_much_for_many_as_for_one(world: SimpleNamespace) -> None:
    client = SiteClient("skara.localhost").sign_in(world.maintainer)
    for number in range(18):
        session = opened(world)
        end_support(actor=OLLE, session=session, how=End.OPERATOR, now=clock.now())
        if not number:
            client.get("/administration/support/")
            with assert_query_budget(13) as one:
                client.get("/administration/support/")
    with assert_query_budget(len(one)):
        client.get("/administration/support/")


def test_tn12_the_sessions_move_with_the_site_and_leave_with_it(world: SimpleNamespace) -> None:
    """What an export takes along and an import puts back; what a removal takes away (TN-11)."""
    session = opened(world)
    end_support(actor=OLLE, session=session, how=End.OPERATOR, now=clock.now())
    opened(world, tenant=world.hjo)
    part = public_parts["support"]

    def exported() -> list[dict[str, object]]:
        with connection.cursor() as cursor:
            cursor.execute(part.query)
            return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]

    with site(world.skara):
        rows = exported()
        assert [row["reason"] for row in rows] == [REASON], "its own only"
        part.load(rows)
        assert exported() == rows
        site_erasers["support"]()
        assert exported() == []
    assert SupportSession.objects.get().schema_name == "hjo"


def test_tn12_a_session_ends_on_a_site_that_was_put_back_to_before_it(world: SimpleNamespace) -> None:
    session, other = opened(world), opened(world, tenant=world.hjo)
    with site(world.skara):
        User.objects.filter(uuid=session.user_uuid).update(issuer="urn:gone", subject="gone")
    end_time(session)
    end_time(other)
    end_support_sessions.run()
    assert not SupportSession.objects.filter(ended_at=None).exists(), "one does not keep the next from ending"


def test_tn12_every_door_the_scope_names_exists() -> None:
    """A door that was given another name would be open again without anybody noticing."""
    resolver = get_resolver("samverk.project.urls.site")
    for view in NEVER | ALWAYS:
        space, _, name = view.rpartition(":")
        doors = resolver.namespace_dict[space][1] if space else resolver
        assert doors.reverse_dict.getlist(name), view


@pytest.fixture
def asks_first(world: SimpleNamespace) -> SimpleNamespace:
    """Skara says yes before anybody comes in."""
    with site(world.skara):
        set_setting(actor=HOUSE, key=SUPPORT_APPROVAL, value=True, now=clock.now())
        world.browser = SiteClient("skara.localhost").sign_in(world.maintainer)
    return world


def test_tn12_where_the_site_says_yes_first_nobody_comes_in_before(asks_first: SimpleNamespace) -> None:
    world = asks_first
    session = opened(world)
    assert not session.is_running(clock.now()), "the session itself, and the closed account beside it"
    assert go_in(session, world.olle)[1] == 403
    assert not person_of(session, world.skara).is_active
    with site(world.skara):
        tell_of_support(actor=HOUSE, session=session, now=clock.now())
    assert "väntar på ert svar" in mail.outbox[-1].subject
    assert "Ingen kommer in förrän någon av er säger ja" in mail.outbox[-1].body
    assert "ber att få komma in" in world.browser.get("/").content.decode()
    with site(world.skara):
        stranger = SiteClient("skara.localhost").sign_in(world.employee)
    way = f"/administration/support/{session.uuid}/"
    assert stranger.post(f"{way}godkann/").status_code == 403
    assert SiteClient("hjo.localhost").sign_in(_maintainer(world.hjo)).post(f"{way}godkann/").status_code == 404
    assert go_in(session, world.olle)[1] == 403
    assert "Supporten är godkänd" in world.browser.post(f"{way}godkann/", follow=True).content.decode()
    there, status = go_in(session, world.olle)
    assert status == 302
    assert there.get("/administration/").status_code == 200
    session.refresh_from_db()
    assert session.approved_by_name == world.maintainer.display_name
    assert not session.is_waiting
    with site(world.skara):
        assert AuditEntry.objects.filter(verb="identity.approve_support").count() == 1
    assert "inget att godkänna" in world.browser.post(f"{way}godkann/", follow=True).content.decode()
    assert there.post(f"{way}godkann/").status_code == 403, "nobody in support says yes to support"


def test_tn12_a_no_is_a_no(asks_first: SimpleNamespace) -> None:
    world = asks_first
    session = opened(world)
    way = f"/administration/support/{session.uuid}/"
    assert "Du har sagt nej" in world.browser.post(f"{way}neka/", follow=True).content.decode()
    assert approve_support(actor=HOUSE, session=session, now=clock.now()) is False
    assert go_in(session, world.olle)[1] == 403
    session.refresh_from_db()
    assert session.ended_how == End.DECLINED
    at_operator = SiteClient("localhost").sign_in(world.olle)
    assert "Webbplatsen godkände inte" in at_operator.get(f"/drift/stod/{session.uuid}/").content.decode()
    assert opened(world).is_waiting, "one may ask again"


def test_tn12_who_was_put_out_by_the_site_is_told_so_not_asked_to_sign_in(world: SimpleNamespace) -> None:
    session = opened(world)
    there, _status = go_in(session, world.olle)
    for path in ("/administration/", "/administration/logg/", "/mina-webbplatser/"):
        page = there.get(path)
        assert 'data-testid="support-band"' in page.content.decode(), path
    with site(world.skara):
        end_support(actor=HOUSE, session=session, how=End.SITE, now=clock.now())
    told_so = there.get("/administration/")
    assert told_so.status_code == 403
    assert 'data-testid="ended-by-site"' in told_so.content.decode()
    assert there.get("/administration/").status_code == 302, "once; then as for anybody"
    with site(world.skara):
        employee = SiteClient("skara.localhost").sign_in(world.employee)
    assert "support-band" not in employee.get("/").content.decode()
    employee.cookies["support"] = str(session.uuid)
    assert employee.get("/").status_code == 200


def _maintainer(tenant: Tenant) -> User:
    with site(tenant):
        return PersonFactory(maintainer=True)
