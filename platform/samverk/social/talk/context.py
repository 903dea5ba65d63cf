"""The discussion about a thing, for any page that shows it."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from samverk.identity.access import is_person
from samverk.kernel.kept_html import kept_html
from samverk.kernel.subjects import Ref, Subject
from samverk.social.talk import render
from samverk.social.talk.access import COMMENT, may_close
from samverk.social.talk.drawing import Pick, drawing_of, drawn, drawn_answer, is_readable
from samverk.social.talk.form_seal import seal
from samverk.social.talk.models import Thread
from samverk.social.talk.queries import (
    NEWEST,
    OLDEST,
    Line,
    Tally,
    line_of,
    lines,
    place_of,
    tallies_of,
    thread_and_follow,
)

#: Comments on a page.
COUNT = 20
#: Shown before the one a link leads to.
BEFORE = 3


@dataclass(frozen=True, slots=True)
class Discussion:
    """What the template draws beside its holes, and all that its markup follows from.

    Attributes:
        kind: of the thing.
        key: of the thing.
        url: of the thing.
        number: comments that can be read.
        has_comments: is there any to show.
        has_reactions: can the thing be reacted to, or has somebody.
        locked: is the talk closed for new comments.
        locked_reason: what was said about it.
        resolved: is it settled.
        resolved_reason: what was said about it.
        answers: key of the comment that the form answers, or empty.
        answers_name: who wrote it.
        may_write: can the reader comment now.
        may_close: can the reader lock it or say that it is settled.
        next: address of the next comments, or empty.
        first: address of the first ones, or empty when they are shown.
        order: which come first.
        other_order: address of the other order.
    """

    kind: str
    key: str
    url: str
    number: int
    has_comments: bool
    has_reactions: bool
    locked: bool
    locked_reason: str
    resolved: bool
    resolved_reason: str
    answers: str
    answers_name: str
    may_write: bool
    may_close: bool
    next: str
    first: str
    order: str
    other_order: str


def discussion(request: HttpRequest, subject: Subject, *, pick: Pick | None = None) -> dict[str, object]:
    """Template variables: `discussion`, the markup, `answer`, that of a chosen comment, and `follows`, does the reader
    follow the thing, for `follow_button`; nothing for whoever is not a person here.

    The page has asked already whether the person may see the thing. Three queries, one more where somebody is
    mentioned, two more where a link leads to one comment, one more for a chosen comment that stands on another page;
    the same for 2 comments and for 2,000.

    Args:
        request: of the page; `ordning`, `efter`, `svara` and `kommentar` in its address are the discussion's.
        subject: the thing the page shows.
        pick: where one comment can be chosen; `answer` is that one, to stand where the page wants it.
    """
    user = request.user
    if not is_person(user):
        return {}
    thread, follows = thread_and_follow(viewer=user, ref=subject.ref)
    order = NEWEST if request.GET.get("ordning") == NEWEST else OLDEST
    after = _asked_for(request, thread)
    found = lines(thread=thread.pk, order=order, after=after, count=COUNT + 1) if thread else []
    shown = found[:COUNT]
    refs = [subject.ref, *(Ref(COMMENT, str(line.pk)) for line in shown)]
    tallies = tallies_of(viewer=user, refs=refs)
    writes = subject.commentable and not user.is_support and not (thread and thread.locked_at)
    page = _Page(request.path, order)
    form = uuid4()
    chosen = _chosen(shown, thread, pick)
    drawing = drawing_of(
        request,
        user,
        [*shown, chosen] if chosen and chosen not in shown else shown,
        tallies=tallies,
        page=page.open(),
        answers=writes,
        pick=pick,
    )
    comments, reactions = drawn(shown, drawing), _reactions(subject, tallies.get(subject.ref, []))
    answered = _answered(request, shown)
    talk = Discussion(
        kind=subject.ref.kind,
        key=subject.ref.key,
        url=subject.url,
        number=thread.comments if thread else 0,
        has_comments=bool(comments),
        has_reactions=bool(reactions),
        locked=bool(thread and thread.locked_at),
        locked_reason=thread.locked_reason if thread else "",
        resolved=bool(thread and thread.resolved_at),
        resolved_reason=thread.resolved_reason if thread else "",
        answers=str(answered.pk) if answered else "",
        answers_name=answered.name or "" if answered else "",
        may_write=writes,
        may_close=may_close(user=user, subject=subject),
        next=page.at(efter=f"{shown[-1].branch}-{shown[-1].pk}") if len(found) > COUNT else "",
        first=page.at() if after else "",
        order=order,
        other_order=_Page(request.path, OLDEST if order == NEWEST else NEWEST).at(),
    )
    holes = {
        "token": get_token(request),
        "page": request.get_full_path(),
        # The key of the form: sent twice it is one comment; sealed, so that what was typed survives a session's end.
        "form": form,
        "sealed": seal(user=user, ref=subject.ref, form=form) if writes else "",
        "reader": user.pk,
        "comments": comments,
        "reactions": reactions,
    }
    return {
        "discussion": kept_html("social/_discussion.html", {"talk": talk}, holes),
        "answer": drawn_answer(chosen, drawing) if chosen else SafeString(""),
        "follows": follows,
    }


@dataclass(frozen=True, slots=True)
class _Page:
    """Addresses of the page a discussion stands on."""

    path: str
    order: str

    def at(self, **more: str) -> str:
        """The page with these in its address, at the comments."""
        asked = ({"ordning": NEWEST} if self.order == NEWEST else {}) | more
        return f"{self.path}{'?' if asked else ''}{urlencode(asked)}#kommentarer"

    def open(self) -> str:
        """The page, ready for one more parameter."""
        return f"{self.path}?ordning={NEWEST}&" if self.order == NEWEST else f"{self.path}?"


def _asked_for(request: HttpRequest, thread: Thread | None) -> tuple[int, int] | None:
    branch, _dash, pk = request.GET.get("efter", "").partition("-")
    if branch.isdecimal() and pk.isdecimal() and len(branch) < 19 and len(pk) < 19:
        return int(branch), int(pk)
    wanted = request.GET.get("kommentar") or request.GET.get("svara") or ""
    if thread is None or thread.comments <= BEFORE or not (wanted.isdecimal() and len(wanted) < 19):
        return None
    return place_of(thread=thread.pk, pk=int(wanted), before=BEFORE)


def _answered(request: HttpRequest, shown: list[Line]) -> Line | None:
    wanted = request.GET.get("svara", "")
    return next((line for line in shown if str(line.pk) == wanted and is_readable(line)), None)


def _chosen(shown: list[Line], thread: Thread | None, pick: Pick | None) -> Line | None:
    """The comment that was chosen, from the page or by a query of its own."""
    if pick is None or pick.chosen is None or thread is None:
        return None
    here = next((line for line in shown if line.pk == pick.chosen), None)
    return here or line_of(thread=thread.pk, pk=pick.chosen)


def _reactions(subject: Subject, tallies: list[Tally]) -> SafeString:
    if not subject.commentable and not tallies:
        return SafeString("")
    menu = render.menu(subject.ref, subject.title) if subject.commentable else ""
    return render.safe(render.given(subject.ref, tallies) + menu)
