"""What a person is called, to whom. The one place that decides (LAW-24)."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.protection.access import may_protect
from samverk.identity.protection.models import SealedFacts
from samverk.identity.protection.sealed import facts_behind

#: In the order of the table's columns.
_NAMED = ("id", "display_name", "capacity", "is_protected")


def named_person(pk: int, display_name: str, capacity: str, is_protected: bool) -> User:
    """Somebody of whom a list has read what `shown_names` asks for, and no more."""
    return User.from_db(DEFAULT_DB_ALIAS, _NAMED, (pk, display_name, capacity, is_protected))


def shown_name(user: User, viewer: object) -> str:
    """The name this viewer may read; asks the database only for a protected person and somebody who may know.

    Args:
        user: whose name.
        viewer: who reads.
    """
    if user.is_protected and may_protect(viewer):
        sealed = facts_behind(user)
        if sealed is not None:
            return _for_protectors(user, sealed)
    return user.get_full_name()


def shown_names(users: Iterable[User], viewer: object) -> dict[int, str]:
    """The same for many, by their keys; one query, and only for protected persons and somebody who may know.

    Args:
        users: whose names; of each, key, name, capacity and protection are enough.
        viewer: who reads.
    """
    people = list(users)
    protected = [user.pk for user in people if user.is_protected]
    sealed = {}
    if protected and may_protect(viewer):
        sealed = {row.user_id: row for row in SealedFacts.objects.filter(user__in=protected)}
    return {
        user.pk: _for_protectors(user, sealed[user.pk]) if user.pk in sealed else user.get_full_name()
        for user in people
    }


def _for_protectors(user: User, sealed: SealedFacts) -> str:
    return _("%(name)s (skyddad, visas som %(shown)s)") % {"name": sealed.display_name, "shown": user.display_name}
