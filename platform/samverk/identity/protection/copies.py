"""Names written down beside what somebody did: they become what the person is called now (LAW-24)."""

from typing import Any

from django.db.models import QuerySet

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.sealed import facts_behind
from tenants.profile.models import Assessment
from tenants.settings.models import SettingValue
from tenants.settings.stamps import stamp_anew

LENGTH = 200


def names_for(*, user: User, before: str) -> tuple[set[str], str]:
    """Which exact names to replace where a row keeps a name and no id, and by what.

    Two of the same name both disappear behind the first one's protected name, which hides more, never less. Back it
    goes only when nobody else is called that here: else one would be credited with what another did.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    called = actor_for(user).name
    suffix = called.removeprefix(user.display_name)
    old = {before}
    if user.is_protected:
        sealed = facts_behind(user)
        # Also what was written before there were followers, when the protected name is changed.
        old |= {sealed.display_name} if sealed else set()
    elif User.objects.filter(display_name=before).exclude(pk=user.pk).exists():
        old = set()
    return {name[:LENGTH] for each in old for name in (each, each + suffix)}, called[:LENGTH]


def rename(rows: "QuerySet[Any]", field: str, *, user: User, before: str) -> None:
    """Do so in one column.

    Args:
        rows: those that may hold it.
        field: the column.
        user: the person, changed.
        before: what the person was called.
    """
    written, called = names_for(user=user, before=before)
    rows.filter(**{f"{field}__in": written}).update(**{field: called})


def follow_in_settings(*, user: User, before: str) -> None:
    """What the person has decided about the site; the rows know the person's id.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    called = actor_for(user).name[:LENGTH]
    Assessment.objects.filter(by_uuid=user.uuid).update(by_name=called)
    if SettingValue.objects.filter(set_by_uuid=user.uuid).update(set_by_name=called):
        # Every process remembers who set what.
        stamp_anew()
