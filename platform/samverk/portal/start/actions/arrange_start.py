"""Move, hide and bring back the boxes of one's own start page."""

from collections.abc import Collection

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Desk
from samverk.portal.start.arrangement import arrangeable, moved, order_of

MOVES = ("up", "down", "hide", "show", "reset")


class UnknownMove(ValueError):
    """No such box, or nothing one can do with it."""


def arrange_start(*, actor: Actor, user: User, box: str, move: str, without: Collection[str] = ()) -> Desk:
    """Keep a new arrangement; moving the first box up changes nothing.

    Args:
        actor: the person.
        user: whose start page.
        box: key of a box; not asked for by `reset`.
        move: up, down, hide, show, or reset for the house's own order.
        without: keys of boxes that are for others; nothing is moved past them.

    Raises:
        UnknownMove: for anything else.
    """
    boxes = dict(arrangeable())
    if move not in MOVES or (move != "reset" and (box not in boxes or box in without)):
        raise UnknownMove(f"{move} {box}")
    with transaction.atomic():
        desk, _is_new = Desk.objects.select_for_update().get_or_create(user=user)
        if move == "reset":
            desk.order, desk.hidden = [], []
        elif move == "hide":
            desk.hidden = sorted({*desk.hidden, box} & set(boxes))
        elif move == "show":
            desk.hidden = sorted(set(desk.hidden) - {box})
        else:
            desk.order = moved(order_of(desk, without=without), box, -1 if move == "up" else 1, boxes)
        desk.save(update_fields=["order", "hidden"])
        record_audit(
            actor=actor, verb="portal.arrange_start", target=user, details={"move": move, "box": box}, right="own"
        )
    return desk
