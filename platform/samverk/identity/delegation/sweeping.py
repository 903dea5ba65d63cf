"""What is left of invitations when their time is out."""

from datetime import datetime

from samverk.identity.delegation.models import Answer, Invitation
from tenants.queries import active_schema


def forget_expired(now: datetime) -> int:
    """Remove the active site's invitations that can no longer be answered, with names nobody decided about.

    What was asked, answered and decided stands in the logs of both sites.
    """
    over = Invitation.objects.filter(target_schema=active_schema(), expires_at__lte=now)
    Answer.objects.filter(invitation__in=over).delete()
    count, _each = over.delete()
    return count
