"""Deviations as they are listed, and what nobody has explained (TP-03, TN-14)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from samverk.identity.models import User
from samverk.identity.movers.owned import Thing
from samverk.kernel.registries import Succession
from samverk.people.queries import named
from shared_templates.adoption.models import Adopted, Deviation, DeviationState
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.catalogue.models import Policy
from shared_templates.content.likeness import Likeness
from shared_templates.deviations.access import may_approve
from shared_templates.deviations.moving import heir_of

#: What its owner has to do something about.
_BACK = (DeviationState.REVIEW, DeviationState.REFUSED, DeviationState.EXPIRED)


def deviations(viewer: User, *, state: str = "", reason: str = "") -> QuerySet[Deviation]:
    """All but the ended, or those of one state; what waits for the viewer first, then the newest.

    Args:
        viewer: who looks.
        state: one of DeviationState.
        reason: one of Reason.
    """
    found = _with_people()
    found = found.filter(state=state) if state else found.exclude(state=DeviationState.CLOSED)
    if reason:
        found = found.filter(reason=reason)
    first = Case(When(_waits_for(viewer), then=Value(0)), default=Value(1))
    return found.order_by(first, "-proposed_at", "-pk")


def waiting_for(viewer: User) -> set[int]:
    """Keys of the deviations the viewer has to do something about."""
    return set(Deviation.objects.filter(_waits_for(viewer)).order_by().values_list("pk", flat=True))


def deviation_by_uuid(uuid: UUID) -> Deviation | None:
    """One deviation, whatever its state."""
    return _with_people().filter(uuid=uuid).first()


def open_deviations(item: Adopted | None = None) -> QuerySet[Deviation]:
    """Those that count, the municipality's and the units', of one item or of all, by the items' codes."""
    found = _with_people().filter(state__in=OPEN).order_by("item__code", "pk")
    return found if item is None else found.filter(item=item)


def deviations_of_units(units: Collection[UUID]) -> QuerySet[Deviation]:
    """Those of these units that are not ended, the oldest first."""
    return Deviation.objects.filter(unit__in=units).exclude(state=DeviationState.CLOSED).order_by("pk")


def owned_by(user: User) -> list[Thing]:
    """What a person answers for, by the items' codes."""
    rows = _with_people().filter(owner=user).exclude(state=DeviationState.CLOSED).order_by("item__code", "pk")
    return [Thing(str(row.uuid), str(row.item)) for row in rows]


def to_divide(moved: Succession) -> list[tuple[str, str]]:
    """Each deviation of a unit that is split, with the item it departs from."""
    return [(str(row.uuid), str(row.item)) for row in deviations_of_units(moved.before).select_related("item")]


def following(moved: Succession) -> int:
    """How many deviations go over to another unit; how many there are, where nothing takes over."""
    rows = deviations_of_units(moved.before)
    if not moved.after:
        return rows.count()
    return sum(heir_of(row, moved) != row.unit for row in rows)


def unexplained() -> QuerySet[Adopted]:
    """Items that differ where the model wants a reason and no deviation of the municipality counts, by code."""
    explains = Deviation.objects.filter(item=OuterRef("pk"), unit=None, state__in=OPEN)
    differing = Adopted.objects.filter(
        ~Exists(explains), policy=Policy.DEFAULT, likeness__in=(Likeness.ADAPTED, Likeness.REPLACED)
    )
    return differing.defer("content", "base")


def unit_names(rows: list[Deviation]) -> dict[UUID, str]:
    """Names of the units in these deviations; one query, none where there is no unit."""
    uuids = {row.unit for row in rows if row.unit}
    return {uuid: name for uuid, (_level, name) in named(uuids).items()} if uuids else {}


def is_due(deviation: Deviation, day: date) -> bool:
    """Should it have been looked at again by that day."""
    return deviation.is_open and deviation.review_on <= day


def _waits_for(viewer: User) -> Q:
    waits = Q(owner=viewer, state__in=_BACK)
    if may_approve(viewer):
        waits |= Q(state=DeviationState.PROPOSED) & ~Q(owner=viewer)
    return waits


def _with_people() -> QuerySet[Deviation]:
    rows = Deviation.objects.select_related("item", "owner", "approver")
    return rows.defer("item__content", "item__base")
