"""Reads of posts, beside the feed."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.urls import reverse

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.identity.names import shown_names
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.following.queries import followed_refs
from samverk.social.posts.access import UNDO, my_places
from samverk.social.posts.feed import PAGE, Line, Only, read_feed, read_followed, read_tagged
from samverk.social.posts.models import Ballot, Choice, Draft, Edit, Poll, Post
from samverk.social.posts.places import SITE, Place, place_sources
from samverk.social.posts.refs import LEVELS, PERSON, UNIT, of_place

COUNTS_KEPT = 600


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some of the feed.

    Attributes:
        lines: posts.
        older: id to go on below, or None where it ends.
    """

    lines: list[Line]
    older: int | None


def feed_page(
    *, viewer: User, only: str = Only.ALL, tag: str = "", before: int | None = None, count: int = PAGE
) -> FeedPage:
    """The newest a person may read; two queries, three for what they follow.

    Args:
        viewer: who reads; asked for the right by the caller.
        only: which part.
        tag: only posts with this word with #; goes before `only`.
        before: only older than this id.
        count: at most so many, beside what is pinned.
    """
    day = clock.today()
    mine = my_places(viewer, day)
    places = [place.key for place in mine if tag or only != Only.UNIT or place.own]
    if not places:
        return FeedPage([], None)
    if tag:
        lines = read_tagged(places=places, tag=tag, before=before, count=count + 1, viewer=viewer.pk)
    elif only == Only.FOLLOWED:
        refs = followed_refs(user=viewer)
        people = _people(refs)
        lines = read_followed(places=places, refs=refs, people=people, before=before, count=count + 1, viewer=viewer.pk)
    else:
        unanswered = only == Only.UNANSWERED
        lines = read_feed(
            places=places, day=day, before=before, count=count + 1, unanswered=unanswered, viewer=viewer.pk
        )
    rest = [line for line in lines if not line.pinned]
    if len(rest) <= count:
        return FeedPage(lines, None)
    lines.remove(rest[-1])
    return FeedPage(lines, rest[-2].pk)


def _people(refs: list[Ref]) -> list[int]:
    uuids = [ref.key for ref in refs if ref.kind == PERSON]
    if not uuids:
        return []
    return list(User.objects.filter(uuid__in=uuids, is_protected=False).values_list("pk", flat=True))


def unit_lines(*, viewer: User, unit: str, count: int = 3) -> list[Line]:
    """The newest posts of a part of the organisation, for its page; nothing for who does not work there. Two queries
    at most."""
    mine = my_places(viewer, clock.today()) if is_internal(viewer) else []
    places = [place.key for place in mine if Ref(UNIT, unit) in of_place(place.key)]
    return read_feed(places=places, day=clock.today(), count=count, viewer=viewer.pk) if places else []


def counted(places: list[Place]) -> dict[str, int]:
    """Key of place → how many read there; kept for ten minutes, at most one query for each source."""
    keys = [place.key for place in places]
    kept: dict[str, int] = cache.get_many([f"readers:{key}" for key in keys]) if keys else {}
    found = {key.partition(":")[2]: count for key, count in kept.items()}
    missing = [key for key in keys if key not in found]
    if missing:
        for source in place_sources.values():
            found |= source.counts([key for key in missing if key.partition(":")[0] in source.kinds])
        cache.set_many({f"readers:{key}": found.get(key, 0) for key in missing}, COUNTS_KEPT)
    return found


def readers_of(places: list[Place]) -> list[tuple[str, int, str]]:
    """What each place is called, how many read there, and its page if it has one; as many queries as `counted`."""
    numbers = counted(places)
    return [(place.label, numbers.get(place.key, 0), _page_of(place.key)) for place in places]


def _page_of(key: str) -> str:
    level, _colon, uuid = key.partition(":")
    return reverse("people:part", args=[uuid]) if level in LEVELS else ""


def draft_of(*, user: User) -> dict[str, str]:
    """The fields of the person's unfinished post; one query."""
    return dict(Draft.objects.filter(user=user, thrown_at=None).values_list("fields", flat=True).first() or {})


def has_thrown_draft(*, user: User, now: datetime) -> bool:
    """Is there one that the person can still take back; one query."""
    return Draft.objects.filter(user=user, thrown_at__gte=now - UNDO).exists()


def edits_of(post: Post) -> list[Edit]:
    """What the post said before, the last first."""
    return list(Edit.objects.filter(post=post))


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll as one person sees it.

    Attributes:
        several, shows_names, closes_at, ballots: of the poll.
        options: (key, text, votes, mine, names).
        voted: has the person voted.
        open: can one vote now.
    """

    several: bool
    shows_names: bool
    closes_at: datetime | None
    ballots: int
    voted: bool
    open: bool
    options: list[dict[str, object]] = field(default_factory=list)


#: Names under an answer; the rest are counted.
MOST_NAMES = 50


def poll_view(*, post: Post, viewer: User, now: datetime) -> PollView | None:
    """The poll of a post, or None; four queries at most."""
    poll = Poll.objects.filter(post=post).first()
    if poll is None:
        return None
    options = list(poll.options.all())
    voted = Ballot.objects.filter(poll=poll, user=viewer).exists()
    names: dict[int, list[str]] = {option.pk: [] for option in options}
    mine: set[int] = set()
    if poll.shows_names:
        choices = list(Choice.objects.filter(ballot__poll=poll).select_related("ballot__user").order_by("pk"))
        called = shown_names({c.ballot.user_id: c.ballot.user for c in choices}.values(), viewer)
        for choice in choices:
            names[choice.option_id].append(called[choice.ballot.user_id])
            if choice.ballot.user_id == viewer.pk:
                mine.add(choice.option_id)
    return PollView(
        several=poll.several,
        shows_names=poll.shows_names,
        closes_at=poll.closes_at,
        ballots=poll.ballots,
        voted=voted,
        open=poll.closes_at is None or poll.closes_at > now,
        options=[
            {
                "pk": option.pk,
                "text": option.text,
                "votes": option.votes,
                "mine": option.pk in mine,
                "names": names[option.pk][:MOST_NAMES],
            }
            for option in options
        ],
    )


def labels_of(places: list[Place]) -> dict[str, str]:
    """Key of place → what it is called on a card; the whole site needs no saying."""
    return {place.key: place.label for place in places if place.key != SITE}
