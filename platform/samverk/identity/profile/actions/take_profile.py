"""Take in what a person's home says of them."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.profile.models import CarriedProfile
from samverk.identity.profile.queries import NAMES, Profile
from samverk.identity.protection.sealed import hide_facts, show_facts
from samverk.kernel.actions.record_audit import Actor, record_audit


def take_profile(*, actor: Actor, profile: Profile, now: datetime) -> bool:
    """Write it to the person's row here; an older version never writes over a newer one, the same one twice is once.

    Args:
        actor: the house.
        profile: from home.
        now: the moment.

    Returns:
        Was anything taken: no for somebody who does not act for that municipality here.
    """
    with transaction.atomic():
        user = (
            User.objects.select_for_update()
            .filter(issuer=profile.issuer, subject=profile.subject, acting_for_code=profile.code)
            .first()
        )
        if user is None:
            return False
        row, _is_new = CarriedProfile.objects.select_for_update().get_or_create(user=user)
        if row.came_from == profile.home and row.version >= profile.version:
            return False
        row.came_from, row.version, row.carried_at = profile.home, profile.version, now
        row.save()
        if profile.is_protected:
            hide_facts(user=user, shown_as=profile.shown["display_name"])
        else:
            if user.is_protected:
                show_facts(user=user)
            _write(user, profile.shown)
        if profile.shown.get("language"):
            user.language = profile.shown["language"]
            user.save(update_fields=["language"])
        record_audit(
            actor=actor, verb="profile.take_profile", target=user,
            details={"from": profile.home, "version": profile.version},
        )  # fmt: skip
    return True


def _write(user: User, shown: dict[str, str]) -> None:
    fields = (*NAMES, "title", "email")
    for name in fields:
        setattr(user, name, shown[name])
    user.save(update_fields=fields)
