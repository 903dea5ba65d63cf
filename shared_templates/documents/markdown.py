"""A sent document as a file that lives on without us."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_templates.documents.drawing import Filled, drawn
from shared_templates.documents.facts import facts_of_file
from shared_templates.documents.models import Document


def markdown_of(document: Document) -> str:
    """The whole in Markdown: what it is, every section, what was filled in as tables."""
    parts = [f"# {document.title}", "\n".join(f"- {label}: {told}" for label, told in facts_of_file(document))]
    for section in drawn(document):
        parts.append(f"## {section.title}")
        parts += ["\n\n".join(_table(piece.filled)) if piece.filled else piece.text for piece in section.pieces]
    return "\n\n".join(parts) + "\n"


def _table(filled: Filled) -> Iterator[str]:
    told = {"label": filled.label, "day": date_format(filled.day, "j F Y")}
    yield f"**{_('%(label)s den %(day)s') % told}.** {filled.fill.told}"
    if filled.fill.rows:
        heads = [_("Vad"), _("Uppgift"), _("Källa")]
        rows = [[row.text, row.figure, _source(row.source, row.day.isoformat())] for row in filled.fill.rows]
        yield "\n".join(_line(cells) for cells in [heads, ["---"] * len(heads), *rows])


def _source(source: str, day: str) -> str:
    return f"{source}, {day}"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
