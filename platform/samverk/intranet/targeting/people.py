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
    return people_at(parts=found.parts, roles=found.roles, titles=found.titles, day=clock.today())


def reach_of(targets: Collection[str]) -> Reach:
    """For whom it stands on top; two queries."""
    everybody = directed_to(())
    count = everybody.count()
    return Reach(directed=directed_to(targets).count() if targets else count, everybody=count)
