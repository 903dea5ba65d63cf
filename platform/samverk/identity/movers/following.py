"""What follows from a last day: here when it has passed, and on the sites elsewhere as soon as it is told."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from samverk.identity.elsewhere import visit_each_site
from samverk.identity.models import User
from samverk.identity.movers.actions.cancel_departure import cancel_departure
from samverk.identity.movers.actions.complete_departure import complete_departure
from samverk.identity.movers.actions.plan_departure import plan_departure
from samverk.identity.movers.models import Departure, Source, State
from samverk.identity.movers.queries import departures_due
from samverk.identity.movers.tasks import follow_elsewhere
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor
from tenants.models import Tenant

log = logging.getLogger(__name__)
#: Days during which a last day is told elsewhere again, should the first telling have been lost.
AGAIN = 7


def see_out_all(*, actor: Actor, now: datetime) -> list[int]:
    """See out everybody whose last day has passed; one who fails keeps nobody else waiting.

    Returns:
        Numbers of the departures that failed.
    """
    today = timezone.localdate(now)
    failed = []
    for departure in list(departures_due(day=today)):
        try:
            complete_departure(actor=actor, departure=departure, now=now)
        except Exception:
            log.exception("a departure was not completed", extra={"departure": departure.pk})
            failed.append(departure.pk)
    lately = Departure.objects.exclude(state=State.CANCELLED).filter(last_day__gte=today - timedelta(days=AGAIN))
    for user in set(lately.exclude(source=Source.HOME).values_list("user_id", flat=True)):
        queue(follow_elsewhere, user=user)
    return failed


def follow_on_each_site(*, actor: Actor, user_pk: int, now: datetime) -> list[str]:
    """Plan or withdraw the departure on each site where the person acts for this municipality.

    Returns:
        Short names of the sites that failed.
    """
    user = User.objects.filter(pk=user_pk).first()
    if user is None:
        return []
    last_day = user.last_day

    def visit(tenant: Tenant, code: str) -> None:
        there = User.objects.filter(issuer=user.issuer, subject=user.subject, acting_for_code=code).first()
        if there is None or there.last_day == last_day:
            return
        if last_day is not None:
            plan_departure(actor=actor, user=there, last_day=last_day, source=Source.HOME, now=now)
        elif Departure.objects.filter(user=there, source=Source.HOME, state=State.PLANNED).exists():
            cancel_departure(actor=actor, user=there, now=now)

    return visit_each_site(user=user, visit=visit)
