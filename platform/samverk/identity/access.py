"""Who somebody is, for other rooms' rules."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor


def is_person(user: User | AnonymousUser | object) -> TypeGuard[User]:
    """Signed in and active here."""
    return isinstance(user, User) and user.is_active


def is_internal(user: object) -> bool:
    """Signed in and belonging to the organisation: not a guest, not a supplier."""
    return is_person(user) and user.is_internal


def actor_of(request: HttpRequest) -> Actor:
    """The acting person of a request, for actions that take an explicit actor."""
    user = request.user
    address = request.META.get("REMOTE_ADDR") or None
    if is_person(user):
        return Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity, address=address)
    return Actor(uuid=None, name="-", address=address)


def actor_for(user: User) -> Actor:
    """The same for a person without a request (jobs, command line)."""
    return Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity)
