"""What is counted of how ready the site is, with who sees to it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverk.kernel.readiness import ReadinessFact, readiness
from samverk.people.roles.states import role_vacancies

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class OwnedFact:
    """One fact and its owner.

    Attributes:
        fact: what is counted.
        role: what the role of its owner is called.
        holders: who holds the role today; empty where nobody does.
    """

    fact: ReadinessFact
    role: "str | Promise"
    holders: tuple[str, ...]


def facts_of(day: date) -> list[OwnedFact]:
    """What blocks first; one query for each fact and one for the roles, none where nothing is counted."""
    found = readiness(day).values()
    roles = {each.role.key: each for each in role_vacancies(day)} if found else {}
    owned = [
        OwnedFact(fact, held.role.label, tuple(row.user.get_full_name() for row in held.holders))
        for fact in found
        for held in (roles[fact.role],)
    ]
    return sorted(owned, key=lambda each: not each.fact.blocks)
