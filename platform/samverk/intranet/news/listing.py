"""The list of news: of a kind, of a scope, of a time; read on by a key instead of a number of a page.

Whoever reads on while news come in misses none and sees none twice, and the last page costs what the first does.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db.models import F, Q
from django.utils.safestring import SafeString

from samverk.intranet.models import NewsCategory, NewsPage, NewsScope
from samverk.intranet.news.fragments import LISTED, fragments
from samverk.intranet.privacy import for_reader
from samverk.intranet.targeting.own import own_targets
from samverk.kernel import clock

PER_PAGE = 20


class By(StrEnum):
    """Whose news."""

    EVERYBODY = ""
    MINE = "mig"
    GROUP = "koncern"
    ARCHIVE = "arkiv"


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader wants to see.

    Attributes:
        category: one of NewsCategory, or empty for all.
        by: whose.
        before: read on after this (moment, page); None from the newest.
    """

    category: str = ""
    by: By = By.EVERYBODY
    before: tuple[datetime, int] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of news: drawn rows, and the key to read on by; empty at the end."""

    rows: tuple[SafeString, ...]
    further: str


def sought_in(values: "dict[str, str]") -> Sought:
    """What an address asks for; what is none of ours counts as nothing asked."""
    category, by = values.get("amne", ""), values.get("visa", "")
    return Sought(
        category=category if category in NewsCategory.values else "",
        by=By(by) if by in set(By) else By.EVERYBODY,
        before=_read_key(values.get("fore", "")),
    )


def listed(*, reader: object, sought: Sought) -> Listed:
    """One page of published news that the person may read, newest first.

    Two queries when the rows are kept, five when none is, one more for what is directed to the person; the same for
    ten news and twenty thousand. What is archived stands in the archive only (PF-14).
    """
    today = clock.today()
    archived = Q(archived_on__lte=today)
    rows = for_reader(NewsPage.objects.filter(live=True, out_since__isnull=False), reader)
    rows = rows.filter(archived) if sought.by == By.ARCHIVE else rows.exclude(archived & Q(archived_on__isnull=False))
    if sought.category:
        rows = rows.filter(category=sought.category)
    if sought.by == By.GROUP:
        rows = rows.filter(scope=NewsScope.GROUP)
    if sought.by == By.MINE:
        rows = rows.filter(targets__overlap=list(own_targets(reader)) or [""])
    if sought.before is not None:
        moment, pk = sought.before
        rows = rows.filter(Q(out_since__lt=moment) | Q(out_since=moment, pk__lt=pk))
    found = list(
        rows.order_by(F("out_since").desc(), F("pk").desc()).values_list("pk", "last_published_at", "out_since")[
            : PER_PAGE + 1
        ]
    )
    shown = found[:PER_PAGE]
    further = _write_key(shown[-1][2], shown[-1][0]) if len(found) > PER_PAGE and shown[-1][2] else ""
    return Listed(rows=tuple(fragments([(pk, version, LISTED) for pk, version, _since in shown])), further=further)


def _write_key(moment: datetime, pk: int) -> str:
    return f"{(moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)}-{pk}"


def _read_key(text: str) -> tuple[datetime, int] | None:
    moment, _dash, pk = text.partition("-")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 18 and len(pk) < 12):
        return None
    seconds, rest = divmod(int(moment), 1_000_000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(pk)
    except (OverflowError, ValueError, OSError):
        return None
