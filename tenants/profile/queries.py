"""Reads of the profile. There is no door to another site's: it is support, not a ranking (TN-07)."""

from dataclasses import dataclass
from datetime import date

from tenants.profile.models import AREAS, Assessment

#: What is so low that a plan of readiness should add steps.
LOW = 2


@dataclass(frozen=True, slots=True)
class Maturity:
    """The newest self-assessment.

    Attributes:
        day: when.
        scores: area → 1–5.
    """

    day: date
    scores: dict[str, int]

    @property
    def low(self) -> tuple[str, ...]:
        """The areas where help does most good."""
        return tuple(area for area in AREAS if self.scores[area] <= LOW)


def maturity(*, day: date) -> Maturity | None:
    """Where the active site said it stood, the last time up to a day; None when it never has. One query.

    The door for plans of readiness: an area among `low` means extra steps.
    """
    found = Assessment.objects.filter(day__lte=day).first()
    return Maturity(found.day, {area: getattr(found, area) for area in AREAS}) if found else None


def assessments(*, most: int = 24) -> list[Assessment]:
    """The newest assessments, oldest first, for drawing the way."""
    return list(Assessment.objects.all()[:most])[::-1]
