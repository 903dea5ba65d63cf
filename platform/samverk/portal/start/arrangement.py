"""Which boxes stand where on somebody's start page."""

from collections.abc import Collection, Mapping

from django.http import HttpRequest

from samverk.identity.access import is_person
from samverk.intranet.start_boxes import Boxes, house_order
from samverk.kernel.registries import Widget
from samverk.portal.models import Desk
from samverk.portal.start.desk import desk_of


def arrange(request: HttpRequest, boxes: Boxes) -> Boxes:
    """The boxes in the person's order, without those they have hidden; one query, shared with the rest of the page."""
    if not is_person(request.user):
        return boxes
    desk = desk_of(request, request.user)
    places = {key: number for number, key in enumerate(desk.order)}
    # A box without a title tells of something nobody may hide: a running support session.
    hidden = {key for key in desk.hidden if isinstance(key, str)}
    shown = [pair for pair in boxes if not (pair[1].title and pair[0] in hidden)]
    if not places:
        return shown
    at = {key: number for number, (key, _box) in enumerate(boxes)}
    return sorted(shown, key=lambda pair: _rank(pair[0], places, at))


def arrangeable() -> Boxes:
    """What can be moved and hidden."""
    return [pair for pair in house_order() if pair[1].title]


def not_meant_for(request: HttpRequest) -> set[str]:
    """Keys of the boxes that are for others than the person."""
    return {key for key, box in arrangeable() if not box.meant_for(request)}


def order_of(desk: Desk, *, without: Collection[str] = ()) -> list[str]:
    """Keys of every box that can be moved, in the order the person sees them, the hidden ones too.

    Args:
        desk: the person's.
        without: keys of boxes that are for others.
    """
    boxes = house_order()
    places, at = {key: n for n, key in enumerate(desk.order)}, {key: n for n, (key, _box) in enumerate(boxes)}
    keys = [key for key, box in boxes if box.title and key not in without]
    return sorted(keys, key=lambda key: _rank(key, places, at)) if places else keys


def moved(order: list[str], box: str, step: int, boxes: Mapping[str, Widget]) -> list[str]:
    """The order with one box a step further up or down among those of its own place."""
    peers = [key for key in order if boxes[key].place == boxes[box].place]
    here = peers.index(box)
    there = min(max(here + step, 0), len(peers) - 1)
    peers[here], peers[there] = peers[there], peers[here]
    following = iter(peers)
    return [next(following) if boxes[key].place == boxes[box].place else key for key in order]


def _rank(key: str, places: Mapping[str, int], at: Mapping[str, int]) -> tuple[float, int]:
    """A box that came with a new release stands right after the one the house puts before it."""
    if key in places:
        return (places[key], 0)
    before = [places[other] for other, number in at.items() if other in places and number < at[key]]
    return (max(before) + 0.5 if before else -1, at[key])
