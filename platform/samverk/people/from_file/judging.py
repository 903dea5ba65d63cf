"""What each row of the file would do, found out by doing it and rolling back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.people.from_file.reading import FileRow
from samverk.people.from_file.steps_of import RowRefused, steps_of
from samverk.people.from_file.there import There, key, what_is_there
from samverk.people.plan_words import sentence
from samverk.people.queries import persons_named
from samverk.people.reorganising.carry_out import carry_out
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import StepRefused
from samverk.people.reorganising.steps import Step, Verb

Outcome = Literal["new", "changed", "unchanged", "error"]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row.

    Attributes:
        line: its line in the file.
        name: what it is about.
        outcome: what will happen.
        message: what, or what is wrong, in the reader's language.
    """

    line: int
    name: str
    outcome: Outcome
    message: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """All rows in the file's order, and the steps of those that are right, in the order they are taken."""

    rows: tuple[JudgedRow, ...]
    steps: tuple[Step, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows end so."""
        return sum(row.outcome == outcome for row in self.rows)


def judge(*, rows: Sequence[FileRow], day: date) -> Judged:
    """Take the rows one by one, authorities first, each on what those before it made; nothing is left behind.

    A row that cannot be is left out and told why; so is each that needs what it would have made.

    Args:
        rows: of the file.
        day: the plan's.
    """
    judged: list[JudgedRow] = []
    steps: list[Step] = []
    with transaction.atomic():
        there = what_is_there(day=day, rows=rows)
        names = persons_named({person for found in there.people.values() for person in found})
        there.names.update(names)
        seen = Counter(_about(row) for row in rows)
        lost: set[tuple[str, str]] = set()
        for row in sorted(rows, key=lambda each: (each.depth, not each.authority, each.line)):
            try:
                if seen[_about(row)] > 1:
                    raise RowRefused(_("Står på flera rader i filen."))
                made = _taken(row, there, day, lost)
            except (RowRefused, StepRefused) as refused:
                lost.add((str(row.depth), key(row.name)))
                judged.append(JudgedRow(row.line, row.name, "error", str(refused)))
                continue
            steps += made
            judged.append(JudgedRow(row.line, row.name, _outcome(made), _told(made, there)))
        transaction.set_rollback(True)
    return Judged(rows=tuple(sorted(judged, key=lambda row: row.line)), steps=tuple(steps))


def _about(row: FileRow) -> tuple[str, str, str]:
    return (key(row.authority) if not row.unit else "", key(row.department), key(row.unit))


def _taken(row: FileRow, there: There, day: date, lost: set[tuple[str, str]]) -> list[Step]:
    """The row's steps, carried out, and what they make known to the rows after it.

    Raises:
        RowRefused: for what the row says.
        StepRefused: for what cannot be.
    """
    if (row.unit and ("1", key(row.department)) in lost) or (row.depth and ("0", key(row.authority)) in lost):
        raise RowRefused(_("Raden för det som den ligger under tas inte med."))
    found = steps_of(row, there, day)
    with transaction.atomic():
        carry_out(steps=found.steps, day=day, ledger=Ledger())
    found.make_known(there)
    return found.steps


def _outcome(steps: Sequence[Step]) -> Outcome:
    if any(step.verb == Verb.BEGIN for step in steps):
        return "new"
    return "changed" if steps else "unchanged"


def _told(steps: Sequence[Step], there: There) -> str:
    return " ".join(f"{sentence(step, there.names)}." for step in steps)
