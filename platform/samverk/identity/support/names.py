"""A support session keeps the name of who ended it: the name of now (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import knife_for, names_for, rewrite
from samverk.identity.support.models import End, SupportSession
from tenants.queries import active_schema
from tenants.site_context import operator_site


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the sessions on this site that its own people approved or ended, and what the operator wrote of them.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    here, (written, called) = active_schema(), names_for(user=user, before=before)
    knife = knife_for(user=user, before=before)
    # Only the operator's site writes these rows, as when a session ends.
    with operator_site():
        ended_here = SupportSession.objects.filter(schema_name=here, ended_how__in=(End.SITE, End.DECLINED))
        ended_here.filter(ended_by_name__in=written).update(ended_by_name=called)
        ours = SupportSession.objects.filter(schema_name=here).order_by()
        ours.filter(approved_by_name__in=written).update(approved_by_name=called)
        rewrite(ours, "reason", knife=knife)
