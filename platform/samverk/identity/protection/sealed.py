"""What is behind a protected name, for the few places in the house that need it."""

import re
from collections.abc import Callable, Mapping

from samverk.identity.models import User
from samverk.identity.protection.access import may_protect
from samverk.identity.protection.models import FACTS, SealedFacts
from samverk.kernel import clock
from samverk.kernel.registries import Registry
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

#: (user, before) → nothing: other tables that hold a copy of what the person is called write the new name, after the
#: row has changed; `before` is what the person was called until now.
followers: "Registry[Callable[..., None]]" = Registry("who keeps copies of people's names")


def facts_behind(user: User) -> SealedFacts | None:
    """The sealed row, or None: not protected, or protected by an older version without one."""
    return SealedFacts.objects.filter(user=user).first()


def hide_facts(*, user: User, shown_as: str) -> SealedFacts:
    """Take the facts out of the person's row; a part of the actions that protect. Called again it changes the name."""
    before = {name: getattr(user, name) for name in FACTS}
    sealed, is_new = SealedFacts.objects.get_or_create(user=user, defaults={**before, "since": clock.now()})
    user.is_protected = True
    user.display_name = shown_as
    user.first_name = user.last_name = user.title = user.email = ""
    if is_new:
        user.username = f"person-{user.uuid.hex[:12]}"
    user.save(update_fields=[*FACTS, "is_protected"])
    for follow in followers.values():
        follow(user=user, before=before["display_name"])
    return sealed


def show_facts(*, user: User) -> None:
    """Give the facts back to the row, and forget that they were sealed; a part of the action that ends it.

    A user name that somebody else has come to sign in with is not given back: the person keeps the one they have.
    """
    before = user.display_name
    sealed = facts_behind(user)
    user.is_protected = False
    if sealed is not None:
        for name in FACTS:
            if name != "username" or not _is_anothers(sealed.username, user):
                setattr(user, name, getattr(sealed, name))
        sealed.delete()
    user.save(update_fields=[*FACTS, "is_protected"])
    for follow in followers.values():
        follow(user=user, before=before)


def _is_anothers(username: str, user: User) -> bool:
    return User.objects.filter(username__iexact=username).exclude(pk=user.pk).exists()


def keep_facts(user: User, facts: Mapping[str, str]) -> None:
    """What a directory or a provider says of somebody protected goes behind the seal, never to the row."""
    SealedFacts.objects.filter(user=user).update(**{name: value for name, value in facts.items() if name in FACTS})


def sealed_name(username: str) -> SealedFacts | None:
    """Whose own user name this is; for signing in, which a protected person does as before."""
    if active_schema() == OPERATOR_SCHEMA:
        return None
    return SealedFacts.objects.select_related("user").filter(username__iexact=username).first()


def mail_address(user: User) -> str:
    """Where the house writes to a person; the address of somebody protected stands on the envelope only."""
    if not user.is_protected:
        return user.email
    sealed = facts_behind(user)
    return sealed.email if sealed else ""


def redactor(reader: object) -> Callable[[str], str]:
    """What old texts that cannot be changed, the log above all, look like to this reader; one query.

    Args:
        reader: who reads; those who protect see what stands there.
    """
    if active_schema() == OPERATOR_SCHEMA or may_protect(reader):
        return lambda text: text
    names: dict[str, str] = {}
    for sealed in SealedFacts.objects.select_related("user"):
        whole = f"{sealed.first_name} {sealed.last_name}".strip()
        for secret in {sealed.display_name, sealed.username, sealed.email, whole}:
            if len(secret) > 2:
                names[secret.casefold()] = sealed.user.display_name
    if not names:
        return lambda text: text
    # The longest first: an address may begin with a user name.
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: names.get(found[0].casefold(), "–"), text)
