"""TN-02 and TN-15: what a municipality is called, which addresses it answers to, its colour and its state."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.ui.colour import contrast
from tenants.actions.change_state import change_state
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.actions.set_theme import ContrastTooLow, set_theme
from tenants.models import Domain, State, Tenant
from tenants.queries import find_municipality, open_tenants, tenant_for_host
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]


@pytest.mark.parametrize(
    "text", ["Skara", "SKARA", "skara", "Skara kommun", "SKARA KOMMUN", "Skaras kommun", "1495", " Skara "]
)
def test_tn02_a_municipality_is_found_however_its_name_is_written(text: str, sites: SimpleNamespace) -> None:
    assert find_municipality(text) == sites.skara


@pytest.mark.parametrize("text", ["", "Skar", "GVS12", "9999", "kommun"])
def test_tn02_what_is_no_municipality_is_none(text: str, sites: SimpleNamespace) -> None:
    assert find_municipality(text) is None


@pytest.mark.parametrize(
    "change",
    [
        {"scb_code": None},
        {"schema_name": "public"},
    ],
)
def test_tn02_the_database_itself_holds_the_rules(change: dict[str, object], operator: Tenant) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenant.objects.filter(slug="hjo").update(**change)


def test_tn02_a_host_name_is_one_sites_and_lower_case(operator: Tenant) -> None:
    hjo = Tenant.objects.get(slug="hjo")
    for host, primary in (("skara.localhost", False), ("HJO.example", False), ("hjo.example", True)):
        with pytest.raises(IntegrityError), transaction.atomic():
            # Past django-tenants' save(), which would quietly demote the primary that is there.
            Domain.objects.bulk_create([Domain(domain=host, tenant=hjo, is_primary=primary)])


@pytest.mark.parametrize(
    "host", ["okand.localhost", "skara.localhost.evil.example", "127.0.0.1", "xn--skra-xqa.localhost"]
)
def test_tn01_an_unknown_host_is_404_and_says_so(host: str, sites: SimpleNamespace) -> None:
    response = SiteClient(host).get("/")
    assert response.status_code == 404
    assert "Adressen finns inte här" in response.content.decode()


def test_tn01_a_host_name_that_is_none_is_404_and_not_repeated(sites: SimpleNamespace) -> None:
    response = SiteClient("<script>").get("/")
    assert response.status_code == 404
    assert "<script>" not in response.content.decode().partition("<h1>")[2]


@pytest.mark.parametrize("host", ["skara.localhost", "SKARA.localhost", "skara.localhost:8000", "www.skara.localhost"])
def test_tn01_the_site_is_found_whatever_port_and_case(host: str, sites: SimpleNamespace) -> None:
    response = SiteClient(host).get("/logga-in/")
    assert response.status_code == 200
    assert "Skara kommun" in response.content.decode()


def test_tn01_one_query_finds_the_site(sites: SimpleNamespace, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with site(sites.hjo):
        connection.ensure_connection()
        tenant_for_host("hjo.localhost")
        with django_assert_num_queries(1):
            assert tenant_for_host("skara.localhost") == sites.skara


def test_tn01_a_suspended_site_is_503_for_everybody_and_opens_again(operator: Tenant) -> None:
    skara = Tenant.objects.get(slug="skara")
    with site(skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory())
    change_state(actor=HOUSE, tenant=skara, state=State.SUSPENDED)
    for browser in (client, SiteClient("skara.localhost")):
        response = browser.get("/")
        assert response.status_code == 503
        assert response["Retry-After"] == "3600"
        assert "Skara kommun är pausad" in response.content.decode()
    assert skara not in open_tenants()
    assert SiteClient("hjo.localhost").get("/logga-in/").status_code == 200
    change_state(actor=HOUSE, tenant=skara, state=State.ACTIVE)
    assert client.get("/").status_code == 200
    verbs = list(
        AuditEntry.objects.filter(verb__startswith="tenants.", object_id=str(skara.pk)).values_list("verb", flat=True)
    )
    assert verbs[:2] == ["tenants.active", "tenants.suspended"]


def test_tn01_the_same_state_again_changes_and_logs_nothing(operator: Tenant) -> None:
    before = AuditEntry.objects.count()
    change_state(actor=HOUSE, tenant=Tenant.objects.get(slug="hjo"), state=State.ACTIVE)
    assert AuditEntry.objects.count() == before


def test_tn01_the_operator_stays_open(operator: Tenant) -> None:
    with pytest.raises(ValueError, match="cannot be suspended"):
        change_state(actor=HOUSE, tenant=operator, state=State.SUSPENDED)


def test_tn15_a_colour_with_contrast_is_taken_and_served(skara: Tenant) -> None:
    old = SiteClient("skara.localhost").get("/logga-in/").content.decode()
    set_theme(actor=HOUSE, tenant=skara, brand_colour="#7A1F3D ")
    with operator_site():
        assert Tenant.objects.get(slug="skara").brand_colour == "#7a1f3d"
    page = SiteClient("skara.localhost").get("/logga-in/").content.decode()
    address = page.partition("/-/tema/")[2].partition('"')[0]
    assert address != old.partition("/-/tema/")[2].partition('"')[0], (
        "a new address, as the old one is cached for a year"
    )
    sheet = SiteClient("skara.localhost").get(f"/-/tema/{address}")
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    assert "--brand-" in sheet.content.decode()
    assert sheet.content != SiteClient("hjo.localhost").get("/-/tema/x.css").content


@pytest.mark.parametrize("colour", ["#ffff00", "#9bd1ff", "#888888"])
def test_tn15_a_pale_colour_is_refused_with_the_nearest_that_passes(colour: str, skara: Tenant) -> None:
    before = skara.brand_colour
    with pytest.raises(ContrastTooLow) as refused:
        set_theme(actor=HOUSE, tenant=skara, brand_colour=colour)
    assert contrast(refused.value.offered, "#ffffff") >= 4.5
    assert refused.value.offered in str(refused.value)
    with operator_site():
        assert Tenant.objects.get(slug="skara").brand_colour == before
    set_theme(actor=HOUSE, tenant=skara, brand_colour=refused.value.offered)


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "#1234567", "url(x)"])
def test_tn15_what_is_no_colour_is_refused(colour: str, skara: Tenant) -> None:
    with pytest.raises(ValidationError, match="sex tecken"):
        set_theme(actor=HOUSE, tenant=skara, brand_colour=colour)


def test_tn15_a_new_site_gets_the_nearest_colour_that_passes(operator: Tenant) -> None:
    made = create_tenant(
        actor=HOUSE,
        new=NewTenant(slug="tibro", name="Tibro", kind="cooperation", hosts=("t.localhost",), brand_colour="#ffff00"),
    )
    assert contrast(made.brand_colour, "#ffffff") >= 4.5
