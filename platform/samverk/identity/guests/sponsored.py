"""The guests somebody answers for, for whoever plans their last day."""

from collections.abc import Collection

from samverk.identity.guests.actions.change_sponsor import change_sponsor
from samverk.identity.guests.models import GuestStay
from samverk.identity.models import User
from samverk.identity.movers.owned import Thing
from samverk.kernel.actions.record_audit import Actor


def sponsored(user: User) -> list[Thing]:
    """Guests that nobody has ended; who answered for them is gone, so somebody else must."""
    stays = GuestStay.objects.filter(sponsor=user, ended_at=None)
    return [Thing(key=str(stay.pk), label=f"{stay.name}, {stay.organisation}") for stay in stays]


def give_guests(*, actor: Actor, keys: Collection[str], frm: User, to: User) -> int:
    """Another sponsor, for those `frm` still answers for; back to a leaver only to undo."""
    mine = GuestStay.objects.filter(pk__in=keys, sponsor=frm)
    return change_sponsor(actor=actor, stays=list(mine.values_list("pk", flat=True)), to=to)
