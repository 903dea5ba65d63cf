"""What applies here in the site's search: by title, code and text."""

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, Func, QuerySet, TextField
from django.urls import reverse

from samverk.identity.access import is_internal, is_person
from samverk.kernel.searching import Hit
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.models.adopted import WORDS

CONFIG = "swedish"
#: The texts below the title, one after the other.
_TEXTS = Func(
    F("content"),
    template="(SELECT string_agg(t #>> '{}', ' ') FROM jsonb_array_elements("
    """jsonb_path_query_array(%(expressions)s, '$.head.keyvalue() ? (@.key != "title").value')"""
    " || jsonb_path_query_array(%(expressions)s, '$.blocks[*].texts.*')) AS t)",
    output_field=TextField(),
)


def search_items(viewer: object, text: str, count: int) -> list[Hit]:
    """Items that fit, the one with that code first, then the best; two queries.

    Args:
        viewer: who asks; all who belong to the organisation read how it works.
        text: a code, or words, "phrases", -not.
        count: at most so many.
    """
    if not (is_person(viewer) and is_internal(viewer)) or not text.strip():
        return []
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    rows: QuerySet[Adopted] = Adopted.objects.defer("content", "base")
    named = [_hit(row, "", 2.0) for row in rows.filter(code__iexact=text.strip())]
    weighed = SearchVector("title", config=CONFIG, weight="A")
    fitting = (
        rows.annotate(vector=WORDS)
        .filter(vector=query)
        .exclude(code__iexact=text.strip())
        .annotate(
            rank=SearchRank(weighed, query) + SearchRank(F("vector"), query),
            excerpt=SearchHeadline(_TEXTS, query, config=CONFIG, start_sel="", stop_sel="", max_words=28, min_words=12),
        )
        .order_by("-rank", "code")
    )
    return [*named, *(_hit(row, row.excerpt or "", row.rank) for row in fitting[:count])][:count]


def _hit(row: Adopted, said: str, rank: float) -> Hit:
    return Hit(
        title=row.title,
        url=reverse("templates:item", args=[row.code]),
        excerpt=" ".join(said.replace("\n- ", " ").split()),
        note=f"{row.sort.label} {row.code}",
        when=row.changed_at,
        rank=rank,
    )
