"""How closely one wants to know of a thing: as usual, in another letter, or not for a while."""

from datetime import date

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Attention
from samverk.notifications.ways import Pace


def choose_attention(
    *, actor: Actor, user: User, ref: Ref, muted: bool = False, until: date | None = None, pace: Pace | None = None
) -> None:
    """Holds for the thing and what lies within it; what is mandatory comes anyway (PF-53).

    Args:
        actor: the person.
        user: whose choice.
        ref: the thing.
        muted: nothing more of it.
        until: last day without; None for until further notice.
        pace: in which letter, instead of what the matrix says; None for as the matrix says.
    """
    with transaction.atomic():
        if muted or pace is not None:
            Attention.objects.update_or_create(
                user=user,
                ref_kind=ref.kind,
                ref_key=ref.key,
                defaults={"is_muted": muted, "muted_until": until if muted else None, "pace": pace},
            )
        else:
            Attention.objects.filter(user=user, ref_kind=ref.kind, ref_key=ref.key).delete()
        record_audit(
            actor=actor,
            verb="notifications.choose_attention",
            target=user,
            details={
                "kind": ref.kind,
                "key": ref.key,
                "muted": muted,
                "until": until.isoformat() if until else None,
                "pace": pace.name if pace is not None else None,
            },
            right="own",
        )
