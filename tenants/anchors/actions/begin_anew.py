"""Take up a site's chain from where a restore put it back."""

from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.chain import chain_head
from tenants.anchors.models import AuditAnchor
from tenants.models import Tenant
from tenants.site_context import operator_site, site


def begin_anew(*, actor: Actor, tenant: Tenant, reason: str, now: datetime) -> AuditAnchor:
    """Say that the log's tail is gone because the site was restored; earlier anchors are not asked any more.

    Written in both logs: the site's own, and the operator's.

    Args:
        actor: who restored.
        tenant: the site.
        reason: why and to which moment.
        now: the moment.

    Raises:
        ValueError: without a reason.
    """
    if not reason.strip():
        raise ValueError("A log is not taken up anew without a reason")
    with transaction.atomic():
        with site(tenant):
            seq, digest = chain_head()
            record_audit(actor=actor, verb="tenants.begin_log_anew", target=tenant, details={"reason": reason})
        with operator_site():
            record_audit(actor=actor, verb="tenants.begin_log_anew", target=tenant, details={"reason": reason})
            return AuditAnchor.objects.create(
                schema_name=tenant.schema_name, seq=seq, hash=digest, at=now, begins=reason[:200]
            )
