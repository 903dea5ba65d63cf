"""Names written down beside what somebody did: they become what the person is called now (LAW-24)."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.sealed import facts_behind
from tenants.profile.models import Assessment
from tenants.queries import active_schema
from tenants.settings.models import SettingValue
from tenants.settings.shared.models import TemplateSetting
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


@dataclass(frozen=True, slots=True)
class Knife:
    """What to take out of texts, and what stands there instead."""

    secrets: frozenset[str]
    instead: str

    def cut(self, text: str) -> str:
        """The text without any of them, whatever follows: "Lisa Lunds konto"."""
        # The longest first: an address may begin with a user name.
        known = "|".join(re.escape(each) for each in sorted(self.secrets, key=len, reverse=True))
        return re.sub(rf"(?<!\w)(?:{known})", lambda _found: self.instead, text, flags=re.IGNORECASE)


def knife_for(*, user: User, before: str) -> Knife | None:
    """For texts about somebody whose protection begins or changes; None when it ends: a text says as much without.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    sealed = facts_behind(user) if user.is_protected else None
    if sealed is None:
        return None
    whole = f"{sealed.first_name} {sealed.last_name}".strip()
    texts = {before, sealed.display_name, whole, sealed.username, sealed.email}
    secrets = frozenset(text for text in texts if len(text) > 2 and text != user.display_name)
    return Knife(secrets=secrets, instead=user.display_name) if secrets else None


def rewrite(rows: "QuerySet[Any]", *fields: str, knife: Knife | None) -> None:
    """Take the person's names and addresses out of columns that people wrote freely.

    Args:
        rows: those that may hold it.
        fields: the columns.
        knife: from `knife_for`; None does nothing.
    """
    if knife is None:
        return
    holds = Q()
    for field in fields:
        for text in knife.secrets:
            holds |= Q(**{f"{field}__icontains": text})
    for row in rows.filter(holds).only("pk", *fields):
        cut = {field: knife.cut(getattr(row, field)) for field in fields}
        rows.filter(pk=row.pk).update(
            **{field: text[: row._meta.get_field(field).max_length] for field, text in cut.items()}
        )


def follow_in_settings(*, user: User, before: str) -> None:
    """What the person has decided about the site; the rows know the person's id.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    called = actor_for(user).name[:LENGTH]
    knife = knife_for(user=user, before=before)
    rewrite(SettingValue.objects.order_by(), "reason", knife=knife)
    rewrite(TemplateSetting.objects.filter(schema_name=active_schema()).order_by(), "reason", knife=knife)
    Assessment.objects.filter(by_uuid=user.uuid).update(by_name=called)
    SettingValue.objects.filter(set_by_uuid=user.uuid).update(set_by_name=called)
    # Every process remembers who set what, and why.
    stamp_anew()
