"""Reads of guests."""

from datetime import datetime

from django.db.models import QuerySet

from samverk.identity.guests.models import GuestPlace, GuestStay
from samverk.identity.guests.places import Place, place_kinds
from samverk.identity.models import User
from samverk.identity.one_time_links import link_digest


def guests_of(user: User) -> QuerySet[GuestStay]:
    """The stays the person answers for, those that end first on top, with guest; one query."""
    return GuestStay.objects.filter(sponsor=user).select_related("user", "sponsor")


def all_guests() -> QuerySet[GuestStay]:
    """Every stay on the site; for system maintainers."""
    return GuestStay.objects.select_related("user", "sponsor")


def invitation_behind(*, token: str, now: datetime) -> GuestStay | None:
    """The invitation a link opens; None for a link that is used, too old, withdrawn or of another site."""
    return invitation_of(link_hash=link_digest(token), now=now)


def invitation_of(*, link_hash: str, now: datetime) -> GuestStay | None:
    """The same by the link's digest: what a browser remembers while its guest is at a provider."""
    return (
        GuestStay.objects.filter(link_hash=link_hash, link_expires_at__gt=now, accepted_at=None, ended_at=None)
        .exclude(link_hash="")
        .select_related("sponsor")
        .first()
    )


def password_link_behind(*, token: str, now: datetime) -> GuestStay | None:
    """The stay whose guest may choose a new password with the link; None for a link that is used, old or not ours."""
    return (
        GuestStay.objects.filter(link_hash=link_digest(token), link_expires_at__gt=now, ended_at=None)
        .exclude(accepted_at=None)
        .select_related("user")
        .first()
    )


def place_keys(*, user: User, kind: str) -> list[str]:
    """What of one kind a guest is invited to; one query."""
    rows = GuestPlace.objects.filter(stay__user=user, stay__ended_at=None, kind=kind)
    return list(rows.values_list("key", flat=True))


def places_of(user: User) -> list[Place]:
    """Everything a guest is invited to that still exists, kind by kind."""
    rows = GuestPlace.objects.filter(stay__user=user, stay__ended_at=None).values_list("kind", "key")
    wanted: dict[str, list[str]] = {}
    for kind, key in rows:
        wanted.setdefault(kind, []).append(key)
    return [place for kind, declared in place_kinds if kind in wanted for place in declared.found(wanted[kind])]
