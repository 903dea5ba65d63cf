"""A site leaves an address: who comes there is shown the way, and signs in again at the new one."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.life.actions.make_host_primary import NotItsHost
from tenants.life.models import RetiredHost
from tenants.models import Domain, Tenant
from tenants.site_context import operator_site, site


class PrimaryHost(Exception):
    """The primary address cannot be left; make another one primary first."""


def retire_host(*, actor: Actor, tenant: Tenant, host: str, now: datetime, redirect: bool = True) -> int:
    """Stop answering at `host`; GET is sent on to the primary address as long as `redirect` says.

    Every session of the site ends: cookies belong to one host, so those at the old one can only be of use to
    whoever gets hold of them, and which session lies where is not known.

    Args:
        actor: who decides.
        tenant: the site.
        host: not the primary one.
        now: the moment.
        redirect: False leaves nothing behind: the name is free for another site.

    Returns:
        How many sessions ended.

    Raises:
        NotItsHost: when the site does not answer to it.
        PrimaryHost: when it is the primary one.
    """
    host = host.strip().lower()
    with operator_site(), transaction.atomic():
        found = Domain.objects.filter(domain=host, tenant=tenant).first()
        retired = RetiredHost.objects.filter(host=host, tenant=tenant)
        if found is None and not retired.exists():
            raise NotItsHost(f"{tenant.official_name} har inte adressen {host}. Ingenting är ändrat.")
        if found is not None and found.is_primary:
            raise PrimaryHost(
                f"{host} är den huvudsakliga adressen. Gör en annan huvudsaklig först. Ingenting är ändrat."
            )
        if redirect:
            RetiredHost.objects.get_or_create(host=host, defaults={"tenant": tenant, "retired_at": now})
        else:
            retired.delete()
        ended = 0
        if found is not None:
            found.delete()
            with site(tenant):
                ended, _by_model = Session.objects.all().delete()
        record_audit(
            actor=actor, verb="tenants.retire_host", target=tenant, details={"host": host, "redirect": redirect}
        )
    return ended
