"""Lists in and out: CSV as Swedish Excel writes and reads it."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from samverk.kernel.csv_cells import safe_cell

LARGEST = 2_000_000
#: What is written within one request; a larger municipality connects its directory instead.
MOST_ROWS = 1_000


class Unreadable(Exception):
    """The file cannot be read as a list; `why` is too_large, empty, binary, header or too_many."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def in_words(error: Unreadable) -> str:
    """Why, for a person."""
    return {
        "too_large": _("Filen är större än 2 MB. Dela upp den."),
        "too_many": _("Filen har fler än 1 000 rader. Dela upp den."),
        "empty": _("Filen har inga rader under rubrikerna."),
        "binary": _("Filen går inte att läsa som CSV. Spara den som CSV i kalkylprogrammet och försök igen."),
        "header": _("Två kolumner har samma rubrik."),
    }[error.why]


def read_rows(content: bytes) -> list[dict[str, str]]:
    """The rows by their headings in lower case; each with its line number under "#".

    UTF-8 with or without byte order mark, else Windows-1252; semicolon, comma or tab, whichever the first line has
    most of. Empty lines are left out.

    Raises:
        Unreadable: when it is none of that.
    """
    text = _text(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    try:
        headings = [heading.strip().casefold() for heading in next(reader)]
        if len(set(headings)) != len(headings):
            raise Unreadable("header")
        rows = []
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            row = dict(zip(headings, (value.strip() for value in values), strict=False))
            rows.append({**dict.fromkeys(headings, ""), **row, "#": str(reader.line_num)})
            if len(rows) > MOST_ROWS:
                raise Unreadable("too_many")
    except csv.Error as error:
        raise Unreadable("binary") from error
    if not rows:
        raise Unreadable("empty")
    return rows


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    if b"\0" in content:
        raise Unreadable("binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if not text.strip():
        raise Unreadable("empty")
    return text.lstrip()


def write_rows(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """A file that Swedish Excel opens with a double click: semicolons, byte order mark, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
