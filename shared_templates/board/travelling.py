"""How submissions travel with their municipality, and words with their template."""

from collections.abc import Iterable
from typing import Any

from shared_templates.board.models import Submission, Word
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def _load_submissions(rows: Iterable[dict[str, Any]]) -> None:
    here = active_schema()
    Submission.objects.filter(schema_name=here).delete()
    Submission.objects.bulk_create(Submission(schema_name=here, **row) for row in rows)


def _load_words(rows: Iterable[dict[str, Any]]) -> None:
    """Those about what is still submitted here: elsewhere there may be none of these municipalities."""
    here = active_schema()
    Word.objects.filter(template_schema=here).delete()
    known = set(Submission.objects.filter(template_schema=here).values_list("deviation", "schema_name"))
    told = {(str(deviation), schema_name) for deviation, schema_name in known}
    Word.objects.bulk_create(
        Word(template_schema=here, **row) for row in rows if (row["deviation"], row["schema_name"]) in told
    )


SUBMISSIONS = PublicPart(
    query="""SELECT to_jsonb(s) - 'id' - 'schema_name' FROM public.board_submission s
              WHERE s.schema_name = current_setting('samverk.tenant') ORDER BY s.submitted_at, s.deviation""",
    load=_load_submissions,
)
WORDS = PublicPart(
    query="""SELECT to_jsonb(w) - 'id' - 'template_schema' FROM public.board_word w
              WHERE w.template_schema = current_setting('samverk.tenant') ORDER BY w.at, w.deviation""",
    load=_load_words,
)
