"""What the portal tells people of: the one place that speaks to the inbox."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm, LineOfBusinessSystem, Status, StatusChange
from samverk.portal.subjects import ALARM, SYSTEM, ended_alarms, system_url
from samverk.social.following.queries import followers_of

STATUS_KIND, ALARM_KIND = "system_status", "alarm"
KINDS = {
    STATUS_KIND: EventKind(
        label=_("Driftstörningar i system du följer"),
        sentence=_("%(who)s ändrade läget för %(title)s"),
        impersonal=_("Läget har ändrats för %(title)s"),
        roles=(MyRole.FOLLOWER,),
        icon="warning",
        order=70,
    ),
    ALARM_KIND: EventKind(
        label=_("Larm till alla"),
        sentence=_("Larm: %(title)s"),
        roles=(MyRole.EVERYBODY,),
        mandatory=_("Ett larm gäller fara eller allvarlig störning. Alla behöver få det."),
        icon="danger",
        order=1,
        over=ended_alarms,
    ),
}


def tell_of_system(*, actor: Actor, system: LineOfBusinessSystem, change: StatusChange) -> None:
    """Those who follow the system hear what its maintainer says of it; inside the caller's transaction."""
    ref = Ref(SYSTEM, str(system.uuid))
    words = str(Status(change.status).label)
    tell(
        actor=actor,
        event=NewEvent(
            kind=STATUS_KIND,
            ref=ref,
            key=f"{system.uuid}:{change.pk}",
            title=f"{system.name}: {words}",
            excerpt=change.text,
            url=system_url(system.uuid),
            by=change.by_id,
            recipients={MyRole.FOLLOWER: followers_of([ref])},
        ),
    )


def tell_of_alarm(
    *, actor: Actor, alarm: Alarm | SharedAlarm, by: User | None, only: Collection[int] | None = None
) -> None:
    """Everybody who works here hears of an alarm, once, and cannot turn it off; of an exercise nobody is told.

    Args:
        actor: who raises it, or the house where it was raised elsewhere.
        alarm: of this site, or of all.
        by: who raised it here.
        only: keys of those who are told, where the others hear of it elsewhere; None for everybody.
    """
    if alarm.is_exercise:
        return
    tell(
        actor=actor,
        event=NewEvent(
            kind=ALARM_KIND,
            ref=Ref(ALARM, str(alarm.uuid)),
            key=str(alarm.uuid),
            title=alarm.title,
            excerpt=alarm.text,
            url=f"/larm/{alarm.uuid}/",
            by=by.pk if by else None,
            recipients={} if only is None else {MyRole.EVERYBODY: only},
            everybody=only is None,
        ),
    )
