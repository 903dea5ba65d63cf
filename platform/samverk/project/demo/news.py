"""News of the demo: a site's own stories first, then those it shares with others."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, Picture, ReadingReceipt
from samverk.intranet.must_read.queries import asked_people
from samverk.intranet.targeting.keys import part_key, title_key
from samverk.kernel import clock
from samverk.people.models import Authority, Department, Unit
from samverk.project.demo.markup import to_html
from samverk.project.demo.texts import texts
from samverk.project.demo.tree import PageBatch
from samverk.project.demo.words import Words

#: How a text names a profession among those it is directed to.
PROFESSION = "yrke: "
#: Those by whom the demo is shown have something left to do.
LEFT = ("medarbetare", "systemforvaltare", "socialchef")
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
    scope: str = "site"
    to: tuple[str, ...] = ()
    on_behalf_of: str = ""
    correction: str = ""
    must_read: str = ""
    pinned_days: int = 0


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
        scope=entry.get("scope", "site"),
        to=tuple(entry.get("to", ())),
        on_behalf_of=words.fill(entry.get("on_behalf_of", "")),
        correction=words.fill(entry.get("correction", "")),
        must_read=entry.get("must_read", ""),
        pinned_days=entry.get("pinned_days", 0),
    )


def _targets(story: Story) -> list[str]:
    """Names of units, departments and authorities, and "yrke: …", as keys; what is not here is left out."""
    titles = [title_key(name.removeprefix(PROFESSION)) for name in story.to if name.startswith(PROFESSION)]
    names = [name for name in story.to if not name.startswith(PROFESSION)]
    found = (
        uuid
        for model in (Unit, Department, Authority)
        for uuid in model._default_manager.filter(name__in=names).values_list("uuid", flat=True)
    )
    return [*(part_key(uuid) for uuid in found), *titles]


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
        at = moment(day, story)
        page = NewsPage(
            title=story.title,
            slug=story.slug,
            lead=story.lead,
            body=story.body,
            category=story.category,
            picture=pictures[(number + turn) % len(pictures)],
            owner=owner,
            scope=story.scope,
            targets=_targets(story) if story.to else [],
            on_behalf_of=story.on_behalf_of,
            correction=story.correction,
            corrected_at=at + timedelta(hours=3) if story.correction else None,
            must_read=story.must_read,
            must_read_by=day + timedelta(days=10) if story.must_read else None,
            pinned_until=day + timedelta(days=story.pinned_days) if story.pinned_days else None,
        )
        batch.add(index, page, at=at)
    return len(new)


def confirm_some(now: datetime) -> int:
    """Two of three have said that they have read what must be read; returns how many."""
    left = set(User.objects.filter(username__in=LEFT).values_list("pk", flat=True))
    rows = [
        ReadingReceipt(news=news, user_id=user, at=now)
        for news in NewsPage.objects.filter(live=True).exclude(must_read="")
        for number, user in enumerate(asked_people(news).order_by("pk").values_list("pk", flat=True))
        if number % 3 and user not in left
    ]
    return len(ReadingReceipt.objects.bulk_create(rows, ignore_conflicts=True))
