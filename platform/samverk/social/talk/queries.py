"""Reads of talks; each a fixed number of queries, however much is said."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.subjects import Ref, is_visible, subject_kinds
from samverk.social.following.queries import FOLLOWS
from samverk.social.talk.access import moderators
from samverk.social.talk.hideables import Exhibit, hideables
from samverk.social.talk.models import (
    Comment,
    CommentDraft,
    CommentVersion,
    Deed,
    Moderation,
    Reaction,
    Report,
    Thread,
)
from tenants.kept_queries import KeptQuery
from tenants.prepared import ask

#: Who has taken part is told of the next comment; in a talk of hundreds, the latest of them.
MOST_TOLD = 500
#: How a talk is read: the oldest first, or the newest.
OLDEST, NEWEST = "aldst", "nyast"


@dataclass(frozen=True, slots=True)
class Line:
    """One comment as a page shows it; who wrote it is read with it, so that names are today's (LAW-24).

    `has_page` says whether colleagues find the author's own page: of who is protected there is none.
    """

    pk: int
    branch: int
    parent: int | None
    version: int
    text: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    hidden_at: datetime | None
    author: int | None
    name: str | None
    capacity: str | None
    acting_for: str | None
    uuid: UUID | None
    has_page: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gave one reaction to one thing, and whether the reader is one of them."""

    reaction: str
    number: int
    mine: bool


#: Written out, as the reads below are what a page with a discussion costs: Django takes longer to put such a question
#: together than the database to answer it.
_LINES = """
SELECT c.id, COALESCE(c.top_id, c.id), c.parent_id, c.version, c.text, c.created_at, c.edited_at, c.deleted_at,
       c.hidden_at, c.author_id, u.display_name, u.capacity, u.acting_for_name,
       u.uuid, COALESCE(u.is_active AND NOT u.is_protected, false)
FROM social_talk_comment c LEFT JOIN identity_user u ON u.id = c.author_id
WHERE c.thread_id = %(thread)s AND {beyond}
ORDER BY COALESCE(c.top_id, c.id) {direction}, c.id LIMIT {count}
"""
_BRANCH = "COALESCE(c.top_id, c.id)"
_AFTER = {
    OLDEST: f"({_BRANCH}, c.id) > (%(branch)s, %(pk)s)",
    NEWEST: f"({_BRANCH} < %(branch)s OR ({_BRANCH} = %(branch)s AND c.id > %(pk)s))",
}
_TALLIES = """
SELECT n.kind, n.key, n.reaction, n.number, EXISTS (
    SELECT FROM social_talk_reaction r
    WHERE r.kind = n.kind AND r.key = n.key AND r.reaction = n.reaction AND r.user_id = %(viewer)s)
FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS w (kind, key)
JOIN social_talk_reactioncount n ON n.kind = w.kind AND n.key = w.key
WHERE n.number > 0 ORDER BY n.id
"""


def thread_of(ref: Ref) -> Thread | None:
    """What is said about a thing, or None when nothing has been; one query."""
    return next(iter(_threads(kind=ref.kind, key=ref.key)), None)


_threads = KeptQuery(lambda kind, key: Thread.objects.filter(kind=kind, key=key).order_by(), kind=str, key=str)


_THREAD_FIELDS = [field.attname for field in Thread._meta.concrete_fields]
_TALK = f"""
SELECT {FOLLOWS}, {", ".join(f"t.{field.column}" for field in Thread._meta.concrete_fields)}
FROM (SELECT) AS always LEFT JOIN social_talk_thread t ON t.kind = %(kind)s AND t.key = %(key)s
"""


def thread_and_follow(*, viewer: User, ref: Ref) -> tuple[Thread | None, bool]:
    """What is said about a thing, and whether the viewer follows it; one query."""
    ((follows, *columns),) = ask(_TALK, {"viewer": viewer.pk, "kind": ref.kind, "key": ref.key})
    thread = Thread.from_db(DEFAULT_DB_ALIAS, _THREAD_FIELDS, columns) if columns[0] is not None else None
    return thread, follows


