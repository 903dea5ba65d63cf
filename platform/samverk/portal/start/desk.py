"""A person's desk, read once a request."""

from django.http import HttpRequest

from samverk.identity.models import User
from samverk.portal.models import Desk
from tenants.kept_queries import KeptQuery

_desks = KeptQuery(lambda user: Desk.objects.filter(user=user).order_by(), user=int)


def desk_of(request: HttpRequest, user: User) -> Desk:
    """The person's row, or an empty one that lies nowhere yet; one query at the first question of a request."""
    found: Desk | None = getattr(request, "_portal_desk", None)
    if found is None or found.user_id != user.pk:
        found = next(iter(_desks(user=user.pk)), None) or Desk(user=user)
        request._portal_desk = found  # type: ignore[attr-defined]
    return found
