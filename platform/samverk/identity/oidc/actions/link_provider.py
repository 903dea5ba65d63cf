"""Let a provider sign people in to a site."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.oidc.models import Provider, ProviderSite
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site, site


def link_provider(
    *,
    actor: Actor,
    provider: Provider,
    tenant: Tenant,
    claim: str,
    values: list[str],
    label: str = "",
    order: int = 0,
    admits_new: bool = True,
) -> ProviderSite:
    """Put the provider's button on the site's sign-in page, for those whose verified claim names the site (PF-09).

    Linking again changes the link. Both the operator's log and the site's tell of it.

    Args:
        actor: of the operator.
        provider: who signs in.
        tenant: the site.
        claim: which claim says where somebody belongs; `iss` for a provider of this site alone.
        values: what it must say for this site; `*` is refused, it would be a default site.
        label: the button's text.
        order: low numbers first.
        admits_new: may people come whom the site does not know yet.

    Raises:
        ValidationError: without a claim, without a value, with `*`, or for the operator's own site.
    """
    wanted = [value.strip() for value in values if value.strip()]
    if not claim.strip() or not wanted or "*" in wanted:
        raise ValidationError(_("Ange vilken uppgift som pekar ut webbplatsen och vilka värden den ska ha."))
    if tenant.is_operator:
        raise ValidationError(_("Driftens egen webbplats har bara lokala konton."))
    with transaction.atomic():
        with operator_site():
            link, _made = ProviderSite.objects.update_or_create(
                provider=provider,
                schema_name=tenant.schema_name,
                defaults={
                    "claim": claim.strip(),
                    "values": wanted,
                    "label": label,
                    "order": order,
                    "admits_new": admits_new,
                },
            )
            _tell(actor, provider, tenant, claim, wanted)
        with site(tenant):
            _tell(actor, provider, tenant, claim, wanted)
    return link


def _tell(actor: Actor, provider: Provider, tenant: Tenant, claim: str, values: list[str]) -> None:
    record_audit(
        actor=actor,
        verb="identity.link_provider",
        target=provider,
        details={"site": tenant.slug, "claim": claim, "values": values},
    )
