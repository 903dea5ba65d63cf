"""The votes of a proposal as a bar drawn on the server, with the same numbers in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared_templates.proposals.models import Stance
from shared_templates.proposals.queries import Tally, Voice
from shared_templates.proposals.words import STANCES, told_affected, told_tally
from shared_templates.screens.comparing import Told


@dataclass(frozen=True, slots=True)
class Share:
    """One answer: its word, how many gave it, how many of them are affected, and its place in the bar."""

    stance: str
    badge: Told
    count: int
    affected: int
    begins: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """All that is told of the votes; `shares` without those that nobody gave."""

    shares: Sequence[Share]
    rows: Sequence[tuple[Voice, Told | None]]
    votes: int
    text: str
    affected: str


def ballot(tally: Tally) -> Ballot:
    """Lay a tally out for the page."""
    shares: list[Share] = []
    for stance in Stance:
        if count := tally.count(stance):
            begins = shares[-1].begins + shares[-1].count if shares else 0
            shares.append(Share(stance, STANCES[stance], count, tally.count(stance, affected=True), begins))
    rows = [(each, STANCES[each.vote.stance] if each.vote else None) for each in tally.voices]
    return Ballot(shares, rows, tally.votes, told_tally(tally), told_affected(tally))
