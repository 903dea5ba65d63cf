"""News of the demo: a site's own stories first, then those it shares with others."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, Picture
from samverk.kernel import clock
from samverk.project.demo.markup import to_html
from samverk.project.demo.texts import texts
from samverk.project.demo.tree import PageBatch
from samverk.project.demo.words import Words

SWEDEN = ZoneInfo("Europe/Stockholm")
#: How many pieces of news a site has.
COUNTS = {"small": 8, "full": 20, "load": 20}


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of news as it will stand on one site."""

    title: str
    slug: str
    lead: str
    body: str
    category: str
    days: int
    hour: int


def stories(source: str, words: Words, *, count: int, turn: int) -> list[Story]:
    """The newest `count` stories of a site, newest first.

    Args:
        source: "template", "cooperation", or a municipality's slug.
        words: the site's own.
        count: at most so many.
        turn: any number of the site's; leaves out some of the shared stories, so that two sites differ.
    """
    if source in {"template", "cooperation"}:
        entries = list(texts(source)["news"])
    else:
        own, shared = texts("local")[source], texts("news")["news"]
        spare = max(0, len(own) + len(shared) - count) if count >= COUNTS["full"] else 0
        left_out = {3 + (turn + 5 * number) % (len(shared) - 3) for number in range(spare)}
        entries = [*own, *(entry for number, entry in enumerate(shared) if number not in left_out)]
    entries.sort(key=lambda entry: (entry["days"], -entry["hour"]))
    return [_story(entry, words) for entry in entries[:count]]


def _story(entry: dict[str, Any], words: Words) -> Story:
    title = words.fill(entry["title"])
    return Story(
        title=title,
        # Wagtail's own limit, and long enough to tell them apart.
        slug=slugify(title)[:80].rstrip("-"),
        lead=words.fill(entry["lead"]),
        body=to_html(words.fill(entry["body"])),
        category=entry["category"],
        days=entry["days"],
        hour=entry["hour"],
    )


def moment(day: date, story: Story) -> datetime:
    """When a story was published: never in the future, whatever the clock says when the demo is built."""
    at = datetime.combine(day - timedelta(days=story.days), time(story.hour, 12), SWEDEN).astimezone(UTC)
    return min(at, clock.now()) if story.days == 0 else at


def write_news(
    batch: PageBatch,
    index: NewsIndexPage,
    told: list[Story],
    *,
    day: date,
    pictures: list[Picture],
    owner: User,
    turn: int,
) -> int:
    """Put the stories that are not there yet on the news page, oldest first; returns how many.

    Args:
        batch: what they are written with.
        index: the site's news page.
        told: from `stories`.
        day: the demo's day.
        pictures: each story gets one.
        owner: who wrote them.
        turn: moves the pictures, so that two sites do not look the same.
    """
    there = set(index.get_children().values_list("slug", flat=True)) if index.numchild else set()
    new = [(number, story) for number, story in enumerate(told) if story.slug not in there]
    for number, story in reversed(new):
        page = NewsPage(
            title=story.title,
            slug=story.slug,
            lead=story.lead,
            body=story.body,
            category=story.category,
            picture=pictures[(number + turn) % len(pictures)],
            owner=owner,
        )
        batch.add(index, page, at=moment(day, story))
    return len(new)
