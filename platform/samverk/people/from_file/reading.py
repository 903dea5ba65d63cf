"""Rows of the file as values."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Headings that are understood, in lower case → field. The first of each field is the one we write ourselves.
HEADINGS = {
    "nämnd": "authority",
    "förvaltning": "department",
    "enhet": "unit",
    "chef": "head",
    "gäller från": "valid_from",
    "parent": "authority",
    "authority": "authority",
    "nämnd eller styrelse": "authority",
    "department": "department",
    "unit": "unit",
    "head": "head",
    "manager": "head",
    "valid_from": "valid_from",
    "från": "valid_from",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line.

    Attributes:
        line: its number in the file.
        authority, department, unit: names; what stands lowest is what the row is about.
        head: user name or e-mail address of who leads the unit.
        valid_from: as typed.
    """

    line: int
    authority: str = ""
    department: str = ""
    unit: str = ""
    head: str = ""
    valid_from: str = ""

    @property
    def name(self) -> str:
        """What the row is about."""
        return self.unit or self.department or self.authority

    @property
    def depth(self) -> int:
        """0 for an authority, 1 for a department, 2 for a unit: what stands above is made first."""
        return 2 if self.unit else 1 if self.department else 0


def as_rows(rows: Sequence[dict[str, str]]) -> list[FileRow]:
    """The rows of a list (`identity.scim.csv_files.read_rows`); unknown columns are left out."""
    found = []
    for row in rows:
        values = {HEADINGS[heading]: " ".join(value.split()) for heading, value in row.items() if heading in HEADINGS}
        found.append(FileRow(line=int(row["#"]), **values))
    return found


def unknown_headings(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    """Columns nobody understood."""
    return tuple(heading for heading in (rows[0] if rows else ()) if heading and heading not in {*HEADINGS, "#"})
