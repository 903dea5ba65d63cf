"""The discussion about a thing, for any page that shows it, beside the template `social/_discussion.html`."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject
from samverk.social.talk import render
from samverk.social.talk.access import COMMENT, may_close, may_moderate
from samverk.social.talk.actions.take_away_comment import REGRET
from samverk.social.talk.form_seal import seal
from samverk.social.talk.marks import Mention, mentions_in_all
from samverk.social.talk.mentionables import names_of
from samverk.social.talk.models import Thread
from samverk.social.talk.queries import NEWEST, OLDEST, Line, Tally, lines, place_of, tallies_of, thread_of
from tenants.middleware import tenant_of
from tenants.models import Kind

#: Comments on a page.
COUNT = 20
#: Shown before the one a link leads to.
BEFORE = 3


@dataclass(frozen=True, slots=True)
class Discussion:
    """What the template draws.

    Attributes:
        subject: the thing.
        thread: what is kept of the talk, or None before the first comment.
        number: comments that can be read.
        comments: their HTML.
        reactions: to the thing itself, as HTML; empty where nobody can react.
        form: the key of the form; sent twice it is one comment.
        sealed: whose form it is, so that what was typed survives the end of a session.
        answers: the comment the form answers, or None.
        may_write: can the reader comment now.
        may_close: can the reader lock it or say that it is settled.
        page: address of the page the discussion stands on.
        next: address of the next comments, or empty.
        first: address of the first ones, or empty when they are shown.
        order: which come first.
        other_order: address of the other order.
    """

    subject: Subject
    thread: Thread | None
    number: int
    comments: SafeString
    reactions: SafeString
    form: UUID
    sealed: str
    answers: Line | None
    may_write: bool
    may_close: bool
    page: str
    next: str
    first: str
    order: str
    other_order: str


def discussion(request: HttpRequest, subject: Subject) -> dict[str, object]:
    """Template variables for `social/_discussion.html`: `talk`, or None for whoever is not a person here.

    The page has asked already whether the person may see the thing. Three queries, one more where somebody is
    mentioned, two more where a link leads to one comment; the same for 2 comments and for 2,000.

    Args:
        request: of the page; `ordning`, `efter`, `svara` and `kommentar` in its address are the discussion's.
        subject: the thing the page shows.
    """
    user = request.user
    if not is_person(user):
        return {"talk": None}
    thread = thread_of(subject.ref)
    order = NEWEST if request.GET.get("ordning") == NEWEST else OLDEST
    after = _asked_for(request, thread)
    found = lines(thread=thread.pk, order=order, after=after, count=COUNT + 1) if thread else []
    shown = found[:COUNT]
    refs = [subject.ref, *(Ref(COMMENT, str(line.pk)) for line in shown)]
    tallies = tallies_of(viewer=user, refs=refs)
    writes = subject.commentable and not user.is_support and not (thread and thread.locked_at)
    page = _Page(request.path, order)
    form = uuid4()
    return {
        "talk": Discussion(
            subject=subject,
            thread=thread,
            number=thread.comments if thread else 0,
            comments=_drawn(request, user, shown, tallies, page=page, answers=writes),
            reactions=_reactions(subject, tallies.get(subject.ref, [])),
            form=form,
            sealed=seal(user=user, ref=subject.ref, form=form) if writes else "",
            answers=_answered(request, shown),
            may_write=writes,
            may_close=may_close(user=user, subject=subject),
            page=request.get_full_path(),
            next=page.at(efter=f"{shown[-1].branch}-{shown[-1].pk}") if len(found) > COUNT else "",
            first=page.at() if after else "",
            order=order,
            other_order=_Page(request.path, OLDEST if order == NEWEST else NEWEST).at(),
        )
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
    return next((line for line in shown if str(line.pk) == wanted and _readable(line)), None)


def _readable(line: Line) -> bool:
    return line.deleted_at is None and line.hidden_at is None


def _reactions(subject: Subject, tallies: list[Tally]) -> SafeString:
    if not subject.commentable and not tallies:
        return SafeString("")
    menu = render.menu(subject.ref, subject.title) if subject.commentable else ""
    return render.safe(render.given(subject.ref, tallies) + menu)


def _drawn(
    request: HttpRequest,
    user: User,
    shown: list[Line],
    tallies: dict[Ref, list[Tally]],
    *,
    page: _Page,
    answers: bool,
) -> SafeString:
    """The comments' HTML; everything a person typed is escaped in `render`."""
    kept = render.kept_parts(shown)
    mentioned = mentions_in_all(html for _when, html in kept.values())
    names = names_of(mentioned) if mentioned else {}
    with_home = tenant_of(request).kind == Kind.COOPERATION
    written_by = {line.pk: line.name or _("Någon som har slutat") for line in shown}
    moderator = may_moderate(user) if any(line.hidden_at for line in shown) else False
    linked = is_internal(user)
    return render.safe(
        "".join(
            _comment(line, user, kept[line.pk], names, tallies, written_by, with_home, page, answers, moderator, linked)
            for line in shown
        )
    )


def _comment(
    line: Line,
    user: User,
    kept: tuple[str, str],
    names: dict[Mention, str],
    tallies: dict[Ref, list[Tally]],
    written_by: dict[int, str],
    with_home: bool,
    page: _Page,
    answers: bool,
    moderator: bool,
    linked: bool,
) -> str:
    when, html = kept
    own = line.author == user.pk
    place = ' data-reply="yes"' if line.parent is not None else ""
    top = f'<li class="sv-comment" id="kommentar-{line.pk}"{place}>'
    if not _readable(line):
        return f"{top}{_gone(line, when, own, moderator)}</li>"
    ref, heard = Ref(COMMENT, str(line.pk)), _("– kommentar av %(name)s") % {"name": written_by[line.pk]}
    to = ""
    if line.parent is not None and line.parent != line.branch and line.parent in written_by:
        to = _("svarar %(name)s") % {"name": written_by[line.parent]}
        to = f'<a class="to" href="#kommentar-{line.parent}">{escape(to)}</a>'
    head = (
        f"{render.avatar(written_by[line.pk])}"
        f'<div class="head">{render.author_of(line, with_home=with_home, linked=linked)}{to}{when}</div>'
    )
    what = (
        render.given(ref, tallies.get(ref, []))
        + render.menu(ref, heard)
        + render.links(line, own=own, page=page.open(), heard=heard, answers=answers)
    )
    return f'{top}{head}<div class="sv-prose">{render.text_of(html, names)}</div><div class="deeds">{what}</div></li>'


def _gone(line: Line, when: str, own: bool, moderator: bool) -> str:
    """What stands where a comment stood."""
    if line.hidden_at is not None:
        told = _("En granskare har dolt kommentaren.")
        more = ""
        if own or moderator:
            more = f' <a href="{reverse("talk:comment", args=[line.pk])}">{escape(_("Läs varför"))}</a>'
    else:
        told, more = _("Borttagen av den som skrev."), ""
        if own and line.deleted_at is not None and clock.now() - line.deleted_at < REGRET:
            address = reverse("talk:put_back", args=[line.pk])
            more = f' <button form="{render.REACT_FORM}" formaction="{address}">{escape(_("Ångra"))}</button>'
    return f'<p class="gone">{escape(told)}{more}</p>{when}'
