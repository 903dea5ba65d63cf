"""One proposal: what it would change, what the municipalities say, what the model answered."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.queries import adopted
from shared_templates.areas import AREAS
from shared_templates.catalogue.queries import released
from shared_templates.content.prose import prose
from shared_templates.content.values import tidy_text
from shared_templates.proposals.access import (
    is_model,
    may_answer,
    may_decide,
    may_speak,
    require_answerer,
    require_part,
)
from shared_templates.proposals.actions.send_proposal import send_proposal
from shared_templates.proposals.actions.withdraw_proposal import bring_back_proposal, withdraw_proposal
from shared_templates.proposals.forms import CommentForm, VoteForm
from shared_templates.proposals.models import Comment, Proposal, State
from shared_templates.proposals.queries import began_from, comments_of, tally_of, vote_of
from shared_templates.proposals.views.common import own_or_404, proposal_or_404, trail
from shared_templates.proposals.voting import ballot
from shared_templates.proposals.words import STATES
from shared_templates.screens.comparing import compared
from tenants.queries import active_schema


@never_cache
@require_safe
def shown(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read one.

    Raises:
        Http404: when there is none this site may read.
        Denied: for guests and suppliers.
    """
    require_part(request)
    return page(request, proposal_or_404(uuid))


@never_cache
@require_POST
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """From now on all municipalities read it.

    Raises:
        Http404: on a site that is no municipality, and when it is not this one's.
        Denied: for anybody but those who answer for templates.
    """
    user, row = require_answerer(request), own_or_404(uuid)
    do = partial(send_proposal, actor=actor_of(request), user=user, proposal=row, now=clock.now())
    return _done(request, row, do, _("Förslaget är skickat. Alla kommuner och mallen kan läsa det."))


@never_cache
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Nobody is asked about it any more; it can be brought back.

    Raises:
        Http404: on a site that is no municipality, and when it is not this one's.
        Denied: for anybody but those who answer for templates.
    """
    require_answerer(request)
    row = own_or_404(uuid)
    do = partial(withdraw_proposal, actor=actor_of(request), proposal=row, now=clock.now())
    if row.sent_at is None:
        gone = _("Utkastet är borttaget. Er egen text är kvar.")
        return _done(request, row, do, gone, back=reverse("proposals:list"))
    return _done(request, row, do, _("Förslaget är tillbakadraget. Ni kan ta fram det igen."))


@never_cache
@require_POST
def bring_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo that it was withdrawn.

    Raises:
        Http404: on a site that is no municipality, and when it is not this one's.
        Denied: for anybody but those who answer for templates.
    """
    require_answerer(request)
    row = own_or_404(uuid)
    do = partial(bring_back_proposal, actor=actor_of(request), proposal=row)
    return _done(request, row, do, _("Förslaget är öppet igen, med sina röster."))


def page(
    request: HttpRequest,
    row: Proposal,
    *,
    error: str = "",
    voting: VoteForm | None = None,
    speaking: CommentForm | None = None,
    changing: tuple[UUID, CommentForm] | None = None,
) -> HttpResponse:
    """The page of a proposal, with what was refused."""
    here, state = active_schema(), row.state
    is_open, is_own = state == State.SENT, row.schema_name == here
    base = began_from(row)
    decision = getattr(row, "decision", None)
    came = released(row.key, decision.in_version) if state == State.RELEASED and decision else None
    votes = may_answer(request) and is_open and not is_own
    context = {
        "trail": trail(request, row.code),
        "one": row,
        "badge": STATES[state],
        "state": str(state),
        "area": AREAS.get(row.area, row.area),
        "is_own": is_own,
        "is_here": adopted().filter(key=row.key).exists(),
        "model": is_model(request),
        "why": prose(tidy_text(row.why)),
        "parts": compared(row.sort, base, row.said()),
        "decision": decision,
        "answer": prose(tidy_text(decision.why)) if decision else "",
        "came": came,
        "answers": is_own and may_answer(request),
        "decides": may_decide(request) and is_open and row.template == here,
        "ballot": ballot(tally_of(row)),
        "voting": (voting or VoteForm.of(vote_of(row, here))) if votes else None,
        "comments": [_told(each, request, is_open, changing) for each in comments_of(row)],
        "speaking": (speaking or CommentForm(initial={"uuid": uuid4()})) if may_speak(request) and is_open else None,
        "refused": [form for form in (voting, speaking, changing[1] if changing else None) if form],
        "error": error,
    }
    return render(request, "proposals/one.html", context, status=422 if error or context["refused"] else 200)


def _done(request: HttpRequest, row: Proposal, do: Callable[[], object], told: str, *, back: str = "") -> HttpResponse:
    """Do it, say so and go on to `back`, else to the proposal; what is refused is said on its page."""
    try:
        do()
    except ValidationError as error:
        return page(request, row, error=" ".join(error.messages))
    messages.success(request, told)
    return redirect(back or reverse("proposals:one", args=[row.uuid]))


def _told(
    said: Comment, request: HttpRequest, is_open: bool, changing: tuple[UUID, CommentForm] | None
) -> dict[str, Any]:
    own = is_open and said.withdrawn_at is None and said.writer_uuid == getattr(request.user, "uuid", None)
    form = None
    if own and said.schema_name == active_schema():
        form = CommentForm(initial={"text": said.text, "uuid": said.uuid}, auto_id=f"andra-{said.uuid}_%s")
        if changing and changing[0] == said.uuid:
            form = changing[1]
    return {"said": said, "text": prose(tidy_text(said.text)), "form": form}
