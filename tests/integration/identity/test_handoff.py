"""From site to site without a second password: once, 30 seconds, this browser, this target (architecture, 3)."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone

from samverk.identity.actions.issue_handoff import SALT, NotAMember, digest, issue_handoff
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry, Handoff
from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.timers import sweep_handoffs
from tenants.models import State, Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]
ISSUER = "urn:samverk:local:skara"


def known_on(tenant: Tenant, **person: object) -> User:
    """Anna's row on a site, and her line in the directory."""
    with site(tenant):
        user: User = PersonFactory(issuer=ISSUER, subject="anna", **person)
        enter_in_directory(actor=HOUSE, user=user, valid_from=clock.today())
        return user


@pytest.fixture
def anna(sites: SimpleNamespace) -> SimpleNamespace:
    """Anna of Skara, who belongs to GVS12 and to the model municipality, and not to Hjo."""
    rows = {slug: known_on(getattr(sites, slug), username=f"anna-{slug}") for slug in ("skara", "gvs12", "mall")}
    return SimpleNamespace(**rows)


@pytest.fixture
def at_home(anna: SimpleNamespace) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(anna.skara)


def local(address: str) -> tuple[str, str]:
    """(host, path with query) of an absolute address."""
    parts = urlsplit(address)
    return parts.netloc, f"{parts.path}?{parts.query}"


def set_out(target: SiteClient, path: str = "/anslut/skara/") -> str:
    """Step 1: the target gives the browser a nonce and sends it to the source."""
    response = target.get(path)
    assert response.status_code == 302
    host, onwards = local(response["Location"])
    assert host == "skara.localhost"
    return onwards


def hand_over(at_home: SiteClient, onwards: str) -> str:
    """Step 2: the source issues a ticket."""
    response = at_home.get(onwards)
    assert response.status_code == 302, response.content
    return local(response["Location"])[1]


def is_in(client: SiteClient) -> bool:
    return client.get("/mina-webbplatser/").status_code == 200


def refused(client: SiteClient, ticket: str) -> str:
    """The ticket opens nothing; returns the reason in the target's log."""
    response = client.get(ticket)
    assert response.status_code == 403
    assert not is_in(client)
    with connection.cursor() as cursor:
        schema = client.host.partition(".")[0]
        cursor.execute(
            f"SELECT details ->> 'why' FROM {schema}.kernel_auditentry WHERE verb = 'identity.accept_handoff'"
            " AND result = 'refused' ORDER BY id DESC LIMIT 1"
        )
        return str(cursor.fetchone()[0])


@pytest.fixture
def away() -> SiteClient:
    return SiteClient("gvs12.localhost")


def test_one_password_opens_the_next_site(at_home: SiteClient, away: SiteClient, anna: SimpleNamespace) -> None:
    assert not is_in(away)
    onwards = set_out(away, "/anslut/skara/?next=/mina-webbplatser/")
    response = away.get(hand_over(at_home, onwards))
    assert (response.status_code, response["Location"]) == (302, "/mina-webbplatser/")
    assert is_in(away)
    assert away.get("/").wsgi_request.user.uuid == anna.gvs12.uuid
    assert is_in(at_home), "and stays in at home"
    assert "overlamning" not in {name for name, morsel in away.cookies.items() if morsel.value}


def test_the_switcher_leads_both_ways(at_home: SiteClient, away: SiteClient) -> None:
    away.get(hand_over(at_home, set_out(away)))
    page = away.get("/mina-webbplatser/").content.decode()
    assert "http://skara.localhost/anslut/gvs12/" in page
    assert "hjo.localhost" not in page
    assert "http://gvs12.localhost/anslut/skara/" in at_home.get("/mina-webbplatser/").content.decode()


def test_a_ticket_works_once(at_home: SiteClient, away: SiteClient) -> None:
    onwards = set_out(away)
    nonce = away.cookies["overlamning"].value
    ticket = hand_over(at_home, onwards)
    assert away.get(ticket).status_code == 302
    again = SiteClient("gvs12.localhost")
    again.cookies["overlamning"] = nonce
    assert refused(again, ticket) == "used or expired"


@pytest.mark.parametrize(("seconds", "works"), [(29, True), (31, False)])
def test_a_ticket_lasts_thirty_seconds(
    seconds: int, works: bool, at_home: SiteClient, away: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand_over(at_home, set_out(away))
    later = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: later)
    if works:
        assert away.get(ticket).status_code == 302
    else:
        assert refused(away, ticket) == "used or expired"


