"""What a delegation gives: the administration of the site, and nothing of its content."""

from typing import Any

from django.db.models import Exists, Q

from samverk.identity.delegation.here.models import Delegation, in_force
from samverk.kernel import clock
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

SCOPE = ("administer_site",)


def delegated_permissions(user: Any) -> Q:
    """Condition on permissions that the person has by a delegation in force today; nothing on the operator's site.

    Asked at every request (in the one question about permissions), so a delegation ends with its last day, whatever
    sessions and jobs do.
    """
    if active_schema() == OPERATOR_SCHEMA:
        return Q(pk__in=[])
    current = Delegation.objects.filter(in_force(clock.today()), user_id=user.pk)
    return Q(Exists(current), content_type__app_label="identity", codename__in=SCOPE)
