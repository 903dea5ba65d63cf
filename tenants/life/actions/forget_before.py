"""Remove the schemas that restores have kept beside a site."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.connection import connection
from tenants.life.removal import schemas_of
from tenants.models import Tenant
from tenants.site_context import operator_site


def forget_before(*, actor: Actor, tenant: Tenant) -> list[str]:
    """Drop every `…_before_…` schema of the site; returns their names."""
    with operator_site(), transaction.atomic():
        kept = [name for name in schemas_of(tenant.schema_name) if name.startswith(f"{tenant.schema_name}_before_")]
        with connection.cursor() as cursor:
            for name in kept:
                cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
        if kept:
            record_audit(actor=actor, verb="tenants.forget_before", target=tenant, details={"schemas": kept})
    return kept
