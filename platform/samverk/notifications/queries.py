"""Reads of notices and of what people have chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.identity.queries import visible_people
from samverk.identity.riders import ridden, riders
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, subject_kinds, visible_refs
from samverk.notifications.attention_words import in_words
from samverk.notifications.audience import audience_of
from samverk.notifications.defaults import usual_for, usual_here
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import event_kinds
from samverk.notifications.lines import Line, lines
from samverk.notifications.models import (
    Attention,
    BouncedAddress,
    Choice,
    Event,
    GroupChoice,
    Notice,
    Preferences,
    PushDevice,
)
from samverk.notifications.ways import Ways
from tenants.prepared import ask

PAGE = 60
#: The badge counts no further.
COUNT_LIMIT = 100
EXAMPLES = 3
_UNREAD = """
SELECT count(*) FROM (
    SELECT 1 FROM notifications_notice WHERE user_id = {user} AND in_inbox AND read_at IS NULL
    ORDER BY id DESC LIMIT {limit}) AS few
"""
#: On every page, so it comes with the person.
UNREAD = "notifications.unread"
riders.register(UNREAD, _UNREAD.format(user="identity_user.id", limit=COUNT_LIMIT))
_ASKED = _UNREAD.format(user="%s", limit=COUNT_LIMIT)


def unread_count(user_pk: int) -> int:
    """How many unread notices lie in a person's inbox, at most COUNT_LIMIT; one short indexed read.

    In SQL: it is asked on every page, and the ORM would take as long as the database. In the index's own order, so
    that no plan, made for people with many notices, reads the whole table for those who have none.
    """
    return int(ask(_ASKED, [user_pk])[0][0])


def unread_now(user: User) -> int:
    """The same for the badge of the person whose request it is: no question while the request has written nothing."""
    found = ridden(user, UNREAD)
    return unread_count(user.pk) if found is None else found


def unread_of(user: object) -> int:
    """The same of a person, for `kernel.registries.site_facts`; guests have an inbox too."""
    return unread_count(user.pk) if is_person(user) else 0


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some of the inbox.

    Attributes:
        lines: newest first, those about the same thing as one.
        older: key to ask for the next page with; None on the last.
        newest: the newest notice's key, so that "all" means what the person has seen.
    """

    lines: list[Line]
    older: int | None
    newest: int


def inbox(*, viewer: User, only_unread: bool = False, before: int | None = None) -> InboxPage:
    """One page of what the person may still see; the same number of queries for 2 notices and 2 000.

    Args:
        viewer: whose.
        only_unread: leave out what was read.
        before: `older` of the page before.
    """
    rows = told_rows().filter(user=viewer, in_inbox=True)
    if only_unread:
        rows = rows.filter(read_at=None)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    page = found[:PAGE]
    seen = visible_refs(viewer, {notice.event.ref for notice in page})
    return InboxPage(
        lines=lines([notice for notice in page if notice.event.ref in seen], viewer=viewer),
        older=page[-1].pk if len(found) > PAGE else None,
        newest=page[0].pk if page else 0,
    )


