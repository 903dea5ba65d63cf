"""Reads of the knowledge bank; each a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.identity.access import is_internal, is_person
from samverk.intranet.models import ArticleAnswer, ArticlePage, Ownership, PlacedPage
from samverk.intranet.privacy import for_reader
from samverk.intranet.queries import address_at
from samverk.kernel.registries import TaskLine
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from samverk.identity.models import User

#: So long before the day its owner is reminded.
REMIND_DAYS = 14
#: An article does not help when so many have answered no, and no fewer than have answered yes.
LEAST_NO = 2


class Which(StrEnum):
    """Which articles the list shows."""

    ALL = "alla"
    PLACED = "fran-andra"
    REVIEW = "se-over"
    OWNERLESS = "utan-agare"
    NOT_HELPING = "hjalper-inte"


@dataclass(frozen=True, slots=True)
class Helped:
    """How many say that it helped, and how many that it did not."""

    yes: int
    no: int


def published_article(pk: int) -> ArticlePage | PlacedPage | None:
    """A published article with this number, as its own type; two queries."""
    found = articles().filter(pk=pk).first()
    return found.specific if found else None


def articles() -> "QuerySet[Page]":
    """All that are published, written here or placed here."""
    of_the_bank = Q(articlepage__isnull=False) | Q(placedpage__isnull=False)
    rows: QuerySet[Page] = Page.objects.live().filter(of_the_bank)
    return rows


def bank(*, reader: "User", which: Which, about: str, day: date) -> "QuerySet[Page]":
    """Articles the reader may read, newest first, each with `lead`, `about`, `review_on`, `whose`, `yes` and `no`.

    Args:
        reader: whose rights count.
        which: all, or those that want something done.
        about: only those about this process or one of its steps, by its stable key; empty for all.
        day: today.
    """
    rows: QuerySet[Page] = for_reader(articles(), reader).annotate(
        lead=Coalesce("articlepage__lead", Value(""), output_field=TextField()),
        about=Coalesce("articlepage__about", "placedpage__about", Value("")),
        review_on=F("articlepage__review_on"),
        whose=Coalesce("placedpage__whose", Value("")),
        yes=_number(helped=True),
        no=_number(helped=False),
    )
    if about:
        rows = rows.filter(Q(about=about) | Q(about__startswith=f"{about}#"))
    if which is Which.PLACED:
        rows = rows.exclude(whose="")
    elif which is Which.REVIEW:
        rows = rows.filter(review_on__lte=day + timedelta(days=REMIND_DAYS))
    elif which is Which.OWNERLESS:
        held = Ownership.objects.filter(page=OuterRef("pk"), valid_to=None)
        rows = rows.exclude(owner__is_active=True).exclude(Exists(held))
    elif which is Which.NOT_HELPING:
        rows = rows.filter(Q(no__gte=F("yes")), no__gte=LEAST_NO)
    newest = F("last_published_at").desc(nulls_last=True)
    ordered: QuerySet[Page] = rows.order_by(*(["review_on"] if which is Which.REVIEW else []), newest, "-pk")
    return ordered


def _number(*, helped: bool) -> Coalesce:
    """Of the answers to a page."""
    rows = ArticleAnswer.objects.order_by().filter(page=OuterRef("pk"), helped=helped).values("page")
    return Coalesce(Subquery(rows.values(n=Count("pk"))), Value(0), output_field=IntegerField())


def articles_about(*, reader: object, item: str) -> "list[Page]":
    """Published articles about a process or its steps, by title, each with `about`; one query.

    Args:
        reader: whose rights count.
        item: the process's stable key.
    """
    rows = for_reader(articles(), reader).annotate(about=Coalesce("articlepage__about", "placedpage__about"))
    return list(rows.filter(Q(about=item) | Q(about__startswith=f"{item}#")).order_by("title", "pk")[:50])


def answer_of(*, user: object, page: Page) -> ArticleAnswer | None:
    """What the person has said of the article; one query."""
    return ArticleAnswer.objects.filter(page=page.pk, user=user.pk).first() if is_person(user) else None


def helped(page: Page) -> Helped:
    """How the answers to an article add up; one query."""
    counts = ArticleAnswer.objects.filter(page=page.pk).aggregate(
        yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False))
    )
    return Helped(**counts)


def words_about(page: Page) -> "QuerySet[ArticleAnswer]":
    """Answers that say something, newest first, with who said it."""
    return ArticleAnswer.objects.filter(page=page.pk).exclude(word="").select_related("user")


def tasks_of(user: object, day: date) -> list[TaskLine]:
    """Articles of the person's own that want looking over, soonest first; one query a stamp."""
    if not is_person(user) or not is_internal(user):
        return []
    return [
        TaskLine(
            label=_("Se över ”%(title)s”") % {"title": title}, url=address_at(url_path), due=by, note=_("Kunskapsbank")
        )
        for title, url_path, by in _to_look_over(owner=user.pk, until=day + timedelta(days=REMIND_DAYS))
    ]


def _owned_until(owner: int, until: date) -> "QuerySet[ArticlePage, tuple[Any, ...]]":
    rows: QuerySet[ArticlePage, tuple[Any, ...]] = (
        ArticlePage.objects.live()
        .filter(owner=owner, review_on__lte=until)
        .order_by("review_on", "pk")
        .values_list("title", "url_path", "review_on")
    )
    return rows[:50]


_to_look_over = KeptQuery(_owned_until, by_standing=True, owner=int, until=date)


def owned_by(user: "User") -> "QuerySet[Page]":
    """Published articles that the person owns, by title."""
    return articles().filter(owner=user).order_by("title", "pk")
