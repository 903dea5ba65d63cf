"""Who stands in the directory, and who may change what is told of somebody."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_maintainer, is_person
from samverk.identity.models import INTERNAL, Capacity, User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.kernel.access import Denied
from samverk.people.site_settings import DIRECTORY_FOR, EMPLOYEES
from tenants.settings.queries import value

MAINTAINERS_RIGHT = "identity.administer_site"


def listed(day: date, prefix: str = "") -> Q:
    """Condition on people who stand in the directory: here still, and nobody whose identity is protected (LAW-24).

    It holds for everybody who asks, also for those who may see behind a protected name: a directory is read over
    shoulders.

    Args:
        day: today.
        prefix: path to the person, ending in two underscores.
    """
    return (
        Q(**{f"{prefix}is_active": True, f"{prefix}is_protected": False})
        & (Q(**{f"{prefix}last_day": None}) | Q(**{f"{prefix}last_day__gte": day}))
        & ~Q(**{f"{prefix}issuer": SUPPORT_ISSUER})
    )


def may_read_directory(user: object) -> bool:
    """See `people.access.require_directory`; guests and suppliers never (PF-07)."""
    if not (is_person(user) and is_internal(user)):
        return False
    return user.capacity == Capacity.EMPLOYEE or value(DIRECTORY_FOR) != EMPLOYEES


def directory_readers(day: date) -> "QuerySet[User]":
    """Everybody for whom `may_read_directory` says yes, that day."""
    who = (Capacity.EMPLOYEE,) if value(DIRECTORY_FOR) == EMPLOYEES else INTERNAL
    here = Q(is_active=True, capacity__in=who) & (Q(last_day=None) | Q(last_day__gte=day))
    return User.objects.filter(here).exclude(issuer=SUPPORT_ISSUER)


def person_or_404(*, viewer: object, uuid: UUID, day: date) -> User:
    """Somebody who stands in the directory, or the viewer; with the profile, one query.

    Raises:
        Http404: for anybody else, and for who is protected: nobody learns that there is something to hide.
    """
    mine = Q(pk=viewer.pk) if is_person(viewer) else Q(pk=None)
    found = User.objects.select_related("profile").filter(listed(day) | mine, uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def may_edit(viewer: object, user: User) -> bool:
    """Oneself, and the site's own maintainers, who can correct what has gone wrong."""
    return is_person(viewer) and (viewer.pk == user.pk or is_maintainer(viewer))


def require_editor(viewer: object, user: User) -> str:
    """Refuse everybody else.

    Returns:
        The right that is used, as the log names it.

    Raises:
        Denied: for them.
    """
    if not may_edit(viewer, user):
        raise Denied(_("Var och en ändrar sina egna uppgifter. Säg till personen, eller till systemförvaltaren."))
    return right_of(viewer, user)


def require_oneself(viewer: object, user: User) -> None:
    """What somebody knows, and who may find it, is said by themselves alone (PF-22).

    Raises:
        Denied: for everybody else, maintainers too.
    """
    if not (is_person(viewer) and viewer.pk == user.pk):
        raise Denied(_("Kompetenser skriver man bara själv, och man väljer själv vilka som får hitta dem."))


def right_of(viewer: object, user: User) -> str:
    """`own`, or the maintainers' right."""
    return "own" if is_person(viewer) and viewer.pk == user.pk else MAINTAINERS_RIGHT