def told_rows() -> "QuerySet[Notice]":
    """Notices with what their lines need and no more: whom an event was for can be a list of thousands."""
    return Notice.objects.select_related("event__by", "instead_of").only(
        *(field.attname for field in Notice._meta.concrete_fields),
        *(f"event__{name}" for name in ("kind", "ref_kind", "ref_key", "title", "excerpt", "url", "by", "is_secret")),
        *(
            f"{who}__{name}"
            for who in ("event__by", "instead_of")
            for name in ("display_name", "capacity", "is_protected")
        ),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Who would be told of something.

    Attributes:
        count: so many people.
        examples: names of a few of them, whom the person asking may see.
    """

    count: int
    examples: tuple[str, ...]


def who_will_be_told(*, viewer: User, event: NewEvent, readers: "QuerySet[User] | None" = None) -> Told:
    """Before posting: whom an event would be for, by right and role; what each has muted is nobody else's business.

    Args:
        viewer: who is about to post.
        event: as it would be told.
        readers: who may see the thing, where it does not exist yet; else its kind says.
    """
    asked = {
        "users": {str(int(role)): list(keys) for role, keys in event.recipients.items()},
        "units": {str(int(role)): list(keys) for role, keys in event.units.items()},
        "groups": {str(int(role)): list(keys) for role, keys in event.groups.items()},
        "everybody": event.everybody,
    }
    people = audience_of(ref=event.ref, by=event.by, audience=asked, day=clock.today(), readers=readers)
    strongest = sorted(people, key=lambda user: (people[user].role, user))[: EXAMPLES * 4]
    named = visible_people(viewer).filter(pk__in=strongest).order_by("display_name", "pk")[:EXAMPLES]
    return Told(count=len(people), examples=tuple(person.get_full_name() for person in named))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of somebody's matrix."""

    role: MyRole
    ways: Ways
    is_own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of event, with its cells."""

    name: str
    label: str
    mandatory: str
    cells: tuple[Cell, ...]


def matrix_of(whose: User | Group | None) -> list[Row]:
    """Every kind of event one can choose about, with what applies to the person, the group or the site. Three queries
    at most.
    """
    usual = usual_for(whose) if isinstance(whose, User) else usual_here()
    if isinstance(whose, User):
        own = {(row.kind, row.role): row.ways for row in Choice.objects.filter(user=whose)}
    elif whose is not None:
        own = {(row.kind, row.role): row.ways for row in GroupChoice.objects.filter(group=whose)}
    else:
        own = usual
    found = []
    for name, kind in sorted(event_kinds, key=lambda pair: pair[1].order):
        if not kind.roles:
            continue
        cells = []
        for role in kind.roles:
            key = (name, int(role))
            locked = bool(kind.mandatory)
            ways = kind.ways(role) if locked else own.get(key) or usual.get(key) or kind.ways(role)
            cells.append(Cell(role=role, ways=ways, is_own=key in own and not locked))
        found.append(Row(name=name, label=str(kind.label), mandatory=str(kind.mandatory), cells=tuple(cells)))
    return found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen besides the matrix.

    Attributes:
        paused_until: last day without letters and push; None where there is no pause today.
        no_letters: has the person turned off all letters.
        bad_address: the person's address, where it takes no letters.
        attentions: (thing, what was chosen about it in words), of things the person may see.
        devices: browsers that are told.
    """

    paused_until: date | None
    no_letters: bool
    bad_address: str
    attentions: list[tuple[Subject, str]]
    devices: list[PushDevice]


def chosen_by(user: User, *, day: date) -> Chosen:
    """For the page of choices; a fixed number of queries."""
    preferences = Preferences.objects.filter(user=user).first()
    bounced = BouncedAddress.objects.filter(user=user, address__iexact=user.email).first() if user.email else None
    until = preferences.paused_until if preferences else None
    return Chosen(
        paused_until=until if until and until >= day else None,
        no_letters=bool(preferences and preferences.no_letters),
        bad_address=bounced.address if bounced else "",
        attentions=_attentions_of(user),
        devices=list(PushDevice.objects.filter(user=user)),
    )


def _attentions_of(user: User) -> list[tuple[Subject, str]]:
    rows = list(Attention.objects.filter(user=user))
    seen = visible_refs(user, {row.ref for row in rows})
    things: dict[Ref, Subject] = {}
    for kind in {ref.kind for ref in seen}:
        found = subject_kinds[kind].found([ref.key for ref in seen if ref.kind == kind])
        things |= {thing.ref: thing for thing in found.values()}
    return [(things[row.ref], in_words(row)) for row in rows if row.ref in things]


def chosen_about(*, user: User, refs: Collection[Ref]) -> dict[Ref, str]:
    """What the person has chosen about these things, in words; one query. Rights are not asked."""
    keys = {"ref_kind__in": {ref.kind for ref in refs}, "ref_key__in": {ref.key for ref in refs}}
    return {row.ref: in_words(row) for row in Attention.objects.filter(user=user, **keys)}


def attention_to(*, user: User, ref: Ref) -> Attention | None:
    """What the person has chosen for one thing."""
    return Attention.objects.filter(user=user, ref_kind=ref.kind, ref_key=ref.key).first()


def notices_about(*, user: User, ref: Ref) -> "QuerySet[Notice]":
    """A person's notices about one thing."""
    return Notice.objects.filter(user=user, event__ref_kind=ref.kind, event__ref_key=ref.key)


def told_addresses(*, user: User, since: datetime) -> set[str]:
    """Where the events lead that the person has been given notice of since a moment; one query."""
    rows = Notice.objects.filter(user=user, created_at__gte=since)
    return set(rows.order_by().values_list("event__url", flat=True))


def already_said(events: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those (kind, key) of these that have been told already; one query."""
    kinds, keys = {kind for kind, _key in events}, {key for _kind, key in events}
    rows = Event.objects.filter(kind__in=kinds, key__in=keys).order_by()
    return set(rows.values_list("kind", "key")) & set(events)


def was_said(*, kind: str, key: str) -> bool:
    """Has the event been told already; one query. For rooms that must not do more than tell twice."""
    return Event.objects.filter(kind=kind, key=key).exists()
