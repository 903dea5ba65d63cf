"""Which news may stand on somebody's start page: one question whose cost does not grow with the number of news.

It is the most asked question of the house, so it is written as SQL: each of its three parts walks an index and stops
after a few rows, which Django's queries can say only at several times the price. All that is fixed is in the text,
all that is somebody's is a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samverk.intranet.companies import is_company_person
from samverk.intranet.privacy import closed_pages
from tenants.answers import answer, texts

#: So many of the newest are looked at, and as many of those directed to the reader.
NEWEST = 40
#: What is directed to the reader counts for so long.
DIRECTED_DAYS = timedelta(days=90)

_READABLE = """
    SELECT n.page_ptr_id AS pk, p.last_published_at AS version, n.out_since, n.targets,
           n.pinned_until IS NOT NULL AND n.pinned_until >= %(today)s AS pinned, n.must_read <> '' AS must_read
    FROM intranet_newspage n JOIN wagtailcore_page p ON p.id = n.page_ptr_id
    WHERE n.out_since IS NOT NULL AND p.live AND (n.archived_on IS NULL OR n.archived_on > %(today)s)
      AND NOT (p.path LIKE ANY (%(closed)s::varchar[]))
"""
_NOT_NARROW = "(n.scope NOT IN ('unit', 'department') OR n.targets && %(own)s::varchar[])"
_FOR_COMPANIES = "n.scope = 'group'"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One piece of news, as far as ranking and keeping it needs.

    Attributes:
        pk: of the page.
        version: when what is out was published.
        out_since: when it was first published.
        targets: keys.
        pinned: lies on top today.
        must_read: everybody it is for must read it.
    """

    pk: int
    version: datetime | None
    out_since: datetime
    targets: list[str]
    pinned: bool
    must_read: bool


def candidates(*, reader: object, own: Sequence[str], today: date) -> list[Candidate]:
    """Published news the person may read: the newest, the newest directed to the person, and the pinned; one query.

    Args:
        reader: who asks; rights are asked inside.
        own: the targets the person is among.
        today: the date in Sweden.
    """
    parameters = {
        "today": today,
        "closed": [f"{path}%" for path in closed_pages(reader)],
        "own": list(own),
        "since": today - DIRECTED_DAYS,
    }
    return [Candidate(*row) for row in answer(_QUESTIONS[is_company_person(reader)], parameters)]


def _question(extra: str) -> str:
    part = f"{_READABLE}{extra} AND "
    newest = f"ORDER BY n.out_since DESC, n.page_ptr_id DESC LIMIT {NEWEST}"
    return " UNION ".join(
        f"({part}{condition} {newest})"
        for condition in (
            _NOT_NARROW,
            "n.targets && %(own)s::varchar[] AND n.out_since > %(since)s",
            f"n.pinned_until >= %(today)s AND {_NOT_NARROW}",
        )
    )


#: For everybody, and for who is only in the companies.
_QUESTIONS = (_question(""), _question(f" AND {_FOR_COMPANIES}"))
for readers, question in zip(("everybody", "companies"), _QUESTIONS, strict=True):
    texts.register(f"intranet.news.candidates.{readers}", question)
