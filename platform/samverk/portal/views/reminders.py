"""One's own reminders."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock
from samverk.portal.systems.access import require_colleague
from samverk.portal.today.actions.add_reminder import add_reminder
from samverk.portal.today.actions.tick_reminder import tick_reminder
from samverk.portal.today.forms import ReminderForm
from samverk.portal.today.queries import done_reminders, open_reminders, own_reminder_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """What is to do and what was done; write a new one.

    Raises:
        Denied: for guests and suppliers.
    """
    user = require_colleague(request.user)
    today = clock.today()
    form, status = ReminderForm(initial={"due": today}), 200
    if request.method == "POST":
        form = ReminderForm(request.POST)
        if form.is_valid():
            try:
                add_reminder(actor=actor_of(request), user=user, now=clock.now(), **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("start:reminders")
        status = 422
    context = {"form": form, "rows": open_reminders(user), "done": done_reminders(user), "today": today}
    return render(request, "portal/reminders.html", context, status=status)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick one off, or undo it, and stay on the page.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none, and for anybody else's.
    """
    user = require_colleague(request.user)
    row = own_reminder_or_404(user, pk)
    tick_reminder(
        actor=actor_of(request), user=user, reminder=row, done=request.POST.get("klar") == "1", now=clock.now()
    )
    return redirect(safe_next(request, request.POST.get("next", "")))
