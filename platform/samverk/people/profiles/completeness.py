"""How much of a profile is filled in, and what to do next; shown to its owner only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samverk.people.models import Profile

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a profile.

    Attributes:
        weight: how much it helps who looks for somebody; all together make 100.
        label: what to do, with a verb.
        anchor: where on the form.
        filled: is it there.
    """

    weight: int
    label: "str | Promise"
    anchor: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """Percent, and what is lacking, the most useful first."""

    percent: int
    lacking: tuple[Piece, ...]


def completeness(*, profile: Profile | None, skills: int) -> Completeness:
    """Of one person; asks nothing.

    Args:
        profile: their row, or None.
        skills: how many skills they have told of.
    """
    row = profile or Profile()
    pieces = (
        Piece(25, _("Lägg in ett telefonnummer"), "kontakt", bool(row.phone or row.mobile)),
        Piece(20, _("Skriv vad man kan fråga dig om"), "om", bool(row.ask_about)),
        Piece(15, _("Lägg in en bild"), "bild", bool(row.photo)),
        Piece(15, _("Berätta kort vad du gör"), "om", bool(row.presentation)),
        Piece(10, _("Skriv en kompetens"), "kompetenser", skills > 0),
        Piece(10, _("Skriv var du arbetar"), "kontakt", bool(row.workplace)),
        Piece(5, _("Skriv när du arbetar"), "arbetstid", bool(row.workdays or row.hours)),
    )
    lacking = tuple(sorted((p for p in pieces if not p.filled), key=lambda p: -p.weight))
    return Completeness(100 - sum(p.weight for p in lacking), lacking)
