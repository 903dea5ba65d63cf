"""Whose departure may be handled by whom."""

from uuid import UUID

from django.http import Http404

from samverk.identity.models import User
from samverk.identity.movers.models import Departure
from samverk.identity.queries import visible_people


def leaver_or_404(*, viewer: User, uuid: UUID) -> User:
    """Somebody the maintainer may find; a protected person only by those who protect (LAW-24).

    Raises:
        Http404: for everybody else.
    """
    found = visible_people(viewer).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def departure_or_404(pk: int) -> Departure:
    """A departure of this site.

    Raises:
        Http404: when there is none.
    """
    found = Departure.objects.select_related("user", "receiver").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
