"""Give everybody an event is for a notice of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.audience import Why, audience_of, with_found
from samverk.notifications.deciding import decide
from samverk.notifications.kinds import EventKind, kind_of, no_longer_told
from samverk.notifications.models import Event, MailState, Notice
from samverk.notifications.models.notice import PushState
from samverk.notifications.ways import Pace, Ways

#: People in one transaction: a kill costs at most the work of so many.
BATCH = 1000


def expand_event(*, actor: Actor, event_pk: int, now: datetime, batch: int = BATCH) -> int:
    """Write the notices of an event, a batch in each transaction; goes on where a killed worker stopped.

    Run again, or by two workers at once, it tells nobody twice. Whoever muted the thing has no notice.

    Args:
        actor: the house.
        event_pk: which.
        now: the moment; who may see the thing and what they have chosen is asked as of now.
        batch: people in one transaction.

    Returns:
        How many were told by this call.
    """
    event = Event.objects.filter(pk=event_pk, expanded_at=None).first()
    if event is None:
        return 0
    kind = kind_of(event.kind)
    day = timezone.localdate(now)
    # A kind that a later release has dropped is told to nobody, nor is what is over already.
    wanted = kind is not None and not no_longer_told([event])
    people: dict[int, Why] = {}
    if wanted and kind is not None:
        audience = with_found(event.audience, kind.finds(event) if kind.finds else {})
        people = audience_of(ref=event.ref, by=event.by_id, audience=audience, day=day)
    told = 0
    while True:
        with transaction.atomic():
            held = Event.objects.select_for_update(skip_locked=True).filter(pk=event_pk, expanded_at=None).first()
            if held is None:
                return told
            left = [user for user in people if user > held.expanded_to]
            if left and kind is not None:
                told += _tell(held, kind, {user: people[user] for user in left[:batch]}, now)
                held.expanded_to = left[:batch][-1]
            if len(left) <= batch:
                held.expanded_at = now
            held.save(update_fields=["expanded_to", "expanded_at"])
        if held.expanded_at is not None:
            return told


def _tell(event: Event, kind: EventKind, people: dict[int, Why], now: datetime) -> int:
    places = [Ref(*place) for place in event.audience.get("places", ())]
    ways = decide(kind=kind, name=event.kind, refs=[event.ref, *places], people=people, day=timezone.localdate(now))
    notices = [_notice(event, user, people[user], each, bool(kind.mandatory)) for user, each in ways.items()]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _notice(event: Event, user: int, told: Why, ways: Ways, mandatory: bool) -> Notice:
    return Notice(
        event_id=event.pk,
        user_id=user,
        my_role=told.role,
        instead_of_id=told.instead_of,
        created_at=event.created_at,
        in_inbox=ways.inbox,
        is_mandatory=mandatory,
        pace=ways.mail,
        mail_state=MailState.NONE if ways.mail == Pace.NEVER else MailState.WAITING,
        push_state=PushState.WAITING if ways.push else PushState.NONE,
    )
