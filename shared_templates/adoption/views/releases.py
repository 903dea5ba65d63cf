"""What is new from the model, and what was taken."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.access import require_taker
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.queries import application_by_uuid, applications, waiting_releases
from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.adoption.words import told_counts
from shared_templates.screens.trail import trail_of_items

#: How many of what was taken are shown.
SHOWN = 50


@never_cache
@require_safe
@of_a_municipality
def waiting(request: HttpRequest) -> HttpResponse:
    """Releases with something new, and what was taken, which can be undone.

    Raises:
        Denied: for anybody but those who take releases.
    """
    require_taker(request.user)
    return _page(request)


@never_cache
@require_safe
@of_a_municipality
def application(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far the worker has come with what somebody chose; the page asks again by itself until it is known.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when nothing was asked for under this number.
    """
    require_taker(request.user)
    found = application_by_uuid(uuid)
    if found is None:
        raise Http404
    context = {
        "trail": trail_of_items((_("Nytt från mallen"), reverse("templates:waiting")), found.name),
        "order": found,
        "counts": told_counts(found.counts),
        "failed": found.state == ApplicationState.FAILED,
    }
    return render(request, "adoption/application.html", context)


@never_cache
@require_POST
@of_a_municipality
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything as it was before a release was taken.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when nothing was taken under this number.
    """
    require_taker(request.user)
    done = application_by_uuid(uuid)
    if done is None:
        raise Http404
    try:
        stays = undo_release(actor=actor_of(request), application=done, now=clock.now())
    except ValidationError as error:
        return _page(request, error=" ".join(error.messages), status=422)
    if stays:
        messages.warning(request, " ".join([_("%(name)s är ångrat.") % {"name": done.name}, *stays]))
    else:
        messages.success(request, _("%(name)s är ångrat. Allt är som det var innan.") % {"name": done.name})
    return redirect("templates:waiting")


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    done, releases = list(applications()[:SHOWN]), waiting_releases(clock.today())
    context = {
        "trail": trail_of_items(_("Nytt från mallen")),
        "waiting": [each for each in releases if each.undecided],
        "answered": [each for each in releases if not each.undecided],
        "today": clock.today(),
        "taken": [(one, told_counts(one.counts), one.state == ApplicationState.DONE) for one in done],
        "error": error,
    }
    return render(request, "adoption/waiting.html", context, status=status)
