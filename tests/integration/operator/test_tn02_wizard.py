"""TN-02: a new site from a page: mistakes at their fields, the work in the worker, once however often it is sent."""

import json
import uuid
from types import SimpleNamespace

import pytest
from django.db import connection

from samverk.identity.oidc.here.models import ClaimRule
from samverk.identity.oidc.models import ProviderSite
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.project.health import broker
from tenants.actions.create_tenant import CouldNotCreate
from tenants.models import Domain, State, Tenant
from tenants.orders.actions.carry_out_order import carry_out_order
from tenants.orders.models import OrderState, SiteOrder
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.openid.rows import provider_row, rule_row
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server]
NEW = "/drift/ny-webbplats/"


def values(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "number": str(uuid.uuid4()),
        "kind": "municipality",
        "name": "Tibro",
        "official_name": "Tibro kommun",
        "slug": "tibro",
        "scb_code": "1472",
        "hosts": "tibro.localhost\ntibro.intern.example",
        "brand_colour": "#ffcc00",
        "languages": ["sv", "en"],
    }
    return {**given, **changes}


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    return SiteClient("localhost").sign_in(PersonFactory(operator=True, display_name="Olle Drift"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("slug", "skara", "Det finns redan en webbplats som heter skara."),
        ("slug", "Tibro Kommun", "går inte att använda"),
        ("slug", "ny-webbplats", "är reserverat"),
        ("scb_code", "1495", "Kommunkoden 1495 används redan."),
        ("scb_code", "", "fyra siffror"),
        ("hosts", "hjo.localhost", "Adressen hjo.localhost används redan."),
        ("hosts", "https://tibro.se/", "är ingen adress"),
        ("brand_colour", "grön", "# och sex tecken"),
        ("languages", [], "Välj minst ett språk."),
        ("name", "", "Skriv webbplatsens namn"),
    ],
)
def test_tn02_a_mistake_is_told_at_its_field_and_nothing_is_lost(
    field: str, value: object, text: str, olle: SiteClient
) -> None:
    response = olle.post(NEW, values(**{field: value}))
    page = response.content.decode()
    assert response.status_code == 422
    assert text in page.partition(f'id="id_{field}_error"')[2].partition("</p>")[0]
    for kept in {"Tibro kommun", "tibro.intern.example", "1472"} - {str(value)}:
        assert kept in page or field in {"hosts", "scb_code"}
    assert not SiteOrder.objects.exists()


@pytest.mark.django_db
def test_tn02_a_form_sent_twice_is_one_order_of_one_site(
    olle: SiteClient, django_capture_on_commit_callbacks: object
) -> None:
    sent = values()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        first, second = olle.post(NEW, sent), olle.post(NEW, sent)
    assert first["Location"] == second["Location"] == f"/drift/skapas/{sent['number']}/"
    order = SiteOrder.objects.get()
    assert broker().llen("samverk") == 1
    headers = json.loads(broker().lindex("samverk", 0))["headers"]
    assert (headers["task"], headers["_schema_name"]) == ("tenants.orders.make_site", "public")
    assert [name for _who, name, _result in told("tenants.order_site")["drift"]] == ["Olle Drift"]
    page = olle.get(first["Location"]).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "Väntar på sin tur" in page
    order.state, order.why = OrderState.FAILED, "Disken är full."
    order.save()
    page = olle.get(first["Location"]).content.decode()
    assert "Disken är full." in page
    assert "refresh" not in page
    again = olle.get(f"{NEW}?fran={order.uuid}").content.decode()
    assert "tibro.intern.example" in again
    assert f'value="{order.uuid}"' not in again, "a new number for a new attempt"


