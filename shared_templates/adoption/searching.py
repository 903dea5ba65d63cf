"""What applies here in the site's search: by title, code and text."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, Func, TextField
from django.db.models.functions import Left, Right
from django.urls import reverse

from samverk.identity.access import is_internal, is_person
from samverk.kernel.searching import ENDS, Hit, as_cut
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.models.adopted import WORDS
from shared_templates.content.kinds import KINDS
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONFIG = "swedish"
#: The texts below the title, one after the other.
_TEXTS = Func(
    F("content"),
    template="(SELECT string_agg(t #>> '{}', ' ') FROM jsonb_array_elements("
    """jsonb_path_query_array(%(expressions)s, '$.head.keyvalue() ? (@.key != "title").value')"""
    " || jsonb_path_query_array(%(expressions)s, '$.blocks[*].texts.*')) AS t)",
    output_field=TextField(),
)


_READ = ("title", "code", "kind", "changed_at")


def search_items(viewer: object, text: str, count: int) -> list[Hit]:
    """Items that fit, the one with that code first, then the best; two queries.

    Args:
        viewer: who asks; all who belong to the organisation read how it works.
        text: a code, or words, "phrases", -not.
        count: at most so many.
    """
    if not (is_person(viewer) and is_internal(viewer)) or not text.strip():
        return []
    named = [_hit(row, "", 2.0) for row in _with_code(code=text.strip())]
    fitting = _best(count)(text=text, code=text.strip())
    return [*named, *(_hit(row, _cut(said, first, last), rank) for *row, rank, said, first, last in fitting)][:count]


_with_code = KeptQuery(lambda code: Adopted.objects.filter(code__iexact=code).values_list(*_READ), code=str)


@functools.cache
def _best(count: int) -> KeptQuery[tuple[Any, ...]]:
    return KeptQuery(lambda text, code: _fitting(text, code)[:count], text=str, code=str)


def _fitting(text: str, code: str) -> "QuerySet[Adopted, tuple[Any, ...]]":
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    weighed = SearchVector("title", config=CONFIG, weight="A")
    return (
        Adopted.objects.alias(vector=WORDS)
        .filter(vector=query)
        .exclude(code__iexact=code)
        .annotate(
            rank=SearchRank(weighed, query) + SearchRank(F("vector"), query),
            excerpt=SearchHeadline(_TEXTS, query, config=CONFIG, start_sel="", stop_sel="", max_words=28, min_words=12),
            first=Left(_TEXTS, ENDS),
            last=Right(_TEXTS, ENDS),
        )
        .order_by("-rank", "code")
        .values_list(*_READ, "rank", "excerpt", "first", "last")
    )


def _cut(said: str | None, first: str | None, last: str | None) -> str:
    """On one line, without the marks of lists; an item of a title alone has no other text."""
    return " ".join(as_cut(said or "", first or "", last or "").replace("\n- ", " ").split())


def _hit(row: Sequence[Any], said: str, rank: float) -> Hit:
    title, code, kind, changed_at = row
    return Hit(
        title=title,
        url=reverse("templates:item", args=[code]),
        excerpt=said,
        note=f"{KINDS[kind].label} {code}",
        when=changed_at,
        rank=rank,
    )
