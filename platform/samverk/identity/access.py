"""Who somebody is, for other rooms' rules."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.models import Capacity, User
from samverk.identity.oidc import session
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor


def is_person(user: User | AnonymousUser | object) -> TypeGuard[User]:
    """Signed in and active here."""
    return isinstance(user, User) and user.is_active


def is_internal(user: object) -> bool:
    """Signed in and belonging to the organisation: not a guest, not a supplier."""
    return is_person(user) and user.is_internal


def is_maintainer(user: object) -> bool:
    """May administer this site: its people, units, ways to sign in, appearance."""
    return is_person(user) and user.has_perm("identity.administer_site")


def require_maintainer(user: object) -> User:
    """The municipality's own system maintainers.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and user.has_perm("identity.administer_site")):
        raise Denied(_("Det här är för kommunens systemförvaltare. Vänd dig till dem om något ska ändras."))
    return user


def actor_of(request: HttpRequest) -> Actor:
    """The acting person of a request, for actions that take an explicit actor."""
    user = request.user
    address = request.META.get("REMOTE_ADDR") or None
    if is_person(user):
        return Actor(uuid=user.uuid, name=_acting_name(user), capacity=user.capacity_in_log, address=address)
    return Actor(uuid=None, name="-", address=address)


def actor_for(user: User) -> Actor:
    """The same for a person without a request (jobs, command line)."""
    return Actor(uuid=user.uuid, name=_acting_name(user), capacity=user.capacity_in_log)


def _acting_name(user: User) -> str:
    """The name as the log tells it: with whom they act for, when they are here for somebody else (TN-10, LAW-54)."""
    if user.capacity == Capacity.SUPPLIER and user.acting_for_name:
        return f"{user.display_name} ({user.acting_for_name})"
    return user.display_name


class AssuranceTooLow(Exception):
    """The sign-in is weaker or older than the page demands; the middleware leads the person to a stronger one.

    Attributes:
        level: demanded, 1–4.
        max_age: demanded freshness in seconds, or None.
    """

    def __init__(self, *, level: int, max_age: int | None) -> None:
        super().__init__(f"Level {level} within {max_age} s")
        self.level = level
        self.max_age = max_age


def require_assurance(request: HttpRequest, level: int, *, max_age: int | None = None) -> None:
    """The door before what not every sign-in may open (PF-05).

    Args:
        request: of somebody signed in.
        level: 1–4; 0 demands nothing.
        max_age: how many seconds ago the person may have proved who they are; None for any time.

    Raises:
        AssuranceTooLow: becomes a redirect to a stronger sign-in and back to the same page.
    """
    if session.assurance_of(request) < level:
        raise AssuranceTooLow(level=level, max_age=max_age)
    if max_age is not None and session.age_of(request, now=clock.now()) > max_age:
        raise AssuranceTooLow(level=level, max_age=max_age)
