"""The people that news is directed to."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from samverk.identity.models import INTERNAL, User
from samverk.intranet.targeting.keys import read_keys
from samverk.kernel import clock
from samverk.people.standing.queries import people_at


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of all."""

    directed: int
    everybody: int


def directed_to(targets: Collection[str]) -> "QuerySet[User]":
    """Active people among the targets; everybody of the house when there are none. Rights are not asked here."""
    if not targets:
        return User.objects.filter(is_active=True, capacity__in=INTERNAL)
    found = read_keys(targets)
    return people_at(
        parts=found.parts, roles=found.roles, titles=found.titles, workplaces=found.places, day=clock.today()
    )


def reach_of(targets: Collection[str]) -> Reach:
    """For whom it stands on top; two queries.

    Who is protected is not counted: beside the directory, one more than stands there would tell of them (LAW-24).
    """
    count = directed_to(()).filter(is_protected=False).count()
    directed = directed_to(targets).filter(is_protected=False).count() if targets else count
    return Reach(directed=directed, everybody=count)
