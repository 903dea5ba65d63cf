"""Reads about providers, from the site that asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from samverk.identity.models import INTERNAL, Capacity
from samverk.identity.oidc.claims import fits
from samverk.identity.oidc.here.models import ClaimRule, Effect, LinkedIdentity, SignInPolicy
from samverk.identity.oidc.here.models.claim_rule import ANY
from samverk.identity.oidc.models import Provider, ProviderSite, ProviderState
from samverk.identity.queries import visible_people
from tenants.models import Kind, State, Tenant
from tenants.queries import active_schema, primary_hosts
from tenants.site_context import operator_site


def links_here() -> QuerySet[ProviderSite]:
    """This site's providers, in the order of the buttons, those switched off too; one query."""
    return ProviderSite.objects.select_related("provider").filter(schema_name=active_schema())


def open_links_here() -> QuerySet[ProviderSite]:
    """Those people may sign in through now."""
    return links_here().filter(provider__state=ProviderState.ACTIVE)


def links_for_guests() -> list[ProviderSite]:
    """Those a guest can accept an invitation through: not where everybody becomes one of the organisation's own."""
    rules = ClaimRule.objects.filter(effect=Effect.CAPACITY, values__contains=[ANY], outcome__in=INTERNAL)
    closed = set(rules.values_list("provider_key", flat=True))
    return [link for link in open_links_here() if link.provider.key not in closed]


def link_here(key: str, *, also_paused: bool = False) -> ProviderSite | None:
    """This site's link to the provider with this key, or None."""
    found = links_here() if also_paused else open_links_here()
    return found.filter(provider__key=key).first()


def rules_here(key: str) -> QuerySet[ClaimRule]:
    """This site's rules for a provider, in the order they are applied."""
    return ClaimRule.objects.filter(provider_key=key)


def acr_values_for(key: str, level: int) -> list[str]:
    """What to ask the provider for so that the sign-in reaches a level here; weakest that is enough first."""
    rules = [rule for rule in rules_here(key) if rule.effect == Effect.ASSURANCE and rule.claim == "acr"]
    enough = sorted((rule for rule in rules if int(rule.outcome) >= level), key=lambda rule: int(rule.outcome))
    return list(dict.fromkeys(value for rule in enough for value in rule.values if value != "*"))


def policy_here() -> SignInPolicy:
    """How strong a sign-in this site demands where."""
    return SignInPolicy.objects.first() or SignInPolicy(pk=1)


@dataclass(frozen=True, slots=True)
class OtherSite:
    """Where somebody belongs who knocked at the wrong door."""

    slug: str
    name: str
    host: str


def site_named_by(*, provider: Provider, claims: Mapping[str, Any]) -> OtherSite | None:
    """The one other open site of this provider that the verified claims name; a municipality before other kinds.

    The narrow look across sites that PF-09 needs: it tells which site, and nothing about it.
    """
    here = active_schema()
    with operator_site():
        links = ProviderSite.objects.filter(provider=provider).exclude(schema_name=here)
        named = [link.schema_name for link in links if fits(claims, link.claim, link.values)]
        tenants = list(Tenant.objects.filter(schema_name__in=named, state=State.ACTIVE)) if named else []
    homes = [tenant for tenant in tenants if tenant.kind == Kind.MUNICIPALITY] or tenants
    if len(homes) != 1:
        return None
    host = primary_hosts([homes[0].schema_name]).get(homes[0].schema_name)
    return OtherSite(homes[0].slug, homes[0].official_name, host) if host else None


def sites_of(provider: Provider) -> list[Tenant]:
    """Every site the provider signs people in to: for signing out, which the provider does once for all of them."""
    with operator_site():
        schemas = ProviderSite.objects.filter(provider=provider).values_list("schema_name", flat=True)
        return list(Tenant.objects.filter(schema_name__in=list(schemas)))


def identities_of(user_id: int) -> QuerySet[LinkedIdentity]:
    """The further identities that open this account now."""
    return LinkedIdentity.objects.filter(user_id=user_id, unlinked_at=None)


def identities_here(*, reader: object) -> QuerySet[LinkedIdentity]:
    """Those of this site's people that the reader may find, ended ones too, newest first."""
    mine = LinkedIdentity.objects.filter(user__in=visible_people(reader))
    return mine.select_related("user").order_by("-linked_at", "-id")


def ways_to_level(level: int) -> list[tuple[ProviderSite, list[str]]]:
    """This site's providers that can prove somebody at a level, each with the acr values to ask for."""
    links = list(open_links_here())
    if level <= 1:
        return [(link, []) for link in links]
    found = [(link, acr_values_for(link.provider.key, level)) for link in links]
    return [(link, values) for link, values in found if values]


def outcomes_here() -> list[str]:
    """Names a rule can give, to choose from: capacities and this site's groups."""
    return [*Capacity.values, *Group.objects.order_by("name").values_list("name", flat=True)]


def providers_of(schema_names: list[str]) -> dict[str, list[ProviderSite]]:
    """Schema → its links to providers, in the order of the buttons; the operator's view, one query."""
    with operator_site():
        links = list(ProviderSite.objects.select_related("provider").filter(schema_name__in=schema_names))
    return {name: [link for link in links if link.schema_name == name] for name in schema_names}


def all_providers() -> list[Provider]:
    """Every provider of the deployment with its links; the operator's view."""
    with operator_site():
        return list(Provider.objects.prefetch_related("sites"))


def provider_by_key(key: str) -> Provider:
    """A provider, whatever sites use it; the operator's view.

    Raises:
        Provider.DoesNotExist: when there is none.
    """
    with operator_site():
        return Provider.objects.get(key=key)
