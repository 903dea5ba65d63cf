"""News of this site for a person's home: narrow facts, never the text (architecture, section 1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from samverk.identity.access import is_internal
from samverk.intranet.models import NARROW, NewsPage
from samverk.intranet.privacy import for_reader
from samverk.intranet.queries import address_of
from samverk.kernel import clock

#: What is older is no news to somebody who has not been here.
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Headline:
    """One piece of news, as another of the person's sites tells it."""

    title: str
    url: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Headlines:
    """How many since then, and the newest of them."""

    count: int
    lines: tuple[Headline, ...]


def headlines_for(*, reader: object, since: datetime, count: int) -> Headlines:
    """What was published on this site since a moment and is for everybody here, as far as the person may read it.

    Three queries. The caller has this site active and gives the person as known here.

    Args:
        reader: the person's account on this site; nobody but those who belong here is told anything.
        since: the person's last look.
        count: how many to name.
    """
    if not is_internal(reader):
        return Headlines(count=0, lines=())
    rows = for_reader(NewsPage.objects.filter(live=True, out_since__gt=since).exclude(scope__in=NARROW), reader)
    rows = rows.exclude(archived_on__isnull=False, archived_on__lte=clock.today())
    newest = rows.order_by("-out_since", "-pk").only("title", "url_path", "out_since")[:count]
    lines = tuple(Headline(title=row.title, url=address_of(row), when=row.out_since) for row in newest if row.out_since)
    return Headlines(count=rows.count(), lines=lines)


def newest_headlines(user: object, count: int) -> list[tuple[str, str, datetime]]:
    """(title, address here, when) of the last fortnight's news, for `kernel.registries.site_facts`; three queries."""
    told = headlines_for(reader=user, since=clock.now() - FORTNIGHT, count=count)
    return [(line.title, line.url, line.when) for line in told.lines]
