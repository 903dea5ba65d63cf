"""What the sites' logs tell of an act."""

from uuid import UUID

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tenants.site_context import operator_site, site

#: Somebody at the operating organisation.
OLLE = Actor(uuid=UUID("00000000-0000-4000-8000-00000000011e"), name="Olle Drift", capacity="employee")
BY_OLLE = [(OLLE.uuid, "Olle Drift", "done")]


def told(verb: str) -> dict[str, list[tuple[UUID | None, str, str]]]:
    """Short name of each site whose log has the verb → actor and result of each entry, which names its own site."""
    with operator_site():
        sites = list(Tenant.objects.order_by("pk"))
    found = {}
    for tenant in sites:
        with site(tenant):
            entries = list(AuditEntry.objects.filter(verb=verb).order_by("id"))
        assert {entry.site for entry in entries} <= {tenant.schema_name}
        if entries:
            found[tenant.slug] = [(entry.actor_uuid, entry.actor_name, entry.result) for entry in entries]
    return found
