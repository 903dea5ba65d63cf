"""The site lets support in (TN-12)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.support.models import SupportSession
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import tenant_in
from tenants.site_context import operator_site, site

APPROVED = "identity.approve_support"


def approve_support(*, actor: Actor, session: SupportSession, now: datetime) -> bool:
    """The time that was asked for begins now, and the person may come in; a line in both logs.

    The caller has asked whether the actor may: one of the site's own maintainers.

    Args:
        actor: who says yes.
        session: of the active site, waiting.
        now: the moment.

    Returns:
        Whether it was waiting until now: a second yes, or one after a no, changes nothing.
    """
    with transaction.atomic(), operator_site():
        row = SupportSession.objects.select_for_update().get(pk=session.pk)
        if not row.is_waiting or now >= row.ends_at:
            return False
        row.began_at, row.ends_at = now, now + (row.ends_at - row.began_at)
        row.approved_at, row.approved_by_name = now, actor.name[:200]
        row.save(update_fields=["began_at", "ends_at", "approved_at", "approved_by_name"])
        tenant = tenant_in(row.schema_name)
        details: dict[str, object] = {"case": row.case, "until": row.ends_at.isoformat()}
        record_audit(actor=actor, verb=APPROVED, target=tenant, details=details)
        with site(tenant):
            person = User.objects.get(issuer=SUPPORT_ISSUER, subject=str(row.uuid))
            person.is_active = True
            person.save(update_fields=["is_active"])
            enter_in_directory(actor=actor, user=person, valid_from=timezone.localdate(now))
            record_audit(actor=actor, verb=APPROVED, target=person, label=row.opened_by_name, details=details)
    return True
