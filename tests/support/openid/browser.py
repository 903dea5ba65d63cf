"""A browser that walks between a site and a provider, and a site with a provider in it."""

from typing import Any
from urllib.parse import urlsplit

import requests

from samverk.identity.oidc.actions.link_provider import link_provider
from samverk.identity.oidc.actions.register_provider import register_provider
from samverk.identity.oidc.actions.set_claim_rules import add_claim_rule
from samverk.identity.oidc.models import Provider as ProviderRow
from samverk.identity.oidc.models import ProviderSite
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.models import Tenant
from tenants.queries import tenant_for_host
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.openid.provider import CLIENT_SECRET, Provider


def register(provider: Provider, key: str = "entra") -> ProviderRow:
    """Make the running provider known to the deployment."""
    return register_provider(
        actor=HOUSE,
        key=key,
        name=f"Inloggning {key}",
        issuer=provider.issuer,
        client_id=provider.client_id,
        client_secret=CLIENT_SECRET,
        now=clock.now(),
    )


def link(row: ProviderRow, tenant: Tenant, *, capacity: str = "employee", **options: Any) -> ProviderSite:
    """Let it sign people in to a site; everybody becomes an employee unless told."""
    options = {"claim": "kommunkod", "values": [tenant.scb_code or "0000"], **options}
    made = link_provider(actor=HOUSE, provider=row, tenant=tenant, **options)
    if capacity:
        with site(tenant):
            rule(made, "capacity", "sub", ["*"], capacity)
    return made


def rule(made: ProviderSite, effect: str, claim: str, values: list[str], outcome: str) -> None:
    """One more rule on the active site."""
    add_claim_rule(actor=HOUSE, link=made, effect=effect, claim=claim, values=values, outcome=outcome)


def local(address: str) -> str:
    """Path and query of an absolute address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def set_out(client: SiteClient, key: str = "entra", **query: str) -> str:
    """The button; gives the provider's address."""
    response = client.get(f"/logga-in/via/{key}/", query)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def at_the_provider(address: str) -> str:
    """The person signs in there; gives the address the browser is sent back to."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come_back(client: SiteClient, key: str = "entra", **query: str) -> Any:
    """The whole way; gives the site's answer to the provider's answer."""
    return client.get(local(at_the_provider(set_out(client, key, **query))))


def is_in(client: SiteClient) -> bool:
    """Is somebody signed in?"""
    return client.get("/mina-webbplatser/").status_code == 200


def session_of(client: SiteClient) -> dict[str, Any]:
    """What the browser's session holds on its site."""
    with operator_site():
        tenant = tenant_for_host(client.host)
    assert isinstance(tenant, Tenant)
    with site(tenant):
        return dict(client.session.items())
