"""What the municipalities say of a proposal: votes and comments."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.proposals.access import require_answerer, require_speaker
from shared_templates.proposals.actions.comment import change_comment, comment, withdraw_comment
from shared_templates.proposals.actions.vote import vote
from shared_templates.proposals.forms import CommentForm, VoteForm
from shared_templates.proposals.queries import comment_by_uuid
from shared_templates.proposals.views.common import proposal_or_404
from shared_templates.proposals.views.one import page
from shared_templates.screens.refusals import tell
from tenants.queries import active_schema


@never_cache
@require_POST
def cast(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Vote for one's municipality.

    Raises:
        Http404: on a site that is no municipality, and when there is none this site may read.
        Denied: for anybody but those who answer for templates.
    """
    user, row = require_answerer(request), proposal_or_404(uuid)
    form = VoteForm(request.POST, auto_id="rost_%s")
    if form.is_valid():
        try:
            vote(actor=actor_of(request), user=user, proposal=row, now=clock.now(), **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Er röst är sparad. Ni kan ändra den tills förslaget är avgjort."))
            return _back(uuid, "roster")
    return page(request, row, voting=form)


@never_cache
@require_POST
def say(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Comment.

    Raises:
        Http404: when there is none this site may read.
        Denied: for anybody but those who vote or decide.
    """
    user, row = require_speaker(request), proposal_or_404(uuid)
    form = CommentForm(request.POST)
    if form.is_valid():
        held = form.cleaned_data
        try:
            made = comment(
                actor=actor_of(request), user=user, proposal=row, text=held["text"], uuid=held["uuid"], now=clock.now()
            )
        except ValidationError as error:
            tell(form, error)
        else:
            return _back(uuid, f"kommentar-{made.uuid}")
    return page(request, row, speaking=form)


@never_cache
@require_POST
def change(request: HttpRequest, uuid: UUID, number: UUID) -> HttpResponse:
    """Change one's own words, or take them away (`gor=bort`).

    Raises:
        Http404: when there is no such comment written on this site.
        Denied: for anybody but those who vote or decide.
    """
    user, row = require_speaker(request), proposal_or_404(uuid)
    said = comment_by_uuid(row, number)
    if said is None or said.schema_name != active_schema():
        raise Http404
    form = CommentForm({"uuid": number, "text": request.POST.get("text", said.text)}, auto_id=f"andra-{number}_%s")
    takes_away = request.POST.get("gor") == "bort"
    if takes_away or form.is_valid():
        actor, now = actor_of(request), clock.now()
        try:
            if takes_away:
                withdraw_comment(actor=actor, user=user, comment=said, now=now)
            else:
                change_comment(actor=actor, user=user, comment=said, text=form.cleaned_data["text"], now=now)
        except ValidationError as error:
            tell(form, error)
        else:
            return _back(uuid, f"kommentar-{number}")
    return page(request, row, changing=(number, form))


def _back(uuid: UUID, place: str) -> HttpResponse:
    return redirect(reverse("proposals:one", args=[uuid]) + f"#{place}")
