"""Reads of the anchors."""

from samverk.kernel.chain import Anchor, ChainReport, verify_chain
from tenants.anchors.models import AuditAnchor
from tenants.models import Tenant
from tenants.site_context import site


def anchors_of(schema_name: str) -> list[Anchor]:
    """The site's anchors since its log last began, oldest first."""
    rows = AuditAnchor.objects.filter(schema_name=schema_name)
    began = rows.exclude(begins="").order_by("id").last()
    if began is not None:
        rows = rows.filter(pk__gte=began.pk)
    return [Anchor(seq=row.seq, hash=row.hash, at=row.at) for row in rows.order_by("id")]


def verify_log(tenant: Tenant) -> ChainReport:
    """Judge the log of a site, the operator's own included, against its anchors."""
    with site(tenant):
        return verify_chain(anchors=anchors_of(tenant.schema_name))