def lines(*, thread: int, order: str = OLDEST, after: tuple[int, int] | None = None, count: int) -> list[Line]:
    """Some comments of a talk, branch by branch, within a branch the oldest first; one query by index.

    Args:
        thread: which talk.
        order: of the branches.
        after: branch and key of the last one of the page before.
        count: at most so many.
    """
    order = NEWEST if order == NEWEST else OLDEST
    question = _LINES.format(
        beyond=_AFTER[order] if after else "TRUE",
        direction="DESC" if order == NEWEST else "ASC",
        count=int(count),
    )
    branch, pk = after or (0, 0)
    return [Line(*row) for row in ask(question, {"thread": thread, "branch": branch, "pk": pk})]


def line_of(*, thread: int, pk: int) -> Line | None:
    """One comment of a talk, or None; one query."""
    question = _LINES.format(beyond="c.id = %(pk)s", direction="ASC", count=1)
    found = ask(question, {"thread": thread, "pk": pk})
    return Line(*found[0]) if found else None


def place_of(*, thread: int, pk: int, before: int) -> tuple[int, int] | None:
    """Where a page begins that shows a comment with some of those before it: what to give `lines` as `after`.

    Args:
        thread: which talk.
        pk: the comment; of another talk, the beginning.
        before: how many before it.
    """
    rows = Comment.objects.filter(thread=thread).annotate(branch=Coalesce("top", "id"))
    found = rows.filter(pk=pk).values_list("branch", flat=True).first()
    if found is None:
        return None
    earlier = rows.filter(Q(branch__lt=found) | Q(branch=found, pk__lt=pk))
    back = list(earlier.order_by("-branch", "-pk").values_list("branch", "pk")[: before + 1])
    return back[before] if len(back) > before else None


def tallies_of(*, viewer: object, refs: Collection[Ref]) -> dict[Ref, list[Tally]]:
    """The reactions to several things, and which are the viewer's; one query. Rights are not asked.

    Args:
        viewer: who reads.
        refs: of any kinds.
    """
    values = {
        "viewer": viewer.pk if isinstance(viewer, User) else None,
        "kinds": [ref.kind for ref in refs],
        "keys": [ref.key for ref in refs],
    }
    told: dict[Ref, list[Tally]] = defaultdict(list)
    for kind, key, reaction, number, mine in ask(_TALLIES, values) if refs else []:
        told[Ref(kind, key)].append(Tally(reaction, number, mine))
    return told


def took_part(ref: Ref) -> list[int]:
    """Keys of those who have commented a thing; one query by index."""
    return [author for (author,) in ask(_TOOK_PART, {"kind": ref.kind, "key": ref.key}, steady=True)]


#: From one person to the next in the index: as many steps as there are people, however long the talk.
_TOOK_PART = f"""
WITH RECURSIVE thread AS (
    SELECT id FROM social_talk_thread WHERE kind = %(kind)s AND key = %(key)s
), people AS (
    (SELECT author_id FROM social_talk_comment WHERE thread_id = (SELECT id FROM thread) AND author_id IS NOT NULL
     ORDER BY author_id LIMIT 1)
    UNION ALL
    SELECT (SELECT c.author_id FROM social_talk_comment c
            WHERE c.thread_id = (SELECT id FROM thread) AND c.author_id > people.author_id ORDER BY c.author_id LIMIT 1)
    FROM people WHERE people.author_id IS NOT NULL
)
SELECT author_id::bigint FROM people WHERE author_id IS NOT NULL LIMIT {MOST_TOLD}"""


def who_reacted(ref: Ref, *, count: int = 200) -> "list[tuple[str, User]]":
    """Reaction and person, the last first, for those who may see the thing; one query."""
    rows = Reaction.objects.filter(kind=ref.kind, key=ref.key).select_related("user")
    return [(row.reaction, row.user) for row in rows[:count]]


def versions_of(comment: Comment) -> "QuerySet[CommentVersion]":
    """What a comment said before, the latest first."""
    return CommentVersion.objects.filter(comment=comment)


def draft_of(*, user: User, ref: Ref) -> CommentDraft | None:
    """What the person had typed about a thing when the session ran out, or None; one query."""
    return CommentDraft.objects.filter(author=user, kind=ref.kind, key=ref.key).order_by("-kept_at").first()


def owner_of_seal(uuid: str) -> User | None:
    """Whose form a seal says it is, while the account is open; one query."""
    found = User.objects.filter(uuid=uuid, is_active=True).first()
    return found if found is not None and found.is_open_on(clock.today()) else None


