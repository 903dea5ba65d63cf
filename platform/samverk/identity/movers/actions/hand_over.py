"""Give things from the handover queue to somebody."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.movers.models import Departure, HandoverItem
from samverk.identity.movers.owned import owned_things
from samverk.kernel.actions.record_audit import Actor, record_audit


def hand_over(*, actor: Actor, departure: Departure, items: Collection[int], to: User, now: datetime) -> int:
    """Move them, each once.

    Args:
        actor: who decides.
        departure: whose things.
        items: which of them; those given already are left where they are.
        to: somebody who works here.
        now: the moment.

    Returns:
        How many were given.

    Raises:
        ValidationError: when the receiver does not work here.
    """
    if not (to.is_internal and to.is_open_on(timezone.localdate(now))) or to.pk == departure.user_id:
        raise ValidationError(_("Välj någon annan som arbetar här."))
    with transaction.atomic():
        rows = list(departure.items.select_for_update().filter(pk__in=items, given_to=None))
        _move(actor, rows, frm=departure.user, to=to)
        HandoverItem.objects.filter(pk__in=[row.pk for row in rows]).update(given_to=to, given_at=now)
        details: dict[str, object] = {"to": str(to.uuid), "things": [f"{row.kind}:{row.key}" for row in rows]}
        record_audit(actor=actor, verb="movers.hand_over", target=departure.user, details=details)
    return len(rows)


def _move(actor: Actor, rows: list[HandoverItem], *, frm: User, to: User) -> None:
    for kind in {row.kind for row in rows}:
        keys = [row.key for row in rows if row.kind == kind]
        owned_things[kind].give(actor=actor, keys=keys, frm=frm, to=to)


def take_back(*, actor: Actor, departure: Departure, items: Collection[int]) -> int:
    """Undo: what the receiver still has goes back to the queue.

    Args:
        actor: who decides.
        departure: whose things.
        items: which of them.

    Returns:
        How many came back.
    """
    with transaction.atomic():
        rows = list(
            departure.items.select_for_update(of=("self",)).select_related("given_to").filter(pk__in=items)
            .exclude(given_to=None)
        )  # fmt: skip
        for receiver in {row.given_to for row in rows if row.given_to is not None}:
            _move(actor, [row for row in rows if row.given_to == receiver], frm=receiver, to=departure.user)
        HandoverItem.objects.filter(pk__in=[row.pk for row in rows]).update(given_to=None, given_at=None)
        details: dict[str, object] = {"things": [f"{row.kind}:{row.key}" for row in rows]}
        record_audit(actor=actor, verb="movers.take_back", target=departure.user, details=details)
    return len(rows)
