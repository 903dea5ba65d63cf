"""Alarms: raise, end, read again, fold (LAW-52)."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock
from samverk.portal.alarms.access import may_raise, may_raise_everywhere, require_alarmist, require_everywhere
from samverk.portal.alarms.actions.end_alarm import end_alarm
from samverk.portal.alarms.actions.fold_alarm import fold_alarm
from samverk.portal.alarms.actions.raise_alarm import raise_alarm
from samverk.portal.alarms.actions.raise_alarm_everywhere import raise_alarm_everywhere
from samverk.portal.alarms.forms import AlarmForm
from samverk.portal.alarms.queries import is_over, log_of_alarms, own_alarm, shared_alarm, shared_log
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm
from samverk.portal.systems.access import require_colleague
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of
from tenants.queries import active_schema


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alarms(request: HttpRequest) -> HttpResponse:
    """Raise an alarm on this site, and see those that were.

    Raises:
        Denied: for who has not the right.
    """
    user = require_alarmist(request.user)
    form, status = AlarmForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                raise_alarm(actor=actor_of(request), user=user, **form.wanted())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Larmet står nu överst på varje sida."))
                return redirect("start:alarms")
        status = 422
    everywhere = reverse("portal:alarms_everywhere") if may_raise_everywhere(user, tenant_of(request)) else ""
    context = {"form": form, "rows": _rows(log_of_alarms()), "everywhere_url": everywhere, "shared": False}
    return _page(request, context, _("Larm"), status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alarms_everywhere(request: HttpRequest) -> HttpResponse:
    """Raise an alarm on every site, from the operator's or from a cooperation.

    Raises:
        Denied: for who may raise no alarm.
        Http404: on a municipality's site.
    """
    require_everywhere(request.user, tenant_of(request))
    form, status = AlarmForm(request.POST or None, shared=True), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                raise_alarm_everywhere(actor=actor_of(request), **form.wanted())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Larmet står nu överst på varje sida, på alla webbplatser."))
                return redirect("portal:alarms_everywhere")
        status = 422
    context = {"form": form, "rows": _rows(shared_log()), "everywhere_url": "", "shared": True}
    return _page(request, context, _("Larm till alla webbplatser"), status)


@require_POST
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End an alarm of this site.

    Raises:
        Denied: for who has not the right.
        Http404: when there is none.
    """
    user = require_alarmist(request.user)
    found = own_alarm(uuid)
    if found is None:
        raise Http404
    end_alarm(actor=actor_of(request), user=user, alarm=found, now=clock.now())
    messages.success(request, _("Larmet är avslutat."))
    return redirect("start:alarms")


@require_POST
def end_everywhere(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End an alarm for all sites that this site raised.

    Raises:
        Denied: for who may raise no alarm.
        Http404: on a municipality's site, when there is none, and for another site's.
    """
    user = require_everywhere(request.user, tenant_of(request))
    found = shared_alarm(uuid)
    if found is None or found.schema_name != active_schema():
        raise Http404
    end_alarm(actor=actor_of(request), user=user, alarm=found, now=clock.now())
    messages.success(request, _("Larmet är avslutat."))
    return redirect("portal:alarms_everywhere")


@require_safe
def alarm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One alarm, also when it is over: where the notice leads.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none.
    """
    user = require_colleague(request.user)
    found = _alarm_or_404(uuid)
    return render(request, "portal/alarm.html", {"alarm": found, "over": is_over(found), "may_end": may_raise(user)})


@require_POST
def fold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fold an alarm one has read, or unfold it, and stay on the page.

    Raises:
        Http404: when there is none.
    """
    user = request.user
    assert is_person(user)
    _alarm_or_404(uuid)
    fold_alarm(actor=actor_of(request), user=user, uuid=uuid, folded=request.POST.get("vik") == "1")
    return redirect(safe_next(request, request.POST.get("next", "")))


def _alarm_or_404(uuid: UUID) -> Alarm | SharedAlarm:
    found = own_alarm(uuid) or shared_alarm(uuid)
    if found is None:
        raise Http404
    return found


def _rows(found: Sequence[Alarm | SharedAlarm]) -> list[tuple[Alarm | SharedAlarm, bool]]:
    """Each with whether it is over; of other sites' alarms nobody here can end any."""
    here = active_schema()
    return [(each, is_over(each)) for each in found if isinstance(each, Alarm) or each.schema_name == here]


def _page(request: HttpRequest, context: dict[str, object], title: str, status: int) -> HttpResponse:
    return render(
        request, "portal/alarms.html", {**context, "title": title, "trail": administration_trail(title)}, status=status
    )
