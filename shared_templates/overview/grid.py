"""Items × municipalities, from the facts of as many items as are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

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


def drawn(shown: Iterable[Line]) -> list[tuple[Line, SafeString]]:
    """Each line with its cells as HTML; equal cells are drawn once."""
    html = cache(Cell.html)
    return [(line, format_html_join("", "{}", ((html(cell),) for cell in line.cells))) for line in shown]