def test_the_signature_grows_old_too(at_home: SiteClient, away: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = hand_over(at_home, set_out(away))
    then = datetime.now().timestamp() + 31
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=lambda: then))
    response = away.get(ticket)
    monkeypatch.undo()
    assert response.status_code == 403
    assert not is_in(away)


def test_another_browser_gets_nothing(at_home: SiteClient, away: SiteClient) -> None:
    ticket = hand_over(at_home, set_out(away))
    stranger = SiteClient("gvs12.localhost")
    assert refused(stranger, ticket) == "another browser"
    stranger.get("/anslut/skara/")  # a nonce of its own does not help
    assert refused(stranger, ticket) == "another browser"
    assert away.get(ticket).status_code == 302, "and the right browser still gets in"


def test_a_ticket_for_another_site_opens_nothing(at_home: SiteClient, away: SiteClient) -> None:
    ticket = hand_over(at_home, set_out(away))
    elsewhere = SiteClient("mall.localhost")
    elsewhere.cookies = away.cookies
    assert refused(elsewhere, ticket) == "another site"


@pytest.mark.parametrize(
    "forge",
    [
        lambda ticket: "",
        lambda ticket: "x",
        lambda ticket: ticket[:-1] + ("A" if ticket[-1] != "A" else "B"),
        lambda ticket: signing.dumps(["gvs12", "token"], salt="another.salt"),
        lambda ticket: signing.dumps(["gvs12", "token"], key="guess", salt=SALT),
        lambda ticket: signing.dumps("gvs12", salt=SALT),
        lambda ticket: signing.dumps(["gvs12", "never issued"], salt=SALT),
    ],
)
def test_a_forged_ticket_opens_nothing(forge: Callable[[str], str], at_home: SiteClient, away: SiteClient) -> None:
    path = hand_over(at_home, set_out(away))
    ticket = parse_qs(urlsplit(path).query)["biljett"][0]
    away_again = SiteClient("gvs12.localhost")
    away_again.cookies = away.cookies
    response = away_again.get("/anslut/", {"biljett": forge(ticket)})
    assert response.status_code == 403
    assert not is_in(away_again)


def test_who_is_no_member_is_told_so_with_403(at_home: SiteClient) -> None:
    hjo = SiteClient("hjo.localhost")
    response = at_home.get(set_out(hjo))
    assert response.status_code == 403
    assert "Hjo kommun" in response.content.decode()
    assert Handoff.objects.count() == 0


def test_who_is_not_signed_in_signs_in_first(anna: SimpleNamespace, away: SiteClient) -> None:
    response = SiteClient("skara.localhost").get(set_out(away))
    assert response.status_code == 302
    assert response["Location"].startswith("/logga-in/?next=/overlamning/")


def test_a_closed_account_on_the_target_opens_nothing(
    at_home: SiteClient, away: SiteClient, anna: SimpleNamespace, sites: SimpleNamespace
) -> None:
    ticket = hand_over(at_home, set_out(away))
    with site(sites.gvs12):
        User.objects.filter(uuid=anna.gvs12.uuid).update(is_active=False)
    assert refused(away, ticket) == "not known here"


def test_a_membership_that_ended_opens_nothing_even_while_the_link_is_still_shown(
    at_home: SiteClient, away: SiteClient, sites: SimpleNamespace
) -> None:
    assert "GVS12" in at_home.get("/mina-webbplatser/").content.decode()
    with site(sites.gvs12):
        yesterday = clock.today() - timedelta(days=1)
        DirectoryEntry.objects.update(valid_from=yesterday, valid_to=yesterday)
    ticket = hand_over(at_home, set_out(away))
    assert refused(away, ticket) == "not known here"


def test_a_paused_site_is_not_offered(at_home: SiteClient, sites: SimpleNamespace) -> None:
    Tenant.objects.filter(slug="gvs12").update(state=State.SUSPENDED)
    assert "GVS12" not in at_home.get("/mina-webbplatser/").content.decode()


