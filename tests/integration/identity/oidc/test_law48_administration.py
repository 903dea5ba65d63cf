"""The system maintainer's pages: rules, the try-out box, demands; and what the operator does."""

import json
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from django.core.exceptions import ValidationError

from samverk.identity.groups import EDITORS
from samverk.identity.models import User
from samverk.identity.oidc.actions.change_provider import change_provider
from samverk.identity.oidc.actions.link_provider import link_provider
from samverk.identity.oidc.actions.register_provider import register_provider
from samverk.identity.oidc.actions.remove_provider import StillLinked, remove_provider
from samverk.identity.oidc.actions.set_claim_rules import add_claim_rule
from samverk.identity.oidc.actions.unlink_provider import unlink_provider
from samverk.identity.oidc.here.models import ClaimRule, SignInPolicy
from samverk.identity.oidc.models import Provider, ProviderSite, ProviderState
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import administration_entries
from tenants.actions.delete_tenant import site_erasers
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.openid.provider import Provider as RunningProvider
from tests.support.openid.rows import identity_row, provider_row, rule_row
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PAGE = "/administration/inloggning/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara with a provider shared with Hjo, told apart by kommunkod."""
    made = provider_row("entra", sites.skara)
    with operator_site():
        link_provider(actor=HOUSE, provider=made.provider, tenant=sites.skara, claim="kommunkod", values=["1495"])
        link_provider(actor=HOUSE, provider=made.provider, tenant=sites.hjo, claim="kommunkod", values=["1497"])
    with site(sites.skara):
        browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    return SimpleNamespace(sites=sites, link=made, browser=browser)


def add(world: SimpleNamespace, claim: str, values: str, effect: str, outcome: str) -> Any:
    fields = {"claim": claim, "values": values, "effect": effect, "outcome": outcome}
    return world.browser.post(f"{PAGE}entra/regler/", {f"regel-{name}": value for name, value in fields.items()})


def foresee(world: SimpleNamespace, claims: object) -> str:
    text = claims if isinstance(claims, str) else json.dumps(claims)
    response = world.browser.post(f"{PAGE}entra/prova/", {"prova-claims": text})
    return str(response.content.decode().split("<main", 1)[1])


def test_the_maintainer_writes_rules_as_people_speak(world: SimpleNamespace) -> None:
    assert "Inga regler ännu" in world.browser.get(f"{PAGE}entra/").content.decode()
    assert add(world, "groups", "politiker\r\n ledamot \r\n", "capacity", "Förtroendevald").status_code == 302
    assert add(world, "groups", "red", "group", EDITORS).status_code == 302
    with site(world.sites.skara):
        first, second = ClaimRule.objects.all()
        assert (first.values, first.outcome) == (["politiker", "ledamot"], "elected")
        assert second.order > first.order
        assert AuditEntry.objects.filter(verb="identity.add_claim_rule").count() == 2
    assert world.browser.post(f"{PAGE}entra/regler/{first.pk}/ta-bort/").status_code == 302
    with site(world.sites.skara):
        assert [rule.pk for rule in ClaimRule.objects.all()] == [second.pk]
        assert AuditEntry.objects.filter(verb="identity.remove_claim_rule").count() == 1


@pytest.mark.parametrize(
    ("claim", "values", "effect", "outcome", "said"),
    [
        ("", "x", "capacity", "employee", "Skriv vilken uppgift"),
        ("x", " \n ", "capacity", "employee", "Skriv minst ett värde"),
        ("x", "y", "capacity", "chef", "Välj en av rollerna"),
        ("x", "y", "group", "Finns inte", "ingen grupp med det namnet"),
        ("x", "y", "assurance", "5", "1, 2, 3 eller 4"),
        ("x", "y", "owner", "x", ""),
    ],
)
def test_a_rule_that_could_do_nothing_is_not_kept(
    claim: str, values: str, effect: str, outcome: str, said: str, world: SimpleNamespace
) -> None:
    response = add(world, claim, values, effect, outcome)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert f'value="{claim}"' in response.content.decode() or not claim, "nothing typed is lost"
    with site(world.sites.skara):
        assert ClaimRule.objects.count() == 0


def test_a_rule_of_another_provider_is_not_removed_here(world: SimpleNamespace) -> None:
    with site(world.sites.skara):
        other = rule_row("annan")
    assert world.browser.post(f"{PAGE}entra/regler/{other.pk}/ta-bort/").status_code == 404
    with site(world.sites.skara):
        assert ClaimRule.objects.count() == 1


def test_law48_the_try_out_box_says_what_the_person_becomes(world: SimpleNamespace) -> None:
    add(world, "groups", "red", "group", EDITORS)
    add(world, "sub", "*", "capacity", "Anställd")
    add(world, "acr", "loa3", "assurance", "3")
    claims = {"sub": "x", "kommunkod": "1495", "name": "Lisa Berg", "groups": ["red"], "acr": "loa3"}
    page = foresee(world, claims)
    for text in ("Släpps in.", "Lisa Berg", "Anställd", "Redaktörer", ">3<"):
        assert text in page
    assert foresee(world, jwt.encode(claims, "x" * 32, algorithm="HS256")).count("Lisa Berg") >= 1
    with site(world.sites.skara):
        assert User.objects.count() == 1, "trying makes nobody"
        assert "Lisa" not in str(list(AuditEntry.objects.values_list("details", "object_label")))


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"sub": "x"}, "uppgiften kommunkod saknas"),
        ({"sub": "x", "kommunkod": "1497"}, "Skickas vidare till Hjo kommun"),
        ({"sub": "x", "kommunkod": "0180"}, "pekar inte ut den här webbplatsen"),
        ({"sub": "x", "kommunkod": "1495"}, "ingen regel ger personen en roll"),
        ({"sub": "198507099805", "kommunkod": "1495"}, "använder personnumret som identitet"),
    ],
)
def test_law48_the_try_out_box_says_why_not(claims: dict[str, str], said: str, world: SimpleNamespace) -> None:
    assert said in foresee(world, claims)


