"""The comments of a page as markup: each with who, when, text and what this reader may do about it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.memory import Memory
from samverk.kernel.subjects import Ref
from samverk.social.talk import render
from samverk.social.talk.access import COMMENT, may_moderate
from samverk.social.talk.actions.take_away_comment import REGRET
from samverk.social.talk.marks import OPEN, Mention, mentions_in_all
from samverk.social.talk.mentionables import names_of
from samverk.social.talk.queries import Line, Tally
from samverk.ui.icons import svg
from tenants.connection import connection
from tenants.middleware import tenant_of
from tenants.models import Kind

#: So long an erased site's comments can lie in a process' memory, where no row leads to them.
_kept: Memory[str] = Memory(seconds=60, most=4000)


@dataclass(frozen=True, slots=True)
class Pick:
    """One comment can be chosen of a talk: the answer to a question.

    Attributes:
        address: where the choice is sent, as `kommentar`; taken back with `besvarad=nej`.
        chosen: key of the chosen comment, or None.
        may: may the reader choose.
    """

    address: str
    chosen: int | None
    may: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all comments of a page have in common.

    Attributes:
        user: who reads.
        kept: time and text of each, from the cache; asked for when the first of them is drawn.
        names: what those are called who are mentioned.
        tallies: reactions.
        written_by: key of a comment → its author's name.
        with_home: say whom people act for.
        linked: may the reader open the pages of colleagues.
        moderator: may the reader open what is hidden.
        page: address of the page, ready for one more parameter.
        answers: can comments be answered now.
        pick: what can be chosen, if anything.
    """

    user: User
    kept: Callable[[], Mapping[int, tuple[str, str]]]
    names: Mapping[Mention, str]
    tallies: Mapping[Ref, list[Tally]]
    written_by: Mapping[int, str]
    with_home: bool
    linked: bool
    moderator: bool
    page: str
    answers: bool
    pick: Pick | None


def drawing_of(
    request: HttpRequest,
    user: User,
    shown: Sequence[Line],
    *,
    tallies: Mapping[Ref, list[Tally]],
    page: str,
    answers: bool,
    pick: Pick | None,
) -> Drawing:
    """Reads what these comments need beside their rows: at most one question to the cache, a query a kind mentioned.

    Args:
        request: of the page.
        user: who reads.
        shown: the comments.
        tallies: reactions to them.
        page: address of the page, ready for one more parameter.
        answers: can comments be answered now.
        pick: what can be chosen, if anything.
    """
    linked = is_internal(user)
    mentioned = mentions_in_all(line.text for line in shown if is_readable(line))
    return Drawing(
        user=user,
        kept=cache(lambda: render.kept_parts(shown, linked=linked)),
        names=names_of(mentioned) if mentioned else {},
        tallies=tallies,
        written_by={line.pk: line.name or _("Någon som har slutat") for line in shown},
        with_home=tenant_of(request).kind == Kind.COOPERATION,
        linked=linked,
        moderator=may_moderate(user) if any(line.hidden_at for line in shown) else False,
        page=page,
        answers=answers,
        pick=pick,
    )


def drawn(lines: Collection[Line], drawing: Drawing) -> SafeString:
    """The comments one after the other; everything a person typed is escaped in `render`."""
    return render.safe("".join(_comment(line, drawing) for line in lines))


def drawn_answer(line: Line, drawing: Drawing) -> SafeString:
    """The chosen comment once more, where it is found at once: right under the question; nothing when it is gone."""
    if not is_readable(line):
        return SafeString("")
    return render.safe(
        f'<section class="sv-answer" id="svaret" aria-labelledby="svaret-rubrik" data-testid="answer">'
        f'<h2 id="svaret-rubrik">{svg("check")}{escape(_("Svaret"))}</h2>'
        f'<div class="sv-comment">{_head(line, drawing)}{_text(line, drawing)}</div>'
        f'<p><a href="{reverse("talk:comment", args=[line.pk])}">{escape(_("Visa i diskussionen"))}</a></p></section>'
    )


def is_readable(line: Line) -> bool:
    """Neither taken away nor hidden."""
    return line.deleted_at is None and line.hidden_at is None


