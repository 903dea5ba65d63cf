"""What waits for the board's word, and what it has said."""

from dataclasses import dataclass
from uuid import UUID

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


def submitted() -> list[Told]:
    """All that was submitted to this template, what waits longest first, what is answered last; three queries."""
    here = active_schema()
    rows = list(Submission.objects.filter(template_schema=here))
    names = dict(
        Tenant.objects.filter(schema_name__in={row.schema_name for row in rows}).values_list("schema_name", "name")
    )
    words = {(word.deviation, word.submitted_at): word for word in Word.objects.filter(template_schema=here)}
    found = [
        Told(row, names.get(row.schema_name, row.schema_name), words.get((row.deviation, row.submitted_at)))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.word is not None, one.submission.submitted_at))


def submission(deviation: UUID) -> Submission | None:
    """What was submitted of one deviation, for the two it is between."""
    return Submission.objects.filter(deviation=deviation).first()


def words_about(deviation: UUID) -> list[Word]:
    """All the board has said of one deviation, newest first."""
    return list(Word.objects.filter(deviation=deviation))