@pytest.mark.parametrize("text", ["", "x", "[1]", "a.b.c", "5", "{" * 5000])
def test_the_try_out_box_survives_anything(text: str, world: SimpleNamespace) -> None:
    response = world.browser.post(f"{PAGE}entra/prova/", {"prova-claims": text})
    assert response.status_code == 400


def test_the_demands_are_kept_and_logged(world: SimpleNamespace) -> None:
    response = world.browser.post(f"{PAGE}krav/", {"editors_level": "3", "administration_level": "0"})
    assert response.status_code == 302
    with site(world.sites.skara):
        assert SignInPolicy.objects.get().editors_level == 3
        assert AuditEntry.objects.get(verb="identity.set_sign_in_policy").details["editors"] == 3
    response = world.browser.post(f"{PAGE}krav/", {"editors_level": "0", "administration_level": "3"})
    assert response.status_code == 400
    assert "stänger du ute dig själv" in response.content.decode()


def test_the_administration_lists_the_entry_for_maintainers_only(world: SimpleNamespace) -> None:
    entry = administration_entries["oidc"]
    with site(world.sites.skara):
        assert entry.may_see(PersonFactory(maintainer=True))
        assert not entry.may_see(PersonFactory())
    assert "Vilka inloggningstjänster som används" in world.browser.get("/administration/").content.decode()
    assert entry.url() == PAGE


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}entra/", f"{PAGE}kopplingar/", "/mina-kopplingar/"])
def test_performance_the_same_number_of_queries_for_two_rows_and_two_hundred(path: str, world: SimpleNamespace) -> None:
    def count() -> int:
        world.browser.get(path)
        with assert_query_budget(12) as asked:
            assert world.browser.get(path).status_code == 200
        return len(asked)

    def more(first: int, number: int) -> None:
        for index in range(first, first + number):
            provider_row(f"p{index}", world.sites.skara)
            with site(world.sites.skara):
                rule_row("entra")
                identity_row(f"p{index}", User.objects.get(groups__name="System maintainers"))

    more(0, 2)
    few = count()
    more(2, 60)
    assert count() == few


# The operator


@pytest.mark.parametrize(("claim", "values"), [("", ["x"]), ("iss", []), ("iss", [" "]), ("kommunkod", ["*"])])
def test_pf09_there_is_no_default_site(claim: str, values: list[str], world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        link_provider(actor=HOUSE, provider=world.link.provider, tenant=world.sites.mall, claim=claim, values=values)


def test_the_operators_own_site_has_local_accounts_only(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        link_provider(actor=HOUSE, provider=world.link.provider, tenant=world.sites.drift, claim="iss", values=["x"])
    assert SiteClient("localhost").get("/logga-in/via/entra/").status_code == 404
    assert SiteClient("localhost").get("/logga-in/").status_code == 200


def test_a_provider_in_use_is_not_removed(world: SimpleNamespace) -> None:
    provider = world.link.provider
    with pytest.raises(StillLinked):
        remove_provider(actor=HOUSE, provider=provider)
    for tenant in (world.sites.skara, world.sites.hjo):
        unlink_provider(actor=HOUSE, provider=provider, tenant=tenant)
    remove_provider(actor=HOUSE, provider=provider)
    with operator_site():
        assert Provider.objects.count() == 0
        assert AuditEntry.objects.filter(verb="identity.remove_provider").count() == 1


def test_pf63_what_the_operator_does_with_a_provider_is_told_by_those_it_concerns(sites: SimpleNamespace) -> None:
    with RunningProvider() as running:
        made = register_provider(
            actor=OLLE,
            key="entra",
            name="Entra",
            issuer=running.issuer,
            client_id="samverk",
            client_secret="hemlig",
            now=clock.now(),
        )
    link_provider(actor=OLLE, provider=made, tenant=sites.skara, claim="kommunkod", values=["1495"])
    change_provider(actor=OLLE, provider=made, state=ProviderState.PAUSED, client_secret="hemligare")
    unlink_provider(actor=OLLE, provider=made, tenant=sites.skara)
    assert told("identity.register_provider") == told("identity.change_provider") == {"drift": BY_OLLE}
    assert told("identity.link_provider") == told("identity.unlink_provider") == {"drift": BY_OLLE, "skara": BY_OLLE}
    with operator_site():
        assert "hemlig" not in str(list(AuditEntry.objects.values_list("details", "object_label")))


def test_tn_an_erased_site_leaves_no_link(world: SimpleNamespace) -> None:
    with site(world.sites.skara):
        site_erasers["oidc"]()  # type: ignore[operator]
    with operator_site():
        assert list(ProviderSite.objects.values_list("schema_name", flat=True)) == ["hjo"]


def test_rules_of_one_site_are_not_those_of_another(world: SimpleNamespace) -> None:
    with site(world.sites.hjo):
        add_claim_rule(actor=HOUSE, link=world.link, effect="capacity", claim="sub", values=["*"], outcome="guest")
    assert "Inga regler ännu" in world.browser.get(f"{PAGE}entra/").content.decode()
