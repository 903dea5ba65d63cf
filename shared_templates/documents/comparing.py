"""What would become of what is filled in, if it were filled in anew today."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from shared_templates.content.differences import Mark, Stretch
from shared_templates.content.filling import Fill, Row, placeholders
from shared_templates.content.kinds import Words
from shared_templates.documents.models import Document
from shared_templates.documents.shape import names_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One name whose rows would change.

    Attributes:
        label: what it stands for.
        lines: both versions as one, a list a row.
    """

    label: Words
    lines: list[list[Stretch]]


def differences(document: Document, now: dict[str, Fill]) -> list[Difference]:
    """Those that would say something else, in order of reading; the day alone is no difference."""
    labels, found = dict(placeholders), []
    before = document.filled()
    for name in names_of(document.said()):
        was = before[name][1] if name in before else Fill("")
        if name in now and _lines(was) != _lines(now[name]):
            found.append(Difference(labels[name].label, list(_marked(_lines(was), _lines(now[name])))))
    return found


def _marked(before: list[str], after: list[str]) -> Iterator[list[Stretch]]:
    """Whole rows: half a fact says nothing."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ([Stretch(Mark.SAME, line)] for line in before[i1:i2])
        else:
            yield from ([Stretch(Mark.GONE, line)] for line in before[i1:i2])
            yield from ([Stretch(Mark.NEW, line)] for line in after[j1:j2])


def _lines(fill: Fill) -> list[str]:
    return [fill.told, *map(_line, fill.rows)]


def _line(row: Row) -> str:
    return f"{row.text}: {row.figure} ({row.source})"
