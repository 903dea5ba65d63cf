"""See somebody out: the last day has passed."""

from datetime import datetime, timedelta

from django.db import transaction

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.models import User
from samverk.identity.movers.actions.hand_over import hand_over
from samverk.identity.movers.models import Departure, HandoverItem, Source, State
from samverk.identity.movers.owned import owned_things
from samverk.identity.rights.lockout import keeping_a_maintainer
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import person_leaves


def complete_departure(*, actor: Actor, departure: Departure, now: datetime) -> bool:
    """Close the account, end roles and groups, hand over what can be handed over; all of it or nothing.

    What the person wrote stays under the name. What has no receiver waits in the handover queue.

    Args:
        actor: the house, mostly.
        departure: planned; one that is done or withdrawn is left alone, so this can be run again.
        now: the moment.

    Returns:
        Was it done now?

    Raises:
        LastMaintainer: when nobody could administer the site afterwards, as far as that was decided here. The account
            is shut by its day all the same, and keeps its groups for whoever takes the departure back.
    """
    with keeping_a_maintainer() if departure.source == Source.MAINTAINER else transaction.atomic():
        row = Departure.objects.select_for_update(of=("self",)).select_related("receiver").get(pk=departure.pk)
        if row.state != State.PLANNED:
            return False
        user = User.objects.select_for_update().get(pk=row.user_id)
        day_after = row.last_day + timedelta(days=1)
        receiver = row.receiver if row.receiver and row.receiver.is_open_on(day_after) else None
        items = [
            HandoverItem(departure=row, kind=kind, key=thing.key, label=thing.label[:300])
            for kind, owned in owned_things
            for thing in owned.things(user)
        ]
        HandoverItem.objects.bulk_create(items, ignore_conflicts=True)
        ended = {
            key: leaving.apply(actor=actor, user=user, to=receiver, day=day_after)
            for key, leaving in person_leaves
            if key not in owned_things
        }
        if receiver is not None:
            hand_over(
                actor=actor, departure=row, items=list(row.items.values_list("pk", flat=True)), to=receiver, now=now
            )
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        end_sessions(actor=actor, user=user, keep="")
        row.state, row.done_at = State.DONE, now
        row.save(update_fields=["state", "done_at"])
        record_audit(
            actor=actor, verb="movers.complete_departure", target=user,
            details={"last_day": row.last_day.isoformat(), "ended": ended, "left": len(items)},
        )  # fmt: skip
    return True
