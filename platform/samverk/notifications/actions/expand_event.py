"""Give everybody an event is for a notice of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.audience import Why, audiences_of, with_found
from samverk.notifications.deciding import Facts, decide, facts_of
from samverk.notifications.kinds import EventKind, kind_of, no_longer_told
from samverk.notifications.models import Event
from samverk.notifications.notices import Told, write_notices
from samverk.notifications.ways import Ways

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
    count = 0
    if users and kind is not None:
        refs = [first.ref, *first.places]
        facts = facts_of(name=first.kind, refs=refs, people=users, day=timezone.localdate(now))
        alike = defaultdict[tuple[tuple[int, Why], ...], list[int]](list)
        for event, people, _ends in shares:
            alike[tuple(people.items())].append(event.pk)
        told = [Told(events, _by_ways(kind, dict(people), facts)) for people, events in alike.items()]
        count = write_notices(told, mandatory=bool(kind.mandatory))
    for event, people, ends in shares:
        if people and not ends:
            Event.objects.filter(pk=event.pk).update(expanded_to=max(people))
    Event.objects.filter(pk__in=[share.event.pk for share in shares if share.ends]).update(expanded_at=now)
    return count


def _by_ways(kind: EventKind, people: dict[int, Why], facts: Facts) -> list[tuple[int, Why, Ways]]:
    return [(user, people[user], ways) for user, ways in decide(kind=kind, people=people, facts=facts).items()]