def test_tn02_the_worker_makes_the_site_once_and_says_why_when_it_cannot(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where commits are real: made, found again after a kill, refused by the database, taken by somebody else."""
    from dataclasses import asdict

    from tenants.actions.create_tenant import NewTenant

    def ordered(slug: str, code: str, host: str) -> SiteOrder:
        new = NewTenant(slug=slug, name=slug.title(), kind="municipality", scb_code=code, hosts=(host,))
        return SiteOrder.objects.create(
            uuid=uuid.uuid4(),
            slug=slug,
            wanted=json.loads(json.dumps(asdict(new))),
            ordered_by_uuid=OLLE.uuid,
            ordered_by_name=OLLE.name,
            ordered_at=clock.now(),
        )

    order = ordered("tibro", "1472", "tibro.localhost")
    assert carry_out_order(actor=OLLE, order=order, now=clock.now()).state == OrderState.DONE
    assert SiteClient("tibro.localhost").get("/logga-in/").status_code == 200
    assert told("tenants.create_tenant")["tibro"] == BY_OLLE
    # Killed between the site and the order's last word.
    SiteOrder.objects.update(state=OrderState.RUNNING, finished_at=None)
    assert carry_out_order(actor=OLLE, order=order, now=clock.now()).state == OrderState.DONE
    assert Tenant.objects.filter(slug="tibro").count() == 1
    # Somebody else took the host in the meantime.
    late = carry_out_order(actor=OLLE, order=ordered("essunga", "1445", "tibro.localhost"), now=clock.now())
    assert (late.state, late.why) == (OrderState.FAILED, "Adressen tibro.localhost används redan.")
    assert not Tenant.objects.filter(slug="essunga").exists()

    def full(**given: object) -> None:
        raise CouldNotCreate("Disken är full. Ingenting blev kvar.")

    monkeypatch.setattr("tenants.orders.actions.carry_out_order.create_tenant", full)
    broken = carry_out_order(actor=OLLE, order=ordered("karlsborg", "1446", "k.localhost"), now=clock.now())
    assert broken.why == "Disken är full. Ingenting blev kvar."
    assert not Domain.objects.filter(domain="k.localhost").exists()
    assert told("tenants.order_failed")["drift"] == [(OLLE.uuid, "Olle Drift", "failed")] * 2
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
        assert cursor.fetchone()[0] == 0


@pytest.mark.django_db
def test_tn02_a_site_is_paused_with_a_reason_and_opened_again_with_one_button(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    without = olle.post("/drift/skara/lage/", {"state": "suspended", "reason": ""})
    assert without.status_code == 422
    assert "Skriv varför webbplatsen pausas." in without.content.decode()
    olle.post("/drift/skara/lage/", {"state": "suspended", "reason": "Utreder ett intrång"})
    sites.skara.refresh_from_db()
    assert sites.skara.state == State.SUSPENDED
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 503
    assert SiteClient("hjo.localhost").get("/logga-in/").status_code == 200
    assert 'data-testid="open-again"' in olle.get("/drift/skara/").content.decode()
    olle.post("/drift/skara/lage/", {"state": "active"})
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 200
    from samverk.kernel.models import AuditEntry

    assert AuditEntry.objects.get(verb="tenants.suspended").details == {"reason": "Utreder ett intrång"}


@pytest.mark.django_db
def test_pf09_a_provider_is_linked_from_the_page_and_never_without_a_claim(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    assert "Ingen inloggningstjänst ännu" in olle.get("/drift/skara/inloggning/").content.decode()
    provider_row("hjos", sites.hjo)
    given = {"provider": "hjos", "claim": "municipality_code", "values": "1495\n", "label": "Logga in"}
    assert olle.post("/drift/skara/inloggning/", {**given, "values": "*"}).status_code == 422
    assert olle.post("/drift/skara/inloggning/", given)["Location"] == "/drift/skara/"
    assert told("identity.link_provider")["skara"][0][1:] == (told("identity.link_provider")["drift"][0][1], "done")
    page = olle.get("/drift/tjanster/").content.decode()
    assert "Hjo kommun, Skara kommun" in page
    wrong = {"key": "ny", "name": "Ny", "issuer": "http://tjanst.example", "client_id": "x", "client_secret": "hemlig"}
    refused = olle.post("/drift/tjanster/", wrong)
    assert refused.status_code == 422
    assert "https://" in refused.content.decode()
    assert "hemlig" not in refused.content.decode().replace("Klienthemlighet", ""), "a secret is never sent back"


def test_tn02_a_provider_is_taken_away_from_one_site_and_its_people_are_out(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    skara = sites.skara
    made = provider_row("entra", skara)
    with site(skara):
        rule_row("entra")
    page = olle.get("/drift/skara/inloggning/").content.decode()
    assert "Inloggning entra" in page
    assert "loggas ut direkt" in page, "said before it is done"
    answer = olle.post("/drift/skara/inloggning/entra/ta-bort/", follow=True)
    assert "loggar inte längre in någon" in answer.content.decode()
    with operator_site():
        assert not ProviderSite.objects.filter(pk=made.pk).exists()
    with site(skara):
        assert not ClaimRule.objects.exists()
        assert AuditEntry.objects.filter(verb="identity.unlink_provider").count() == 1
    assert olle.post("/drift/skara/inloggning/entra/ta-bort/").status_code == 404


def test_tn02_the_operators_first_page_is_the_list_of_sites(olle: SiteClient) -> None:
    assert olle.get("/")["Location"] == "/drift/"
