"""By which ways each of many is told: the person's choice over their groups', the site's and the code's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from samverk.identity.models import User
from samverk.kernel.subjects import Ref
from samverk.notifications.audience import Why, working
from samverk.notifications.defaults import site_ways, ways_of_groups
from samverk.notifications.events import MyRole
from samverk.notifications.kinds import EventKind
from samverk.notifications.models import Attention, Choice, Preferences, PushDevice
from samverk.notifications.ways import Closely, Pace, Ways

NOTHING = Ways(inbox=False)
NO_CHOICE = Closely()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of some people, for events of one kind about one thing."""

    emails: dict[int, str]
    chosen: dict[tuple[int, int], Ways]
    groups: dict[tuple[int, int], Ways]
    site: dict[int, Ways]
    muted: set[int]
    closely: dict[int, Closely]
    letterless: set[int]
    with_devices: set[int]


def decide(*, kind: EventKind, people: dict[int, Why], facts: Facts) -> dict[int, Ways]:
    """User key → ways, for those who are to have a notice at all.

    Args:
        kind: of the event.
        people: some of the audience.
        facts: of them, and perhaps of others.
    """
    found = {user: _ways(kind, told.role, user, facts) for user, told in people.items() if user in facts.emails}
    return {user: ways for user, ways in found.items() if ways.inbox or ways.mail or ways.push}


def _ways(kind: EventKind, role: MyRole, user: int, facts: Facts) -> Ways:
    ways = kind.ways(role)
    if not kind.mandatory:
        if user in facts.muted:
            return NOTHING
        ways = facts.chosen.get((user, role)) or facts.groups.get((user, role)) or facts.site.get(role) or ways
        ways = facts.closely.get(user, NO_CHOICE).instead_of(ways)
        ways = replace(ways, mail=Pace.NEVER) if user in facts.letterless else ways
    return Ways(
        inbox=ways.inbox,
        mail=ways.mail if facts.emails[user] else Pace.NEVER,
        push=ways.push and user in facts.with_devices,
    )


def facts_of(*, name: str, refs: Sequence[Ref], people: list[int], day: date) -> Facts:
    """What they have chosen. Seven queries, however many people.

    Args:
        name: of the kind of event.
        refs: the thing, then the wider ones it belongs to: what is chosen for the nearest counts, a mute for any.
        people: keys of users.
        day: today.
    """
    muted, closely = set(), dict[int, Closely]()
    for row in _attentions(refs, people):
        if row.is_quiet(day):
            muted.add(row.user_id)
        closely[row.user_id] = row.closely.over(closely.get(row.user_id, NO_CHOICE))
    mine = {"user_id__in": people}
    return Facts(
        emails=dict(working(User.objects.filter(pk__in=people), day).values_list("pk", "email")),
        chosen={(row.user_id, row.role): row.ways for row in Choice.objects.filter(kind=name, **mine)},
        groups=ways_of_groups(name, people),
        site=site_ways(name),
        muted=muted,
        closely=closely,
        letterless=set(Preferences.objects.filter(no_letters=True, **mine).values_list("user_id", flat=True)),
        with_devices=set(PushDevice.objects.filter(**mine).values_list("user_id", flat=True)),
    )


def _attentions(refs: Sequence[Ref], people: list[int]) -> list[Attention]:
    """Those about one of these things, about the nearest last."""
    nearness = {ref: -number for number, ref in reversed(list(enumerate(refs)))}
    rows = Attention.objects.filter(
        user_id__in=people, ref_kind__in={ref.kind for ref in nearness}, ref_key__in={ref.key for ref in nearness}
    )
    return sorted((row for row in rows if row.ref in nearness), key=lambda row: nearness[row.ref])
