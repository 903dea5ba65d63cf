"""Make the account of somebody a provider has proved, or bring it up to date."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User
from samverk.identity.oidc.access import require_open_account
from samverk.identity.oidc.arrivals import place
from samverk.identity.oidc.claims import Becoming, opaque
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.protection.sealed import keep_facts
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


def admit_person(
    *, actor: Actor, user: User | None, issuer: str, subject: str, becoming: Becoming, now: datetime
) -> User:
    """The account, with name, capacity, groups and unit as the rules say; the directory knows of it.

    Groups that no rule of this provider can give are left alone: those were given by hand.

    Args:
        actor: who arrives.
        user: the account, when there is one.
        issuer: proved.
        subject: proved; as it is stored here.
        becoming: what the rules made of the claims.
        now: the moment.

    Raises:
        Refused: when the account is closed or the membership has ended.
    """
    with transaction.atomic():
        if user is None:
            user, is_new = User.objects.get_or_create(
                issuer=issuer,
                subject=subject,
                defaults={
                    # Opaque: a name or number of the person would show where user names show (LAW-48).
                    "username": f"oidc-{opaque(issuer, subject)[:24]}",
                    "display_name": becoming.display_name or _("Namn saknas"),
                    "capacity": becoming.capacity,
                    "password": "!",
                },
            )
        else:
            is_new = False
        require_open_account(user=user, now=now)
        is_shown_anew = _update(user, becoming)
        changed = _set_groups(user, becoming)
        _enter(actor, user, now)
        if becoming.unit:
            place(actor=actor, user=user, unit=becoming.unit, day=timezone.localdate(now))
        if is_shown_anew and not is_new:
            carry_profile(actor=actor, user=user)
        if is_new or changed:
            record_audit(
                actor=actor,
                verb="identity.admit_person",
                target=user,
                details={"new": is_new, "capacity": user.capacity, "groups": changed},
            )
    return user


def _update(user: User, becoming: Becoming) -> bool:
    """Write what the provider says; did anything change that others see?"""
    wanted = {"capacity": becoming.capacity}
    told = {
        "display_name": becoming.display_name,
        "first_name": becoming.first_name,
        "last_name": becoming.last_name,
        "email": becoming.email,
        "title": becoming.title,
    }
    if user.is_protected:
        # Who has a protected identity keeps the name chosen here, whatever the provider says (LAW-24).
        keep_facts(user, {name: value for name, value in told.items() if value})
    else:
        wanted |= told
    changed = [name for name, value in wanted.items() if value and getattr(user, name) != value]
    for name in changed:
        setattr(user, name, wanted[name])
    if changed:
        user.save(update_fields=changed)
    return bool(set(changed) & set(told))


def _set_groups(user: User, becoming: Becoming) -> dict[str, list[str]]:
    if not becoming.managed_groups:
        return {}
    has = set(user.groups.filter(name__in=becoming.managed_groups).values_list("name", flat=True))
    gained, lost = becoming.groups - has, has - becoming.groups
    if gained:
        user.groups.add(*Group.objects.filter(name__in=gained))
    if lost:
        user.groups.remove(*Group.objects.filter(name__in=lost))
    return {key: sorted(names) for key, names in (("gained", gained), ("lost", lost)) if names}


def _enter(actor: Actor, user: User, now: datetime) -> None:
    key = person_key(issuer=user.issuer, subject=user.subject)
    entry = DirectoryEntry.objects.filter(person_key=key, schema_name=active_schema()).first()
    if entry is None:
        enter_in_directory(actor=actor, user=user, valid_from=timezone.localdate(now))
    elif entry.capacity != user.capacity:
        enter_in_directory(actor=actor, user=user, valid_from=entry.valid_from, valid_to=entry.valid_to)
