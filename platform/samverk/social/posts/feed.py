"""The feed: one read by index for all of a person's places, a page at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverk.kernel.memory import Memory
from samverk.kernel.subjects import Ref
from samverk.social.posts.refs import of_place
from samverk.social.tags import WORD
from samverk.social.talk.marks import Mention
from samverk.social.talk.mentionables import names_in_sql, names_read
from tenants.connection import connection
from tenants.prepared import ask

PAGE = 10
MOST_PINNED = 3


class Only(TextChoices):
    """What of the feed one reads."""

    ALL = "", _("Allt")
    UNIT = "enheten", _("Min enhet")
    FOLLOWED = "foljer", _("Det jag följer")
    UNANSWERED = "fragor", _("Frågor utan svar")


@dataclass(frozen=True, slots=True)
class Vote:
    """A poll as a list shows it.

    Attributes:
        several: may one choose more than one.
        shows_names: does everybody see who chose what.
        closes_at: when it closes, or None.
        ballots: how many have voted.
        voted: has the reader.
        options: (key, text, votes).
    """

    several: bool
    shows_names: bool
    closes_at: datetime | None
    ballots: int
    voted: bool
    options: list[tuple[int, str, int]]


@dataclass(frozen=True, slots=True)
class Line:
    """One post as the feed reads it, with the author and whom it mentions as of now; nothing of it is kept from another
    time (LAW-24): what hangs on it in memory hangs on every word of it.
    """

    pk: int
    place: str
    kind: str
    text: str
    link: str
    link_title: str
    media: list[dict[str, Any]]
    version: int
    created_at: datetime
    edited_at: datetime | None
    is_official: bool
    answered: bool
    comments: int
    author: int
    author_uuid: UUID
    author_name: str
    author_capacity: str
    author_title: str
    author_protected: bool
    author_active: bool
    author_acting_for: str
    pinned: bool
    vote: Vote | None
    names: dict[Mention, str]
    #: Its markup, by what beside the line decides it (`cards`).
    drawn: dict[tuple[object, ...], SafeString] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        """Its key as a thing people talk about."""
        return str(self.pk)


_COLUMNS = """
SELECT p.id, p.place, p.kind, p.text, p.link, p.link_title, p.media, p.version, p.created_at, p.edited_at,
    p.is_official, p.answered_at IS NOT NULL, COALESCE(t.comments, 0), a.id, a.uuid, a.display_name, a.capacity,
    a.title, a.is_protected, a.is_active, a.acting_for_name, found.pinned,
    poll.several, poll.shows_names, poll.closes_at, poll.ballots, poll.post_id IS NOT NULL AND EXISTS (
        SELECT FROM social_posts_ballot b WHERE b.poll_id = poll.post_id AND b.user_id = %(viewer)s),
    CASE WHEN poll.post_id IS NOT NULL THEN (
        SELECT json_agg(json_build_array(o.id, o.text, o.votes) ORDER BY o."order")::text
        FROM social_posts_polloption o WHERE o.poll_id = poll.post_id) END,
    ({names})::text
FROM found JOIN social_posts_post p ON p.id = found.id JOIN identity_user a ON a.id = p.author_id
LEFT JOIN social_posts_poll poll ON poll.post_id = p.id
LEFT JOIN social_talk_thread t ON t.kind = 'post' AND t.key = p.id::text
ORDER BY found.pinned DESC, p.id DESC
"""
# What stands first, and is therefore left out of the rest on every page.
_PINS = """
WITH pins AS (
    SELECT id FROM social_posts_post
    WHERE place = ANY(%(places)s) AND state = 'published' AND pinned_to IS NOT NULL AND pinned_to >= %(day)s
    ORDER BY pinned_to DESC, id DESC LIMIT %(most_pinned)s
)
"""
# A place at a time by its own index, newest first, and no more of each than a page: what the page costs does not
# depend on how much has been written.
_PLACES = """
SELECT newest.id, false AS pinned FROM unnest(%(places)s) AS mine(place) CROSS JOIN LATERAL (
    SELECT id FROM social_posts_post
    WHERE place = mine.place AND state = 'published' AND id < %(before)s {only}
    ORDER BY id DESC LIMIT %(count)s
) AS newest ORDER BY newest.id DESC LIMIT %(count)s
"""
# Followed units, persons and posts; each within what the person may read.
_FOLLOWED = """
SELECT id, false AS pinned FROM (
    (SELECT newest.id FROM unnest(%(followed_places)s) AS mine(place) CROSS JOIN LATERAL (
        SELECT id FROM social_posts_post WHERE place = mine.place AND state = 'published' AND id < %(before)s
        ORDER BY id DESC LIMIT %(count)s) AS newest)
    UNION
    (SELECT newest.id FROM unnest(%(people)s) AS person(id) CROSS JOIN LATERAL (
        SELECT id FROM social_posts_post WHERE author_id = person.id AND state = 'published' AND id < %(before)s
            AND place = ANY(%(places)s) ORDER BY id DESC LIMIT %(count)s) AS newest)
    UNION
    (SELECT id FROM social_posts_post WHERE tags && %(tags)s AND tags <> '{}' AND state = 'published'
        AND id < %(before)s AND place = ANY(%(places)s) ORDER BY id DESC LIMIT %(count)s)
    UNION
    (SELECT id FROM social_posts_post WHERE id = ANY(%(posts)s) AND state = 'published' AND id < %(before)s
        AND place = ANY(%(places)s))
) AS followed ORDER BY id DESC LIMIT %(count)s
"""
# By the index of words, and no more of them than a page.
_TAGGED = """
SELECT id, false AS pinned FROM social_posts_post
WHERE tags @> ARRAY[%(tag)s]::varchar[] AND state = 'published' AND tags <> '{}' AND place = ANY(%(places)s)
    AND id < %(before)s
