"""What a delegation gives: the administration of the site, and nothing of its content."""

from datetime import date

from django.db.models import Exists, Q

from samverk.identity.delegation.here.models import Delegation, in_force

SCOPE = ("administer_site",)


def delegated_permissions(*, user: int, day: date) -> Q:
    """Condition on permissions that the person has by a delegation in force that day; for sites, not the operator's.

    Asked at every request (in the one question about permissions), so a delegation ends with its last day, whatever
    sessions and jobs do.
    """
    current = Delegation.objects.filter(in_force(day), user_id=user)
    return Q(Exists(current), content_type__app_label="identity", codename__in=SCOPE)