def _head(line: Line, drawing: Drawing, more: str = "") -> str:
    author = render.author_of(line, with_home=drawing.with_home, linked=drawing.linked)
    when = drawing.kept()[line.pk][0]
    return f'{render.avatar(drawing.written_by[line.pk])}<div class="head">{author}{more}{when}</div>'


def _text(line: Line, drawing: Drawing) -> str:
    return f'<div class="sv-prose">{render.text_of(drawing.kept()[line.pk][1], drawing.names)}</div>'


def _comment(line: Line, drawing: Drawing) -> str:
    """From memory when the same was drawn lately: under every word of the row, and all that the reader adds to it."""
    if OPEN in line.text or not is_readable(line):
        # Names of others, and what can be regretted for a while, are no part of the row.
        return _drawn(line, drawing)
    own, tallies = line.author == drawing.user.pk, drawing.tallies.get(Ref(COMMENT, str(line.pk)), ())
    reader = own, drawing.with_home, drawing.linked, drawing.page, drawing.answers, drawing.pick
    answered = drawing.written_by.get(line.parent) if line.parent is not None else None
    key = (connection.schema_name, get_language(), line, tuple(tallies), answered, *reader)
    found = _kept.get(key)
    if found is None:
        found = _drawn(line, drawing)
        _kept.keep(key, found)
    return found


def _drawn(line: Line, drawing: Drawing) -> str:
    own = line.author == drawing.user.pk
    place = ' data-reply="yes"' if line.parent is not None else ""
    top = f'<li class="sv-comment" id="kommentar-{line.pk}"{place}>'
    if not is_readable(line):
        return f"{top}{_gone(line, drawing, own)}</li>"
    ref = Ref(COMMENT, str(line.pk))
    heard = _("– kommentar av %(name)s") % {"name": drawing.written_by[line.pk]}
    what = (
        render.given(ref, drawing.tallies.get(ref, []))
        + render.menu(ref, heard)
        + render.links(line, own=own, page=drawing.page, heard=heard, answers=drawing.answers)
        + _choice(line, drawing.pick, heard)
    )
    more = _badge(line, drawing.pick) + _answers_whom(line, drawing)
    return f'{top}{_head(line, drawing, more)}{_text(line, drawing)}<div class="deeds">{what}</div></li>'


def _answers_whom(line: Line, drawing: Drawing) -> str:
    if line.parent is None or line.parent == line.branch or line.parent not in drawing.written_by:
        return ""
    to = _("svarar %(name)s") % {"name": drawing.written_by[line.parent]}
    return f'<a class="to" href="#kommentar-{line.parent}">{escape(to)}</a>'


def _badge(line: Line, pick: Pick | None) -> str:
    if pick is None or pick.chosen != line.pk:
        return ""
    return f'<span class="sv-badge" data-tone="success">{svg("check")}{escape(_("Svaret"))}</span>'


def _choice(line: Line, pick: Pick | None, heard: str) -> str:
    """The button that chooses this comment, or takes the choice back."""
    if pick is None or not pick.may:
        return ""
    form = f'form="{render.REACT_FORM}" formaction="{escape(pick.address)}"'
    if pick.chosen == line.pk:
        return f'<button {form} name="besvarad" value="nej">{escape(_("Inte svaret längre"))}</button>'
    hidden = f'<span class="sv-hidden"> {escape(heard)}</span>'
    return (
        f'<button {form} name="kommentar" value="{line.pk}">{svg("check")}{escape(_("Välj som svar"))}{hidden}</button>'
    )


def _gone(line: Line, drawing: Drawing, own: bool) -> str:
    """What stands where a comment stood."""
    if line.hidden_at is not None:
        told = _("En granskare har dolt kommentaren.")
        more = ""
        if own or drawing.moderator:
            more = f' <a href="{reverse("talk:comment", args=[line.pk])}">{escape(_("Läs varför"))}</a>'
    else:
        told, more = _("Borttagen av den som skrev."), ""
        if own and line.deleted_at is not None and clock.now() - line.deleted_at < REGRET:
            address = reverse("talk:put_back", args=[line.pk])
            more = f' <button form="{render.REACT_FORM}" formaction="{address}">{escape(_("Ångra"))}</button>'
    return f'<p class="gone">{escape(told)}{more}</p>{drawing.kept()[line.pk][0]}'
