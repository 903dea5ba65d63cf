"""What is counted of how ready a site is to go live: each room declares its own facts, a plan of introduction asks.

Computed from the site's rows, never typed in; what a site says of itself is the self-assessment in `tenants.profile`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .registries import Registry

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class ReadinessFact:
    """How the active site stands in one thing.

    Attributes:
        label: what it is about, as a heading: Rutiner.
        told: in a sentence, with the number: 14 rutiner saknar svar.
        left: how many are left to do; 0 is green.
        url: where they are listed and done, an address on this site.
        role: key of the role in `people.roles.catalogue` whose holder sees to it.
    """

    label: "str | Promise"
    told: str
    left: int
    url: str
    role: str

    @property
    def blocks(self) -> bool:
        """May the site not go live before it is done."""
        return self.left > 0


#: (day) → how the active site stands, None where there is nothing to be ready with; one query at most.
readiness_facts: Registry[Callable[[date], ReadinessFact | None]] = Registry("facts of readiness")


def readiness(day: date) -> dict[str, ReadinessFact]:
    """Every fact about the active site, by the key it is declared under; the door for a gate: red while one blocks."""
    asked = ((key, ask(day)) for key, ask in readiness_facts)
    return {key: fact for key, fact in asked if fact is not None}
