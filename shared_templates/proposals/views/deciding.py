"""The model answers: what its draft becomes with the proposal in it, places to choose, yes or no."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.settling import Question, question_of
from shared_templates.content.merging import Merged
from shared_templates.masters.actions.keep_master import ChangedMeanwhile
from shared_templates.masters.models import Master
from shared_templates.masters.queries import masters_by_key
from shared_templates.proposals.access import require_decider
from shared_templates.proposals.actions.decide_proposal import accept_proposal, decline_proposal
from shared_templates.proposals.forms import AcceptForm, DeclineForm
from shared_templates.proposals.models import Proposal, State
from shared_templates.proposals.queries import began_from, tally_of
from shared_templates.proposals.views.common import proposal_or_404, trail
from shared_templates.proposals.voting import ballot
from shared_templates.proposals.weaving import woven
from shared_templates.proposals.words import QUESTION
from shared_templates.screens.comparing import compared
from shared_templates.screens.refusals import tell


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """See what the draft becomes, and accept.

    Raises:
        Http404: on a site that is not the model's, and when there is no such proposal about one of its drafts.
        Denied: for anybody but the model's editors.
    """
    require_decider(request)
    row = proposal_or_404(uuid)
    master = _master_or_404(row)
    if row.state != State.SENT:
        messages.info(request, _("Förslaget är redan besvarat eller tillbakadraget."))
        return redirect("proposals:one", uuid)
    merged = woven(row, master)
    asked = _questions(row, master, merged)
    if request.method != "POST":
        return _page(request, row, master, merged, AcceptForm(questions=asked, read=master.revision))
    form = AcceptForm(request.POST, questions=asked, read=master.revision)
    if form.is_valid():
        held = form.cleaned_data
        try:
            accept_proposal(
                actor=actor_of(request), proposal=row, read=held["read"], now=clock.now(), choices=form.choices(),
                why=held["why"],
            )  # fmt: skip
        except ChangedMeanwhile:
            return _meanwhile(request, row, master, merged, asked)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(
                request,
                _("Förslaget är antaget och står i utkastet. Nästa släpp av %(code)s säger vems det var.")
                % {"code": row.code},
            )
            return redirect("proposals:one", uuid)
    return _page(request, row, master, merged, form)


@never_cache
@require_POST
def decline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say no, and why.

    Raises:
        Http404: on a site that is not the model's, and when there is no such proposal about one of its drafts.
        Denied: for anybody but the model's editors.
    """
    require_decider(request)
    row = proposal_or_404(uuid)
    master = _master_or_404(row)
    form = DeclineForm(request.POST, auto_id="nej_%s")
    if form.is_valid():
        try:
            decline_proposal(actor=actor_of(request), proposal=row, why=form.cleaned_data["why"], now=clock.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Svaret är skickat. %(who)s läser varför.") % {"who": row.municipality})
            return redirect("proposals:one", uuid)
    merged = woven(row, master)
    accepting = AcceptForm(questions=_questions(row, master, merged), read=master.revision)
    return _page(request, row, master, merged, accepting, declining=form)


def _meanwhile(
    request: HttpRequest, row: Proposal, master: Master, merged: Merged, asked: list[Question]
) -> HttpResponse:
    """The same answers, to the draft as it is now."""
    data = request.POST.copy()
    data["read"] = str(master.revision)
    form = AcceptForm(data, questions=asked, read=master.revision)
    form.add_error(None, _("Någon skrev i utkastet medan du läste. Se efter vad det blir nu, och svara igen."))
    return _page(request, row, master, merged, form)


def _master_or_404(row: Proposal) -> Master:
    found = masters_by_key([row.key])
    if not found:
        raise Http404
    return found[0]


def _questions(row: Proposal, master: Master, merged: Merged) -> list[Question]:
    said = (master.said(), row.said(), began_from(row))
    return [
        question_of(each, kind=master.sort, said=said, of=str(row.uuid), words=QUESTION) for each in merged.conflicts
    ]


def _page(
    request: HttpRequest,
    row: Proposal,
    master: Master,
    merged: Merged,
    accepting: AcceptForm,
    *,
    declining: DeclineForm | None = None,
) -> HttpResponse:
    refused = [form for form in (accepting, declining) if form is not None and form.is_bound]
    context = {
        "trail": trail(request, (row.code, reverse("proposals:one", args=[row.uuid])), _("Svara")),
        "one": row,
        "master": master,
        "parts": compared(master.sort, master.said(), merged.content),
        "ballot": ballot(tally_of(row)),
        "accepting": accepting,
        "declining": declining or DeclineForm(auto_id="nej_%s"),
        "is_declining": declining is not None,
        "refused": refused,
    }
    return render(request, "proposals/decide.html", context, status=422 if refused else 200)
