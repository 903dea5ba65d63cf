"""Reads of shared articles; each a fixed number of queries."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from samverk.intranet.knowledge.registries import SharedText, Source
from samverk.intranet.models import ArticlePage, PlacedPage
from shared_templates.catalogue.signing import is_signed
from shared_templates.knowledge.fingerprint import fingerprint
from shared_templates.knowledge.markup import cleaned
from shared_templates.knowledge.models import ArticleVersion, SharedArticle, Use
from tenants.queries import active_schema


def current_versions() -> "QuerySet[ArticleVersion]":
    """The version that counts of each article that is shared, newest first, with `used_by`; one query."""
    uses = Use.objects.order_by().filter(key=OuterRef("article__key")).values("key").values(n=Count("pk"))
    rows = ArticleVersion.objects.filter(article__withdrawn_at=None, number=F("article__version"))
    return rows.select_related("article").annotate(
        used_by=Coalesce(Subquery(uses), Value(0), output_field=IntegerField())
    )


def from_others(text: str = "") -> "QuerySet[ArticleVersion]":
    """What other municipalities share, newest first; only those whose title or municipality has these letters."""
    rows = current_versions().exclude(schema_name=active_schema())
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(article__municipality__icontains=text))
    return rows


def version_now(key: UUID) -> ArticleVersion | None:
    """The version that counts of one article, while it is shared and its signature is right; one query."""
    found = current_versions().filter(article__key=key).first()
    return found if found and is_genuine(found) else None


def is_genuine(version: ArticleVersion) -> bool:
    """Is the text the one that was signed."""
    digest = fingerprint(version.article.key, version.number, version.content)
    return digest == version.content_hash and is_signed(version.signed_by, digest, version.signature)


def text_now(key: UUID) -> SharedText | None:
    """The same as a page shows it."""
    found = version_now(key)
    return as_shown(found) if found else None


def is_shared_now() -> Exists:
    """Of a page that shows an article: is the article shared; a condition, no query of its own."""
    return Exists(SharedArticle.objects.filter(key=OuterRef("shared"), withdrawn_at=None))


def as_shown(version: ArticleVersion) -> SharedText:
    """A version of `current_versions` as text; its markup is cleaned again, whoever wrote the row."""
    return shown(
        version.content, whose=version.article.municipality, version=version.number, at=version.at,
        used_by=getattr(version, "used_by", 0),
    )  # fmt: skip


def shown(said: dict[str, Any], *, whose: str, version: int, at: Any, used_by: int) -> SharedText:
    """What `leaving.said_by` gave, as a page shows it."""
    return SharedText(
        title=said["title"],
        lead=said["lead"],
        body=cleaned(said["body"]),
        sources=tuple(Source(one["name"], _outward(one["link"]), one["read_on"]) for one in said["sources"]),
        about=said["about"],
        whose=whose,
        version=version,
        shared_at=at,
        used_by=used_by,
    )


def _outward(link: str) -> str:
    return link if link.startswith(("https://", "http://")) else ""


def shared_article(page: ArticlePage) -> SharedArticle | None:
    """What this site has shared of the article, withdrawn or not; one query."""
    return SharedArticle.objects.filter(key=page.translation_key, schema_name=active_schema()).first()


def is_shared(row: SharedArticle | None) -> bool:
    """Do the others read it now."""
    return row is not None and row.withdrawn_at is None


def used_by(key: UUID) -> int:
    """How many sites show an article; one query."""
    return Use.objects.filter(key=key).count()


def placed_here(keys: Collection[UUID]) -> dict[UUID, PlacedPage]:
    """Those of the articles that have a page here; one query."""
    rows = PlacedPage.objects.live().filter(shared__in=keys).order_by("-pk")
    return {page.shared: page for page in rows}
