"""Tell every process that a site's values are others than it remembers."""

import uuid

from tenants.connection import connection
from tenants.models import Tenant
from tenants.settings.shared.models import SettingsStamp
from tenants.site_context import operator_site


def stamp_anew(*, all_sites: bool = False) -> None:
    """Give the active site, or all of them, a new stamp, in the transaction that is open.

    One statement, also for all: a template's decision reaches its followers at their next request.
    """
    here = connection.schema_name
    # What this request itself reads from now on is read, not remembered.
    connection.tenant.__dict__.pop("settings_version", None)
    with operator_site():
        sites = Tenant.objects.all() if all_sites else Tenant.objects.filter(schema_name=here)
        SettingsStamp.objects.bulk_create(
            [
                SettingsStamp(tenant_id=key, version=uuid.uuid4())
                for key in sites.order_by("pk").values_list("pk", flat=True)
            ],
            update_conflicts=True,
            unique_fields=["tenant"],
            update_fields=["version"],
        )
