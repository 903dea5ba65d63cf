"""Posts of the demo: what colleagues tell each other, and a hundred thousand of them for the largest municipality."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db.models import F

from samverk.identity.models import INTERNAL, User
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.project.demo.texts import texts
from samverk.project.demo.words import Words
from samverk.social.posts.models import Poll, PollOption, Post, PostKind
from tenants.connection import connection

SWEDEN = ZoneInfo("Europe/Stockholm")
COUNTS = {"small": 10, "full": 24, "load": 24}
#: How many times the same texts go round among a site's units.
ROUNDS = {"small": 1, "full": 3, "load": 3}
MANY = 100_000


def write_posts(*, slug: str, words: Words, scale: str) -> int:
    """Put the posts that are not there yet in the active site's feed, oldest first; returns how many.

    Args:
        slug: the site's.
        words: the site's own.
        scale: small, full or load.
    """
    entries = sorted(texts("posts")["posts"], key=lambda entry: int(entry["hours"]))[: COUNTS[scale]]
    placements = list(
        Placement.objects.filter(on(words.day), user__is_protected=False, user__capacity__in=INTERNAL)
        .select_related("user", "unit__department")
        .order_by("pk")
    )
    people: list[tuple[User, Placement | None]] = [(p.user, p) for p in placements]
    people = people or [(user, None) for user in User.objects.order_by("pk")[:20]]
    there = set(Post.objects.values_list("form", flat=True))
    posts = []
    for turn in range(ROUNDS[scale] if placements else 1):
        for number, entry in enumerate(entries):
            if turn and entry["at"] == "site":
                continue
            author, placement = people[(number * 7 + turn * 13 + len(slug)) % len(people)]
            post = _post(slug, turn, number, entry, author, placement, words)
            if post.form not in there:
                posts.append(post)
    posts.sort(key=lambda post: post.created_at)
    made = Post.objects.bulk_create(posts)
    _polls(
        [post for post in made if post.kind == PostKind.POLL],
        {words.fill(entry["text"]): entry["options"] for entry in entries if "options" in entry},
    )
    return len(posts)


def _post(
    slug: str, turn: int, number: int, entry: dict[str, Any], author: User, placement: Placement | None, words: Words
) -> Post:
    place = "site"
    if placement is not None and entry["at"] == "unit":
        place = f"unit:{placement.unit.uuid}"
    elif placement is not None and entry["at"] == "department":
        place = f"department:{placement.unit.department.uuid}"
    evening = datetime.combine(words.day, time(7, 40), SWEDEN).astimezone(UTC)
    at = evening - timedelta(hours=int(entry["hours"]) + 11 * turn, minutes=17 * number % 50)
    return Post(
        form=uuid5(NAMESPACE_URL, f"samverk-demo:{slug}:post-{turn}-{number}"),
        author=author,
        place=place,
        kind=entry.get("kind", PostKind.POST),
        text=words.fill(entry["text"]),
        created_at=at,
        answered_at=at + timedelta(hours=2) if entry.get("answered") else None,
    )


def _polls(posts: list[Post], options: dict[str, list[str]]) -> None:
    for post in posts:
        poll = Poll.objects.create(post=post)
        PollOption.objects.bulk_create(
            PollOption(poll=poll, text=text, order=order, votes=(5 + post.pk * (order + 3)) % 9)
            for order, text in enumerate(options[post.text])
        )
        votes = sum(PollOption.objects.filter(poll=poll).values_list("votes", flat=True))
        Poll.objects.filter(pk=poll.pk).update(ballots=F("ballots") + votes)


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
