"""The moderators' queue and trail."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.talk.access import require_moderator
from samverk.social.talk.actions.moderate import dismiss_reports, hide_content, restore_content
from samverk.social.talk.forms import HideForm
from samverk.social.talk.queries import case_or_none, open_cases, trail

PAGE = 50


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first.

    Raises:
        Denied: for others than moderators.
    """
    user = require_moderator(request.user)
    return render(request, "talk/queue.html", {"queue": open_cases(viewer=user)})


@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """What moderators have done.

    Raises:
        Denied: for others than moderators.
    """
    require_moderator(request.user)
    number = request.GET.get("sida", "1")
    page = int(number) if number.isdecimal() and len(number) < 5 and int(number) else 1
    lines, more = trail(count=PAGE, offset=(page - 1) * PAGE)
    here = [{"label": _("Anmälningar"), "url": reverse("talk:reports")}, {"label": _("Vad vi har gjort"), "url": ""}]
    context = {"lines": lines, "next": page + 1 if more else 0, "previous": page - 1, "trail": here}
    return render(request, "talk/history.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One text: hide it, show it again, or leave it.

    Raises:
        Http404: when there is no such text.
        Denied: for others than moderators, and for those who may not see what it is about.
    """
    user, ref = require_moderator(request.user), Ref(kind, key)
    case = case_or_none(viewer=user, ref=ref)
    if case is None:
        raise Http404
    deed = request.POST.get("gor", "")
    form = HideForm(request.POST if request.method == "POST" and deed == "dolj" else None)
    if request.method == "POST":
        actor, text, now = actor_of(request), request.POST.get("text", ""), clock.now()
        if deed == "lamna":
            dismiss_reports(actor=actor, user=user, ref=ref, text=text, now=now)
            messages.success(request, _("Anmälan är besvarad. Texten är som den var."))
            return redirect("talk:reports")
        if deed == "visa":
            restore_content(actor=actor, user=user, ref=ref, text=text, now=now)
            messages.success(request, _("Texten visas igen. Den som skrev får veta det."))
            return redirect("talk:reports")
        if form.is_valid():
            told = form.cleaned_data
            try:
                hide_content(actor=actor, user=user, ref=ref, reason=told["reason"], text=told["text"], now=now)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Texten är dold. Den som skrev får veta varför."))
                return redirect("talk:reports")
    here = [{"label": _("Anmälningar"), "url": reverse("talk:reports")}, {"label": case.heading, "url": ""}]
    status = 422 if request.method == "POST" else 200
    return render(request, "talk/case.html", {"case": case, "form": form, "trail": here}, status=status)
