"""Give everybody an event is for a notice of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.audience import Why, audiences_of, with_found
from samverk.notifications.deciding import decide, facts_of
from samverk.notifications.kinds import kind_of, no_longer_told
from samverk.notifications.models import Event, MailState, Notice
from samverk.notifications.models.notice import PushState
from samverk.notifications.ways import Pace, Ways

#: Notices in one transaction: a kill costs at most the work of so many.
BATCH = 1000


def expand_event(*, actor: Actor, event_pk: int, now: datetime, batch: int = BATCH) -> int:
    """`expand_alike` for one."""
    return expand_alike(actor=actor, event_pks=[event_pk], now=now, batch=batch)


def expand_alike(*, actor: Actor, event_pks: Collection[int], now: datetime, batch: int = BATCH) -> int:
    """Write the notices of events of one kind about one thing, a batch in each transaction.

    Goes on where a killed worker stopped. Run again, or by two workers at once, it tells nobody twice. Whoever muted
    the thing has no notice. The number of queries does not follow the number of events: a hundred comments on a page
    are asked about once, but for the units and groups that some of them mention.

    Args:
        actor: the house.
        event_pks: which.
        now: the moment; who may see the thing and what they have chosen is asked as of now.
        batch: notices in one transaction.

    Returns:
        How many notices this call made.
    """
    events = list(Event.objects.filter(pk__in=event_pks, expanded_at=None).order_by("pk"))
    if not events:
        return 0
    people = dict(zip((event.pk for event in events), _people(events, now), strict=True))
    told = 0
    while True:
        with transaction.atomic():
            rows = Event.objects.select_for_update(skip_locked=True).filter(pk__in=list(people), expanded_at=None)
            held = list(rows.order_by("pk"))
            shares = _shares(held, people, batch)
            told += _tell(shares, now) if shares else 0
        if all(share.ends for share in shares):
            return told


def _people(events: Sequence[Event], now: datetime) -> list[dict[int, Why]]:
    """Whom each is for. A kind that a later release has dropped is told to nobody, nor is what is over already."""
    first, kind, gone = events[0], kind_of(events[0].kind), no_longer_told(events)
    if kind is None or first.pk in gone:
        return [{} for _event in events]
    found = kind.finds(first.ref, first.places) if kind.finds else {}
    told = [(event.by_id, with_found(event.audience, found)) for event in events]
    return audiences_of(ref=first.ref, told=told, day=timezone.localdate(now))


class _Share(NamedTuple):
    """Whom to tell of an event now, and whether those are the last."""

    event: Event
    people: dict[int, Why]
    ends: bool


def _shares(held: Sequence[Event], people: Mapping[int, dict[int, Why]], batch: int) -> list[_Share]:
    """Of each event in turn; no more than a batch together."""
    shares = []
    for event in held:
        left = [user for user in people[event.pk] if user > event.expanded_to]
        now = left[:batch]
        batch -= len(now)
        shares.append(_Share(event, {user: people[event.pk][user] for user in now}, len(now) == len(left)))
        if len(now) < len(left):
            break
    return shares


def _tell(shares: Sequence[_Share], now: datetime) -> int:
    first, kind = shares[0].event, kind_of(shares[0].event.kind)
    users = sorted({user for share in shares for user in share.people})
    notices = []
    if users and kind is not None:
        refs = [first.ref, *first.places]
        facts = facts_of(name=first.kind, refs=refs, people=users, day=timezone.localdate(now))
        notices = [
            _notice(event, user, people[user], ways, bool(kind.mandatory))
            for event, people, _ends in shares
            for user, ways in decide(kind=kind, people=people, facts=facts).items()
        ]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
    for event, people, ends in shares:
        if people and not ends:
            Event.objects.filter(pk=event.pk).update(expanded_to=max(people))
    Event.objects.filter(pk__in=[share.event.pk for share in shares if share.ends]).update(expanded_at=now)
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
