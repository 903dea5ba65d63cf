"""How closely one wants to know of a thing: as usual, by other ways, or not for a while."""

from datetime import date

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Attention
from samverk.notifications.ways import Closely

AS_USUAL = Closely()


def choose_attention(
    *,
    actor: Actor,
    user: User,
    ref: Ref,
    muted: bool = False,
    until: date | None = None,
    closely: Closely = AS_USUAL,
) -> None:
    """Holds for the thing and what lies within it; what is mandatory comes anyway (PF-53).

    Args:
        actor: the person.
        user: whose choice.
        ref: the thing.
        muted: nothing more of it.
        until: last day without; None for until further notice.
        closely: by which ways, instead of what the matrix says.
    """
    with transaction.atomic():
        if muted or closely != AS_USUAL:
            Attention.objects.update_or_create(
                user=user,
                ref_kind=ref.kind,
                ref_key=ref.key,
                defaults={
                    "is_muted": muted,
                    "muted_until": until if muted else None,
                    "pace": closely.pace,
                    "inbox": closely.inbox,
                    "push": closely.push,
                },
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
                "pace": closely.pace.name if closely.pace is not None else None,
                "inbox": closely.inbox,
                "push": closely.push,
            },
            right="own",
        )
