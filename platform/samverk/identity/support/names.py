"""A support session keeps the name of who ended it: the name of now (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import names_for
from samverk.identity.support.models import End, SupportSession
from tenants.queries import active_schema
from tenants.site_context import operator_site


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the sessions on this site that its own people ended.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    here, (written, called) = active_schema(), names_for(user=user, before=before)
    # Only the operator's site writes these rows, as when a session ends.
    with operator_site():
        ended_here = SupportSession.objects.filter(schema_name=here, ended_how=End.SITE)
        ended_here.filter(ended_by_name__in=written).update(ended_by_name=called)
