"""Reporting something, and reading what a moderator decided about one's own text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.talk.access import require_member, subject_or_404
from samverk.social.talk.actions.report_content import appeal, report_content
from samverk.social.talk.forms import AppealForm, ReportForm
from samverk.social.talk.hideables import hideables
from samverk.social.talk.queries import decision_or_none


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Why something should not stand there.

    Raises:
        Http404: for what does not exist here or cannot be hidden.
        Denied: for what the person may not see.
    """
    user, ref = require_member(request.user), Ref(kind, key)
    if kind not in hideables:
        raise Http404
    subject = subject_or_404(user=user, ref=ref)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = report_content(
                actor=actor_of(request), user=user, ref=ref, reason=told["reason"], text=told["text"], now=clock.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            thanks = _("Tack. En granskare tittar på det. Ingen får veta att det var du som anmälde.")
            messages.success(request, thanks if made else _("Du har redan anmält det här. En granskare tittar på det."))
            return redirect(subject.url)
    trail = [{"label": subject.title, "url": subject.url}, {"label": _("Anmäl"), "url": ""}]
    context = {"form": form, "subject": subject, "label": hideables[kind].label, "trail": trail}
    return render(request, "talk/report.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Why one's text was hidden, what it said, and how to have it tried again.

    Raises:
        Http404: for everybody but its author.
    """
    user = require_member(request.user)
    found = decision_or_none(user=user, pk=pk)
    if found is None:
        raise Http404
    line, shown = found
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and shown.is_hidden and form.is_valid():
        appeal(actor=actor_of(request), user=user, moderation=line, text=form.cleaned_data["text"], now=clock.now())
        messages.success(request, _("Din begäran är skickad till granskarna. Du får besked här."))
        return redirect("talk:decision", pk)
    context = {"line": line, "exhibit": shown, "form": form}
    return render(request, "talk/decision.html", context, status=422 if form.errors else 200)
