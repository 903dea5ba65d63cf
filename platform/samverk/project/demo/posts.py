"""Posts of the demo: what colleagues tell each other, and a hundred thousand of them for the largest municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from samverk.identity.models import INTERNAL, User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.project.demo.organisation import unit_name
from samverk.project.demo.talk import answer_of, say, write_talks
from samverk.project.demo.texts import texts
from samverk.project.demo.words import Words
from samverk.social.posts.models import Poll, PollOption, Post, PostKind
from tenants.connection import connection

SWEDEN = ZoneInfo("Europe/Stockholm")
COUNTS = {"small": 12, "full": 100, "load": 100}
#: Where somebody works also on a Sunday.
ALWAYS = {"Hemtjänst", "VoO", "HSL", "Gata och park"}
FRIDAY = 4
MANY = 100_000


@dataclass(frozen=True, slots=True)
class _Worker:
    """Somebody who may write, and where they work."""

    user: User
    unit: str = ""
    places: tuple[str, str] = ("", "")


def write_posts(*, slug: str, words: Words, scale: str, cooperation: bool = False) -> int:
    """Put the posts that are not there yet in the active site's feed, oldest first, with what was said of them.

    Args:
        slug: the site's.
        words: the site's own.
        scale: small, full or load.
        cooperation: people of many municipalities, who have no units there.

    Returns:
        How many.
    """
    entries = texts("posts")["cooperation" if cooperation else "posts"][: COUNTS[scale]]
    workers = _workers(words.day, slug, placed=not cooperation)
    there = set(Post.objects.values_list("form", flat=True))
    new: list[tuple[Post, dict[str, Any]]] = []
    for number, entry in enumerate(entries):
        form = uuid5(NAMESPACE_URL, f"samverk-demo:{slug}:posted-{number}")
        if form not in there:
            new.append((_post(entry, _writer(entry, workers, number + len(slug)), words, form=form), entry))
    new.sort(key=lambda pair: pair[0].created_at)
    Post.objects.bulk_create(post for post, _entry in new)
    _polls([(post, entry["options"]) for post, entry in new if "options" in entry])
    write_talks(
        [
            say(Ref("post", str(post.pk)), post.created_at, post.author, _readers(post, workers), entry, turn=post.pk)
            for post, entry in new
        ]
    )
    answered = [post for post, entry in new if entry.get("answered")]
    for post in answered:
        post.answer, post.answered_at = answer_of(Ref("post", str(post.pk)))
    Post.objects.bulk_update(answered, ["answer", "answered_at"])
    return len(new)


def _workers(day: date, slug: str, *, placed: bool) -> list[_Worker]:
    if not placed:
        people = User.objects.filter(is_active=True, is_protected=False, capacity__in=INTERNAL).order_by("pk")
        return [_Worker(user) for user in people]
    rows = (
        Placement.objects.filter(on(day), user__is_active=True, user__is_protected=False, user__capacity__in=INTERNAL)
        .select_related("user", "unit__department")
        .order_by("pk")
    )
    return [
        _Worker(row.user, row.unit.name, (f"unit:{row.unit.uuid}", f"department:{row.unit.department.uuid}"))
        for row in rows
    ]


def _writer(entry: dict[str, Any], workers: Sequence[_Worker], turn: int) -> _Worker:
    """Somebody of the unit the text is from; where a small demo has nobody there, anybody."""
    own = [each for each in workers if "by" in entry and each.unit in _names(entry["by"])] or workers
    return own[turn * 7 % len(own)]


def _names(key: str) -> set[str]:
    return {unit_name(slug, key) for slug in ("", "tibro")}


def _readers(post: Post, workers: Sequence[_Worker]) -> list[User]:
    """Who may have answered: those who read where it stands, each once, without its author."""
    found = {each.user.pk: each.user for each in workers if post.place == "site" or post.place in each.places}
    found.pop(post.author_id, None)
    return list(found.values())


def _post(entry: dict[str, Any], writer: _Worker, words: Words, **more: Any) -> Post:
    place = {"unit": writer.places[0], "department": writer.places[1]}.get(entry.get("at", "site"), "")
    return Post(
        author=writer.user,
        place=place or "site",
        kind=entry.get("kind", PostKind.POST),
        text=words.fill(entry["text"]),
        created_at=moment(entry, words.day),
        pinned_to=words.day + timedelta(days=entry["pinned"]) if "pinned" in entry else None,
        **more,
    )


def moment(entry: dict[str, Any], day: date) -> datetime:
    """When it was written: at the hour of its text, and not on a Sunday where nobody works then.

    Args:
        entry: with `days`, `time` and perhaps `by`.
        day: the demo's day.
    """
    written = day - timedelta(days=entry["days"])
    if entry.get("by") not in ALWAYS:
        written -= timedelta(days=max(0, written.weekday() - FRIDAY))
    at = datetime.combine(written, time.fromisoformat(entry["time"]), SWEDEN).astimezone(UTC)
    return min(at, clock.now())


def _polls(posts: list[tuple[Post, list[str]]]) -> None:
    for post, options in posts:
        votes = [(5 + post.pk * (order + 3)) % 9 for order in range(len(options))]
        poll = Poll.objects.create(post=post, ballots=sum(votes))
        PollOption.objects.bulk_create(
            PollOption(poll=poll, text=text, order=order, votes=votes[order]) for order, text in enumerate(options)
        )


def write_many_posts(count: int = MANY) -> None:
    """So many short posts in the active site, one every fifth minute until now; one statement, some seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH writers AS (
                SELECT row_number() OVER (ORDER BY p.id) - 1 AS n, p.user_id, u.uuid
                FROM people_placement p JOIN people_unit u ON u.id = p.unit_id
            ), how_many AS (SELECT count(*) AS n FROM writers)
            INSERT INTO social_posts_post (form, author_id, place, place_before, kind, state, text, link, link_title,
                media, version, created_at, is_official, answer)
            SELECT gen_random_uuid(), w.user_id, CASE WHEN n.n %% 20 = 0 THEN 'site' ELSE 'unit:' || w.uuid END, '',
                CASE WHEN n.n %% 25 = 0 THEN 'question' ELSE 'post' END, 'published',
                'Anteckning ' || n.n || ': det mesta gick som planerat, och det som inte gjorde det är löst.',
                '', '', '[]', 1, now() - (%s - n.n) * interval '5 minutes', false, ''
            FROM generate_series(1, %s) AS n(n), how_many h JOIN writers w ON true
            WHERE w.n = n.n * 7 %% h.n
            """,
            [count, count],
        )
