"""End a support session: the person is out at the next request."""

from datetime import datetime

from django.db import transaction

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.directory.actions import leave_directory
from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.support.models import End, SupportSession
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import tenant_in
from tenants.site_context import operator_site, site

ENDED = "identity.end_support"


def end_support(*, actor: Actor, session: SupportSession, how: End, now: datetime) -> bool:
    """Close the person's account on the site, its sign-ins and the session, in one transaction with both logs.

    The caller has asked whether the actor may: the site's maintainers, whoever opened it, and the clock.

    Args:
        actor: who ends it.
        session: which.
        how: by the site, by the operator, or by time.
        now: the moment.

    Returns:
        Whether it was open until now; a second end changes nothing.
    """
    with transaction.atomic(), operator_site():
        row = SupportSession.objects.select_for_update().get(pk=session.pk)
        if row.ended_at is not None:
            return False
        row.ended_at, row.ended_how, row.ended_by_name = now, how, actor.name[:200]
        row.save(update_fields=["ended_at", "ended_how", "ended_by_name"])
        tenant = tenant_in(row.schema_name)
        details: dict[str, object] = {"how": str(how), "case": row.case}
        record_audit(actor=actor, verb=ENDED, target=tenant, details=details)
        with site(tenant):
            person = User.objects.get(issuer=SUPPORT_ISSUER, subject=str(row.uuid))
            person.is_active = False
            person.save(update_fields=["is_active"])
            end_sessions(actor=actor, user=person, keep="")
            leave_directory(actor=actor, user=person, issuer=person.issuer, subject=person.subject, now=now)
            record_audit(actor=actor, verb=ENDED, target=person, details=details)
    return True
