"""A site gets one more address."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.life.models import RetiredHost
from tenants.models import Domain, Tenant
from tenants.site_context import operator_site

#: RFC 1123, section 2.1, in the lower case of our table; at least one letter, so that no IP address is one.
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"^(?=.{{1,253}}$)(?=.*[a-z]){_LABEL}(\.{_LABEL})*$")


class HostTaken(Exception):
    """Another site answers to the name, or once did."""


def add_host(*, actor: Actor, tenant: Tenant, host: str) -> Domain:
    """Let the site answer to `host` too; a name it has left before becomes its own again.

    Args:
        actor: who decides.
        tenant: the site.
        host: no scheme, no port.

    Raises:
        ValidationError: when it is no host name.
        HostTaken: when it is another site's.
    """
    host = host.strip().lower().removesuffix(".")
    if not HOST.match(host) or host.startswith("www."):
        raise ValidationError(
            f"{host} är ingen adress som en webbplats kan ha. Skriv som intranat.skara.se, utan https:// och www."
        )
    with operator_site(), transaction.atomic():
        found: Domain | None = Domain.objects.filter(domain=host).first()
        if found is not None and found.tenant_id == tenant.pk:
            return found
        if found is not None or RetiredHost.objects.filter(host=host).exclude(tenant=tenant).exists():
            raise HostTaken(f"Adressen {host} hör till en annan webbplats. Ingenting är ändrat.")
        RetiredHost.objects.filter(host=host).delete()
        added: Domain = Domain.objects.create(domain=host, tenant=tenant, is_primary=False)
        record_audit(actor=actor, verb="tenants.add_host", target=tenant, details={"host": host})
    return added