@pytest.mark.parametrize(
    "path", ["/overlamning/", "/overlamning/?webblasare=x", "/overlamning/?webblasare=" + "0" * 64]
)
def test_step_two_without_its_parts_is_404(path: str, at_home: SiteClient) -> None:
    assert at_home.get(path).status_code == 404


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_the_way_never_leads_out_of_the_house(path: str, at_home: SiteClient, away: SiteClient) -> None:
    from urllib.parse import urlencode

    onwards = set_out(away, "/anslut/skara/?" + urlencode({"next": path}))
    ticket = hand_over(at_home, onwards)
    assert away.get(ticket + "&" + urlencode({"next": path}))["Location"] == "/"


def test_the_table_tells_nobody_who_it_was(at_home: SiteClient, away: SiteClient, anna: SimpleNamespace) -> None:
    ticket = parse_qs(urlsplit(hand_over(at_home, set_out(away))).query)["biljett"][0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('samverk.tenant', 'skara', true)")
        cursor.execute("SELECT h::text FROM public.directory_handoff h")
        row = cursor.fetchone()[0]
    for secret in (ticket, str(anna.skara.uuid), "anna", away.cookies["overlamning"].value):
        assert secret not in row


def test_both_sites_write_it_down(
    at_home: SiteClient, away: SiteClient, anna: SimpleNamespace, sites: SimpleNamespace
) -> None:
    away.get(hand_over(at_home, set_out(away)))
    with site(sites.skara):
        sent = AuditEntry.objects.get(verb="identity.issue_handoff")
        assert (sent.actor_uuid, sent.details) == (anna.skara.uuid, {"to": "gvs12"})
    with site(sites.gvs12):
        came = AuditEntry.objects.get(verb="identity.sign_in")
        assert (came.actor_uuid, came.details) == (anna.gvs12.uuid, {"how": "handoff from skara"})


def test_old_handoffs_are_swept_and_fresh_ones_left(
    at_home: SiteClient, away: SiteClient, sites: SimpleNamespace
) -> None:
    hand_over(at_home, set_out(away))
    hand_over(at_home, set_out(SiteClient("mall.localhost"), "/anslut/skara/"))
    with site(sites.skara):
        old = Handoff.objects.get(target_schema="mall")
        Handoff.objects.filter(pk=old.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    sweep_handoffs.run()
    with site(sites.skara):
        assert list(Handoff.objects.values_list("target_schema", flat=True)) == ["gvs12"]


def test_a_cooperation_offers_the_way_through_ones_municipality(sites: SimpleNamespace) -> None:
    page = SiteClient("gvs12.localhost").get("/logga-in/?next=/nyheter/").content.decode()
    assert "Logga in via Skara kommun" in page
    assert "Logga in via Hjo kommun" in page
    assert "/anslut/skara/?next=%2Fnyheter%2F" in page
    assert "Logga in via" not in SiteClient("skara.localhost").get("/logga-in/").content.decode()


def test_a_visit_ends_with_the_membership_at_the_next_request(
    at_home: SiteClient, away: SiteClient, anna: SimpleNamespace, sites: SimpleNamespace
) -> None:
    assert away.get(hand_over(at_home, set_out(away))).status_code == 302
    assert is_in(away)
    with site(sites.gvs12):
        DirectoryEntry.objects.filter(schema_name="gvs12").update(
            valid_from=clock.today() - timedelta(days=9), valid_to=clock.today() - timedelta(days=1)
        )
        key = person_key(issuer=ISSUER, subject="anna")
    assert is_in(away), "the switcher's minute"
    forget_memberships(key)
    assert not is_in(away)
    assert is_in(at_home), "at home nothing has changed"
    with site(sites.gvs12):
        assert AuditEntry.objects.filter(verb="identity.end_visit").count() == 1


@pytest.mark.parametrize(("hours", "opens"), [(-0.5, False), (0.5, True)])
def test_the_way_opens_at_midnight_in_sweden(
    hours: float, opens: bool, anna: SimpleNamespace, sites: SimpleNamespace
) -> None:
    """Half past midnight on the first day it is a new day here, and still yesterday in UTC."""
    first_day = clock.today() + timedelta(days=1)
    midnight = datetime.combine(first_day, time(), tzinfo=timezone.get_default_timezone())
    with site(sites.gvs12):
        assert DirectoryEntry.objects.update(valid_from=first_day) == 1
    with site(sites.skara), nullcontext() if opens else pytest.raises(NotAMember):
        issue_handoff(
            actor=HOUSE,
            user=anna.skara,
            target_slug="gvs12",
            browser_hash=digest("nonce"),
            now=(midnight + timedelta(hours=hours)).astimezone(UTC),
        )
