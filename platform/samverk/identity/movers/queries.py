"""Reads of departures."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from samverk.identity.models import User
from samverk.identity.movers.models import Departure, HandoverItem, State
from samverk.kernel.registries import person_leaves


@dataclass(frozen=True, slots=True)
class Held:
    """So many of a kind that a person would leave."""

    label: str
    count: int


def held_by(user: User) -> list[Held]:
    """What the person holds here, kind by kind, none left out: the preview of a departure."""
    return [Held(str(leaving.label), leaving.count(user=user)) for leaving in person_leaves.values()]


def departures() -> QuerySet[Departure]:
    """Planned first, then the latest; each with `waiting`, how many things nobody has taken over. One query."""
    return (
        Departure.objects.exclude(state=State.CANCELLED)
        .select_related("user", "receiver")
        .annotate(waiting=Count("items", filter=Q(items__given_to=None)))
        .order_by("-state", "-last_day", "-pk")
    )


def departures_with_things() -> QuerySet[Departure]:
    """Those that have left something behind, what still waits on top; one query."""
    return (
        departures()
        .filter(pk__in=HandoverItem.objects.values("departure"))
        .order_by(F("waiting").desc(), "-last_day", "-pk")
    )


def planned_for(user: User) -> Departure | None:
    """The person's coming departure, if there is one."""
    return Departure.objects.select_related("receiver").filter(user=user, state=State.PLANNED).first()


def gone_since(user: User) -> Departure | None:
    """The departure that closed the account, as long as it is closed."""
    if user.is_active:
        return None
    return Departure.objects.filter(user=user, state=State.DONE).order_by("-pk").first()


def departures_due(*, day: date) -> QuerySet[Departure]:
    """Whose last day has passed and who have not been seen out."""
    return Departure.objects.filter(state=State.PLANNED, last_day__lt=day)


def things_left(departure: Departure) -> QuerySet[HandoverItem]:
    """Everything in one leaver's queue, given or not, with receivers; one query."""
    return departure.items.select_related("given_to")
