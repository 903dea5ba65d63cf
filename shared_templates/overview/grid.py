"""Items × municipalities, from the facts of as many items as are shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shared_templates.catalogue.models import ReleasedItem
from shared_templates.content.likeness import Likeness
from shared_templates.overview.cells import Cell
from shared_templates.overview.queries import Fact, Municipality


@dataclass(frozen=True, slots=True)
class Line:
    """One item in all municipalities.

    Attributes:
        item: the newest version of it.
        cells: one a municipality, in their order.
        is_late: the day to adopt it has passed, and somebody has not.
    """

    item: ReleasedItem
    cells: list[Cell]
    is_late: bool

    @property
    def taken(self) -> int:
        """Municipalities that have taken the newest version."""
        return sum(cell.is_newest for cell in self.cells)

    @property
    def concerned(self) -> int:
        """Municipalities it applies to."""
        return sum(cell.applies for cell in self.cells)

    @property
    def alike(self) -> int:
        """Municipalities where it stands unchanged."""
        return sum(cell.likeness == Likeness.INHERITED for cell in self.cells)


def lines(
    items: Iterable[ReleasedItem], everybody: Sequence[Municipality], told: Iterable[Fact], *, day: date
) -> list[Line]:
    """A line an item.

    Args:
        items: newest versions.
        everybody: municipalities, in the order of the columns.
        told: facts of these items; those of others do no harm.
        day: today; a delay that is over is no longer told.
    """
    # Thousands of cells say the same few things: each is made once.
    cell = cache(Cell)
    found: dict[UUID, dict[str, Fact]] = {}
    for fact in told:
        found.setdefault(fact[1], {})[fact[0]] = fact

    def cell_of(item: ReleasedItem, fact: Fact | None) -> Cell:
        if fact is None:
            return cell(Likeness.MISSING, 0, item.version)
        _schema_name, _key, likeness, version, reasons, until = fact
        return cell(likeness, version, item.version, tuple(reasons), until if until and until > day else None)

    result = []
    for item in items:
        here = found.get(item.key, {})
        cells = [cell_of(item, here.get(one.schema_name)) for one in everybody]
        behind = any(one.applies and not one.is_newest for one in cells)
        by = item.release.adopt_by
        result.append(Line(item, cells, bool(by and by < day and behind)))
    return result


def drawn(shown: Iterable[Line], *, own: int | None) -> list[tuple[Line, SafeString]]:
    """Each line with its cells as HTML; equal cells are drawn once.

    Args:
        shown: the lines.
        own: the column of the municipality on whose site this is read: what differs there leads to how (TP-02).
    """
    html = cache(Cell.html)

    def cells(line: Line) -> Iterator[tuple[SafeString]]:
        for number, cell in enumerate(line.cells):
            leads = number == own and cell.differs
            yield (html(cell, reverse("templates:difference", args=[line.item.code]) if leads else ""),)

    return [(line, format_html_join("", "{}", cells(line))) for line in shown]
