"""Erase a site: schema, rows, files, cache keys."""

import shutil

from django.core.cache import cache
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Registry
from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import site
from tenants.storage import site_folder

#: What other rooms keep of a site outside its schema and must remove: called with the site active.
site_erasers: "Registry[object]" = Registry("erasers of what a site keeps in public")


def delete_tenant(*, actor: Actor, tenant: Tenant) -> None:
    """Remove the site and everything it holds. There is no way back but a backup.

    The rows and the schema go in one transaction; files and cache keys after it, and again at a repeated call.

    Raises:
        ValueError: for the operator's own site.
    """
    if tenant.is_operator:
        raise ValueError("The operator's own site cannot be deleted")
    schema_name, label = tenant.schema_name, tenant.official_name
    with transaction.atomic(durable=True):
        with site(tenant):
            for erase in site_erasers.values():
                erase()  # type: ignore[operator]
        connection.set_schema_to_public()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE')
        tenant.delete()
        record_audit(actor=actor, verb="tenants.delete_tenant", label=label, details={"schema": schema_name})
    shutil.rmtree(site_folder(schema_name), ignore_errors=True)
    # Keys of a site begin with its schema's name (tenants.caching).
    client = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    for key in client.scan_iter(match=f"{schema_name}:*", count=1000):
        client.delete(key)
