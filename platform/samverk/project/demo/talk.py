"""Comments and reactions of the demo: on posts, and on the newest of the news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import QuerySet

from samverk.identity.models import INTERNAL, User
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.project.demo.texts import texts
from samverk.social.talk.models import Comment, Reaction, ReactionCount, Thread

#: How many of the newest are talked about.
NEWS = {"small": 5, "full": 14, "load": 14}
#: What a piece of news of each kind gets, the newest first; then from the beginning again.
GOT = ("tack 6 bra 9", "bra 4 undrar 1", "grattis 5 bra 3", "tack 3 instammer 2", "bra 2", "undrar 2 tack 1")


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said about one thing.

    Attributes:
        ref: the thing.
        comments: (who, when, text, does it answer the one before).
        reactions: (who, which, when).
    """

    ref: Ref
    comments: list[tuple[User, datetime, str, bool]]
    reactions: list[tuple[User, str, datetime]]


def say(
    ref: Ref, at: datetime, author: User | None, readers: Sequence[User], entry: dict[str, Any], *, turn: int
) -> Talk:
    """Deal out what an entry says among those who read the thing.

    Args:
        ref: the thing.
        at: when it was written.
        author: who wrote it, and answers what is asked there; None answers nothing.
        readers: who else may have said something.
        entry: `said`, `got`, and whether it is an answered question.
        turn: any number; who speaks differs by it.
    """
    now, comments = clock.now(), []
    asked = False
    for number, text in enumerate(entry.get("said", ()) if readers else ()):
        by_author = author is not None and number > 0 and (asked or bool(entry.get("answered")))
        who = author if by_author and author else readers[(turn * 5 + number * 3) % len(readers)]
        when = min(at + timedelta(minutes=19 + 41 * number + turn % 17), now)
        comments.append((who, when, text, by_author))
        asked = "?" in text
    reactions = []
    words = str(entry.get("got", "")).split()
    for place, (kind, times) in enumerate(zip(words[::2], words[1::2], strict=True)):
        for each in range(min(int(times), len(readers))):
            fond = readers[(turn * 3 + place * 4 + each) % len(readers)]
            reactions.append((fond, kind, min(at + timedelta(minutes=7 + 13 * each), now)))
    return Talk(ref, comments, reactions)


def write_talks(talks: Sequence[Talk]) -> None:
    """Write what is new in the active site, with the numbers pages read; things that have a thread are left alone."""
    there = set(Thread.objects.values_list("kind", "key"))
    new = [talk for talk in talks if (talk.ref.kind, talk.ref.key) not in there]
    threads = Thread.objects.bulk_create(
        Thread(kind=talk.ref.kind, key=talk.ref.key, comments=len(talk.comments), last_at=talk.comments[-1][1])
        for talk in new
        if talk.comments
    )
    by_ref = {Ref(thread.kind, thread.key): thread for thread in threads}
    for talk in new:
        before: Comment | None = None
        for number, (who, when, text, answers) in enumerate(talk.comments):
            form = uuid5(NAMESPACE_URL, f"samverk-demo:{talk.ref.kind}:{talk.ref.key}:{number}")
            comment = Comment(thread=by_ref[talk.ref], author=who, form=form, text=text, created_at=when)
            if answers and before is not None:
                comment.parent, comment.top = before, before.top or before
            comment.save()
            before = comment
    _react([(talk.ref, *reaction) for talk in new for reaction in talk.reactions])


def _react(rows: list[tuple[Ref, User, str, datetime]]) -> None:
    Reaction.objects.bulk_create(
        Reaction(user=who, kind=ref.kind, key=ref.key, reaction=reaction, at=at) for ref, who, reaction, at in rows
    )
    numbers: dict[tuple[Ref, str], int] = {}
    for ref, _who, reaction, _at in rows:
        numbers[ref, reaction] = numbers.get((ref, reaction), 0) + 1
    ReactionCount.objects.bulk_create(
        ReactionCount(kind=ref.kind, key=ref.key, reaction=reaction, number=number)
        for (ref, reaction), number in numbers.items()
    )


def answer_of(ref: Ref) -> tuple[str, datetime]:
    """Key and time of the first comment about a thing: what answered the question."""
    first = Comment.objects.filter(thread__kind=ref.kind, thread__key=ref.key).order_by("pk")[0]
    return str(first.pk), first.created_at


def talk_about_news(*, scale: str, slug: str) -> None:
    """Comments and reactions on the newest news that everybody reads, no text twice on a site.

    Args:
        scale: small, full or load.
        slug: the site's.
    """
    readers = list(User.objects.filter(is_active=True, is_protected=False, capacity__in=INTERNAL).order_by("pk"))
    used = set(Comment.objects.values_list("text", flat=True))
    left = {category: [text for text in said if text not in used] for category, said in texts("talk").items()}
    talks = []
    for number, news in enumerate(_news()[: NEWS[scale]]):
        pool, turn = left.get(news.category, []), number + len(slug)
        said = [pool.pop(0) for _each in range(min(len(pool), 1 + turn % 3))]
        at = news.first_published_at or clock.now()
        entry = {"said": said, "got": GOT[turn % len(GOT)]}
        talks.append(say(Ref("page", str(news.pk)), at, None, readers, entry, turn=turn))
    write_talks([talk for talk in talks if talk.comments])


def _news() -> "QuerySet[NewsPage]":
    found: QuerySet[NewsPage] = NewsPage.objects.live().filter(targets=[], comments_closed=False)
    return found.order_by("-first_published_at", "-pk")
