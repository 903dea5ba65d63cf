"""Reads of followed searches."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from samverk.identity.models import User
from samverk.search.queries import tidy
from samverk.social.searches.models import FollowedSearch
from tenants.connection import connection
from tenants.kept_queries import KeptQuery
from tenants.models import Tenant

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Sites in one question.
AT_A_TIME = 50


def search_like(*, user: User, text: str, kind: str) -> FollowedSearch | None:
    """The one with these words that the person follows; one query."""
    return _like(user.pk, tidy(text), kind).first()


def followed_like(*, user: User, text: str, kind: str) -> UUID | None:
    """The id of the same; one query."""
    return next(iter(_followed(user=user.pk, words=tidy(text), kind=kind)), None)


def _like(user: int, words: str, kind: str) -> "QuerySet[FollowedSearch]":
    return FollowedSearch.objects.filter(user=user, words__iexact=words, kind=kind)


_followed = KeptQuery(
    lambda user, words, kind: _like(user, words, kind).values_list("uuid", flat=True), user=int, words=str, kind=str
)


def own_search(*, user: User, uuid: UUID) -> FollowedSearch | None:
    """One of the person's own; one query."""
    return FollowedSearch.objects.filter(user=user, uuid=uuid).first()


def due_searches(now: datetime) -> list[int]:
    """Keys of those to look for now, who has waited longest first; one query."""
    rows = FollowedSearch.objects.filter(look_at__lte=now).order_by("look_at", "pk")
    return list(rows.values_list("pk", flat=True))


def sites_with_due_searches(tenants: list[Tenant], *, now: datetime) -> list[Tenant]:
    """Those of the sites where a search is due; a question for each fifty sites.

    Args:
        tenants: open sites.
        now: the moment.
    """
    by_name = {tenant.schema_name: tenant for tenant in tenants}
    found: list[Tenant] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'social_searches_followedsearch'")
        names = [name for (name,) in cursor.fetchall() if name in by_name]
        for start in range(0, len(names), AT_A_TIME):
            some = names[start : start + AT_A_TIME]
            cursor.execute(" UNION ALL ".join(map(_question, some)), [now] * len(some))
            found += [by_name[name] for (name,) in cursor.fetchall()]
    return found


def _question(schema: str) -> str:
    return (
        f"SELECT '{schema}' WHERE EXISTS (SELECT FROM \"{schema}\".social_searches_followedsearch WHERE look_at <= %s)"
    )
