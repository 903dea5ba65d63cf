"""What waits for the board's word, and what it has said."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from shared_templates.board.models import Submission, Word
from tenants.models import Tenant
from tenants.queries import active_schema


@dataclass(frozen=True, slots=True)
class Told:
    """One submission as the board sees it.

    Attributes:
        submission: what was submitted.
        municipality: its name.
        word: what the board has said about this very text, if anything.
    """

    submission: Submission
    municipality: str
    word: Word | None


def submitted() -> QuerySet[Submission]:
    """All that was submitted to this template and waits or is answered: what waits longest first, answered last."""
    said = Word.objects.filter(deviation=OuterRef("deviation"), submitted_at=OuterRef("submitted_at"))
    rows = Submission.objects.filter(template_schema=active_schema()).annotate(is_answered=Exists(said))
    # What ended before the board said anything waits for nothing.
    return rows.filter(Q(is_answered=True) | Q(closed_at=None)).order_by("is_answered", "submitted_at", "pk")


def told(found: Iterable[Submission]) -> list[Told]:
    """The same as the board sees them; two queries more, however many there are."""
    rows = list(found)
    names = dict(
        Tenant.objects.filter(schema_name__in={row.schema_name for row in rows}).values_list("schema_name", "name")
    )
    said = Word.objects.filter(template_schema=active_schema(), deviation__in=[row.deviation for row in rows])
    words = {(word.deviation, word.submitted_at): word for word in said}
    return [
        Told(row, names.get(row.schema_name, row.schema_name), words.get((row.deviation, row.submitted_at)))
        for row in rows
    ]


def told_to_us(deviation: UUID) -> Told | None:
    """What was submitted to this template of one deviation, ended or not; three queries."""
    rows = told(Submission.objects.filter(template_schema=active_schema(), deviation=deviation)[:1])
    return rows[0] if rows else None


def submission(deviation: UUID) -> Submission | None:
    """What was submitted of one deviation, for the two it is between."""
    return Submission.objects.filter(deviation=deviation).first()


def words_about(deviation: UUID) -> list[Word]:
    """All the board has said of one deviation, newest first."""
    return list(Word.objects.filter(deviation=deviation))