@dataclass(frozen=True, slots=True)
class Case:
    """A text that somebody has reported, with everything moderators need.

    Attributes:
        ref: the text.
        exhibit: what it says and where.
        reports: open ones, the oldest first; who reported is shown to nobody.
        author: who wrote it.
        history: what moderators have done about it, the last first.
    """

    ref: Ref
    exhibit: Exhibit
    reports: list[Report]
    author: User | None
    history: list[Moderation]

    @property
    def heading(self) -> str:
        """What it is and who wrote it."""
        what = capfirst(str(hideables[self.ref.kind].label))
        return _("%(what)s av %(name)s") % {"what": what, "name": self.author.get_full_name()} if self.author else what

    @property
    def said_about(self) -> str:
        """Name of the page it stands on; empty where it stands by itself."""
        return self.exhibit.title if self.exhibit.about != self.ref else ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What moderators have before them.

    Attributes:
        cases: the oldest texts with open reports that this one may see.
        elsewhere: how many others wait for another moderator, or are gone.
        nobodys: how many others no moderator can take: none may see them, but perhaps who wrote them.
    """

    cases: list[Case]
    elsewhere: int
    nobodys: int


def open_cases(*, viewer: User, count: int = 20) -> Queue:
    """The queue as a moderator sees it; a fixed number of queries for each of the cases."""
    refs: dict[Ref, list[Report]] = {}
    for report in Report.objects.filter(decided_at=None).order_by("created_at", "pk")[: count * 5]:
        refs.setdefault(Ref(report.kind, report.key), []).append(report)
    first = list(refs.items())[:count]
    found = {ref: _case(viewer, ref, reports) for ref, reports in first}
    cases = [case for case in found.values() if case is not None]
    nobodys = sum(case is None and _is_nobodys(ref) for ref, case in found.items())
    return Queue(cases, len(first) - len(cases) - nobodys, nobodys)


def _is_nobodys(ref: Ref) -> bool:
    shown = hideables[ref.kind].exhibit(ref.key) if ref.kind in hideables else None
    if shown is None:
        return False
    readers = subject_kinds[shown.about.kind].readers(shown.about.key)
    return not readers.filter(pk__in=moderators().values("pk")).exclude(pk=shown.author).exists()


def case_or_none(*, viewer: User, ref: Ref) -> Case | None:
    """One text with its open reports, if any; None when there is none.

    Raises:
        Denied: when the viewer may not see what it is about.
    """
    shown = hideables[ref.kind].exhibit(ref.key) if ref.kind in hideables else None
    if shown is None:
        return None
    case = _case(viewer, ref, list(Report.objects.filter(kind=ref.kind, key=ref.key, decided_at=None)))
    if case is None:
        raise Denied(_("Texten står där du inte har tillgång. En annan granskare måste titta på den."))
    return case


def _case(viewer: User, ref: Ref, reports: list[Report]) -> Case | None:
    shown = hideables[ref.kind].exhibit(ref.key) if ref.kind in hideables else None
    if shown is None or not is_visible(viewer, shown.about):
        return None
    author = User.objects.filter(pk=shown.author).first() if shown.author else None
    history = list(Moderation.objects.filter(kind=ref.kind, key=ref.key).select_related("by")[:10])
    return Case(ref, shown, reports, author, history)


def waiting_reports() -> int:
    """How many reports nobody has answered; one query by index."""
    return Report.objects.filter(decided_at=None).count()


def trail(*, count: int = 50, offset: int = 0) -> tuple[list[Moderation], bool]:
    """What moderators have done, the last first, and whether there is more. The lines
    hold no text of what was said."""
    rows = list(Moderation.objects.select_related("by")[offset : offset + count + 1])
    return rows[:count], len(rows) > count


def decision_or_none(*, user: User, pk: int) -> tuple[Moderation, Exhibit] | None:
    """A moderator's decision with the text, for the text's author; None for everybody else."""
    line = Moderation.objects.filter(pk=pk, deed__in=[Deed.HIDDEN, Deed.RESTORED]).first()
    shown = hideables[line.kind].exhibit(line.key) if line is not None and line.kind in hideables else None
    return (line, shown) if line is not None and shown is not None and shown.author == user.pk else None


def decision_about(ref: Ref) -> Moderation | None:
    """The last time something was hidden; one query by index."""
    return Moderation.objects.filter(kind=ref.kind, key=ref.key, deed=Deed.HIDDEN).first()
