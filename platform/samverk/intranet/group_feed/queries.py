"""Reads for the subscribers of the group's news."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from wagtail.rich_text import expand_db_html

from samverk.intranet.group_feed.tokens import fingerprint
from samverk.intranet.models import FeedSubscriber, NewsPage, NewsScope
from samverk.intranet.privacy import closed_pages, without_closed
from samverk.intranet.queries import address_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 30
_PICTURE = re.compile(r"<(?:img|embed)\b[^>]*>")
_INNER = re.compile(r'href="/')


@dataclass(frozen=True, slots=True)
class GroupNews:
    """One piece of news as it leaves the house.

    Attributes:
        number: its key, part of its lasting name in the feed.
        title, lead: plain text.
        html: the text, without pictures, which are served to signed-in people only; addresses are whole.
        url: where it is read by who can sign in.
        category: what it is about.
        since: first published.
        updated: last published.
    """

    number: int
    title: str
    lead: str
    html: str
    url: str
    category: str
    since: datetime
    updated: datetime


def subscribers() -> "QuerySet[FeedSubscriber]":
    """Everybody who has or had an address, by name."""
    return FeedSubscriber.objects.all()


def subscriber_by_key(pk: int) -> FeedSubscriber | None:
    """One of them."""
    return FeedSubscriber.objects.filter(pk=pk).first()


def subscriber_of(token: str) -> FeedSubscriber | None:
    """Whose secret this is, unless it was closed; one query, by fingerprint."""
    return FeedSubscriber.objects.filter(token_hash=fingerprint(token), revoked_at=None).first()


def group_news(*, today: date, host: str) -> list[GroupNews]:
    """Published news of the whole group that no group of people was given alone, newest first; two queries.

    Args:
        today: what is archived by then is left out.
        host: beginning of every address.
    """
    rows = without_closed(
        NewsPage.objects.filter(live=True, scope=NewsScope.GROUP, out_since__isnull=False),
        closed_pages(AnonymousUser()),
    )
    rows = rows.exclude(archived_on__isnull=False, archived_on__lte=today).order_by("-out_since", "-pk")[:SHOWN]
    return [
        GroupNews(
            number=row.pk,
            title=row.title,
            lead=row.lead,
            html=_INNER.sub(f'href="{host}/', _PICTURE.sub("", expand_db_html(row.body))),
            url=f"{host}{address_of(row)}",
            category=row.get_category_display(),
            since=row.out_since,
            updated=row.last_published_at or row.out_since,
        )
        for row in rows
        if row.out_since
    ]
