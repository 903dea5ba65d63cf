"""Who sees the anchors, and what becomes of them when a site is erased."""

from tenants.actions.delete_tenant import site_erasers
from tenants.anchors.models import AuditAnchor
from tenants.policies import OPERATOR_ONLY, SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.site_context import operator_site

public_tables.register(
    "anchors_auditanchor", Policy(sees=f"schema_name = {SITE} OR {OPERATOR_ONLY}", writes=OPERATOR_ONLY)
)


def _erase() -> None:
    here = active_schema()
    with operator_site():
        AuditAnchor.objects.filter(schema_name=here).delete()


site_erasers.register("anchors", _erase)