ORDER BY id DESC LIMIT %(count)s
"""
_THESE = "SELECT id, false AS pinned FROM social_posts_post WHERE id = ANY(%(pks)s)"
_UNANSWERED = "AND kind = 'question' AND answered_at IS NULL"
_NOT_PINNED = "AND id NOT IN (SELECT id FROM pins)"
_LAST = 2**62
_LISTS = {"places": "text", "followed_places": "text", "tags": "varchar", "people": "bigint", "posts": "bigint"}
#: Columns of a line before those of its poll.
_OWN = 22
#: So long an erased site's posts can lie in a process' memory, where no row leads to them.
_lines: Memory[Line] = Memory(seconds=60, most=2000)


def read_feed(
    *,
    places: Sequence[str],
    day: date,
    before: int | None = None,
    count: int = PAGE,
    unanswered: bool = False,
    viewer: int = 0,
) -> list[Line]:
    """The newest posts of these places, those that are pinned first on the first page; one query.

    Args:
        places: keys of places the reader belongs to; the right to read is exactly this list.
        day: today: what is pinned until a day before it is pinned no longer.
        before: only older than this id, for the next page.
        count: at most so many, beside the pinned ones.
        unanswered: only questions nobody has answered.
        viewer: key of who reads, to tell whether they have voted.
    """
    if unanswered:
        found = f"WITH found AS ({_PLACES.format(only=_UNANSWERED)})"
    else:
        first = "SELECT id, true AS pinned FROM pins UNION ALL " if before is None else ""
        found = f"{_PINS}, found AS ({first}({_PLACES.format(only=_NOT_PINNED)}))"
    values = {"places": list(places), "day": day, "before": before or _LAST, "count": count, "viewer": viewer}
    return _read(found + _COLUMNS, values)


def read_followed(
    *,
    places: Sequence[str],
    refs: Sequence[Ref],
    people: Sequence[int],
    before: int | None = None,
    count: int = PAGE,
    viewer: int = 0,
) -> list[Line]:
    """The newest posts by people, of units, with words and posts that somebody follows, within what they may read; one
    query.

    Args:
        places: keys of places the reader belongs to.
        refs: what they follow; units, words with # and posts count here.
        people: keys of the users they follow.
        before: only older than this id.
        count: at most so many.
        viewer: key of who reads, to tell whether they have voted.
    """
    followed = set(refs)
    values = {
        "places": list(places),
        "followed_places": [place for place in places if followed.intersection(of_place(place))],
        "people": list(people),
        "tags": [ref.key for ref in refs if ref.kind == WORD],
        "posts": [int(ref.key) for ref in refs if ref.kind == "post" and ref.key.isdecimal()],
        "before": before or _LAST,
        "count": count,
        "viewer": viewer,
    }
    return _read(f"WITH found AS ({_FOLLOWED})" + _COLUMNS, values)


def read_tagged(
    *, places: Sequence[str], tag: str, before: int | None = None, count: int = PAGE, viewer: int = 0
) -> list[Line]:
    """The newest posts with a word with #, within what the reader may read; one query.

    Args:
        places: keys of places the reader belongs to.
        tag: the word, as it is compared.
        before: only older than this id.
        count: at most so many.
        viewer: key of who reads, to tell whether they have voted.
    """
    values = {"places": list(places), "tag": tag, "before": before or _LAST, "count": count, "viewer": viewer}
    return _read(f"WITH found AS ({_TAGGED})" + _COLUMNS, values)


def read_lines(pks: Sequence[int]) -> list[Line]:
    """These posts, whatever their place and state; one query. The caller has asked for the right."""
    return _read(f"WITH found AS ({_THESE})" + _COLUMNS, {"pks": list(pks)})


def _read(sql: str, values: dict[str, Any]) -> list[Line]:
    # How many is a part of the text: a plan made for any number would read all there is.
    count = str(int(values.pop("count", 0)))
    counted = _typed(sql).replace("%(count)s", count).replace("%(most_pinned)s", str(MOST_PINNED))
    site = str(connection.schema_name)
    return [_line(site, row) for row in ask(counted, {"viewer": 0, **values})]


def _line(site: str, row: tuple[Any, ...]) -> Line:
    """The line of a row; the same one for the same row of the same site, while it is remembered."""
    key = (site, row)
    found = _lines.get(key)
    if found is None:
        found = _read_line(row)
        _lines.keep(key, found)
    return found


def _read_line(row: tuple[Any, ...]) -> Line:
    values: list[Any] = list(row[:_OWN])
    values[6] = _read_json(values[6])
    asked: list[Any] = list(row[_OWN:-2])
    options, mentioned = row[-2:]
    asked.append([(pk, text, votes) for pk, text, votes in _read_json(options)] if options else [])
    values.append(Vote(*asked) if options else None)
    values.append(names_read(_read_json(mentioned)) if mentioned else {})
    return Line(*values)


@lru_cache(maxsize=32)
def _typed(sql: str) -> str:
    """Empty lists need their type said. Whom the texts mention comes with them."""
    sql = sql.replace("{names}", names_in_sql("p.text"))
    for name, kind in _LISTS.items():
        sql = sql.replace(f"%({name})s", f"%({name})s::{kind}[]")
    return sql.replace("%(pks)s", "%(pks)s::bigint[]")


def _read_json(raw: Any) -> list[Any]:
    """Django reads JSON columns itself and tells the driver not to."""
    found: list[Any] = json.loads(raw) if isinstance(raw, str) else raw
    return found
