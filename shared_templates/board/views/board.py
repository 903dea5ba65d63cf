"""What municipalities ask the template board, and its word about it (TP-03)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.board.access import require_board
from shared_templates.board.actions.answer_habit import answer_habit
from shared_templates.board.forms import WordForm
from shared_templates.board.queries import submitted, told, told_to_us
from shared_templates.masters.access import require_model_site
from shared_templates.screens.trail import trail

PER_PAGE = 50


def board(request: HttpRequest) -> HttpResponse:
    """All that was submitted, what waits for a word first; the address belongs to the room of deviations.

    Raises:
        Denied: for everybody but the board.
    """
    require_board(request.user)
    page = Paginator(submitted(), PER_PAGE).get_page(request.GET.get("sida"))
    found = told(page.object_list)
    context = {
        "trail": trail(request, _("Avsteg av vana")),
        "page": page,
        "waiting": [one for one in found if one.word is None],
        "answered": [one for one in found if one.word is not None],
    }
    return render(request, "board/board.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One deviation, and the board's word about it.

    Raises:
        Denied: for everybody but the board.
        Http404: on every other site, and for what was not submitted to this template.
    """
    require_model_site(request)
    require_board(request.user)
    one = told_to_us(uuid)
    if one is None:
        raise Http404
    asked = one.submission
    form = WordForm(
        request.POST if request.method == "POST" else None,
        initial={"submitted_at": asked.submitted_at.isoformat(timespec="microseconds")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_habit(
                actor=actor_of(request), deviation=uuid, submitted_at=form.cleaned_data["submitted_at"],
                advice=form.cleaned_data["advice"], comment=form.cleaned_data["comment"], now=clock.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Svaret är skickat till kommunen."))
            return redirect("templates:deviations")
    context = {
        "trail": trail(
            request, (_("Avsteg av vana"), reverse("templates:deviations")), f"{asked.code}, {one.municipality}"
        ),
        "title": f"{asked.code} {asked.title}",
        "one": one,
        "form": form if one.word is None and asked.closed_at is None else None,
    }
    return render(request, "board/answer.html", context, status=422 if form.is_bound else 200)
