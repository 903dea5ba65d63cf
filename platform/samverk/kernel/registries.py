"""What a lower room must hear from a higher one: the higher declares, the lower walks.

Each room fills these in its own `registrations.py`, which the kernel loads once at start-up.
A registry is a plain ordered mapping that refuses a second entry under the same key: two rooms
that think they own the same name must find out at start, not in production.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from .subjects import Subject

Entry = TypeVar("Entry")


class AlreadyRegistered(Exception):
    """Two rooms declared the same key."""


class Registry(Generic[Entry]):
    """An ordered set of declarations, keyed by a stable name."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self._entries: dict[str, Entry] = {}

    def register(self, key: str, entry: Entry) -> Entry:
        """Add `entry` under `key`.

        Raises:
            AlreadyRegistered: when the key is taken.
        """
        if key in self._entries:
            raise AlreadyRegistered(f"{self.purpose}: {key!r} is declared twice")
        self._entries[key] = entry
        return entry

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return iter(tuple(self._entries.items()))

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def values(self) -> tuple[Entry, ...]:
        """All declarations in the order they came."""
        return tuple(self._entries.values())


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One place in the main menu, offered by a room.

    Attributes:
        label: what the person reads.
        url: gives the address; called once per page, must not query.
        icon: name in ui's icon set.
        order: low numbers first.
        visible: may this request's person see it; called once per page, must not query.
        everywhere: also on the operator's own site, which has no content and few addresses.
        holds: is the page asked for one of this place's, although its address does not begin with the place's own.
    """

    label: "str | Promise"
    url: "Callable[[], str]"
    icon: str
    order: int
    visible: "Callable[[HttpRequest], bool]"
    everywhere: bool = False
    holds: "Callable[[HttpRequest], bool]" = lambda request: False


class WidgetPlace(TextChoices):
    """Where on the start page a box stands; below each other on a phone, in this order."""

    TOP = "top", _("Överst")
    MAIN = "main", _("I mitten")
    SIDE = "side", _("Vid sidan")


@dataclass(frozen=True, slots=True)
class Widget:
    """A box on the start page, offered by a room.

    Attributes:
        template: template name, rendered with what `context` returns as `extra`.
        context: (request) → template variables, or None to show nothing; a fixed number of queries.
        order: low numbers first, within its place.
        title: what the box is called where people arrange their start page; empty for what nobody arranges.
        place: where it stands.
        kept: does what it draws follow from what `context` returns alone, which tells all its content in words: then
            the same is drawn once (`kernel.kept_html`), with nothing of the page around it. `holes` in what is returned
            stand in the template by their names, are put in each time and are no part of what is compared; `fresh` true
            there draws anew, in the page's own context.
        meant_for: (request) → is it for this person at all; asks nothing of the database. Whom it is not for neither
            sees it nor arranges it.
    """

    template: str
    context: "Callable[[HttpRequest], dict[str, object] | None]"
    order: int
    title: "str | Promise" = ""
    place: WidgetPlace = WidgetPlace.SIDE
    kept: bool = False
    meant_for: "Callable[[HttpRequest], bool]" = lambda request: True


@dataclass(frozen=True, slots=True)
class SubjectPart:
    """What a higher room adds to the page about a thing of a lower one: a button, the newest about it.

    Attributes:
        kinds: of things, as in `kernel.subjects`.
        draw: (request, thing) → safe markup, or empty where there is nothing to add; the page has asked already whether
            the person may see the thing. A fixed number of queries.
        order: low numbers first.
        in_head: beside the heading; else below what the page itself tells.
    """

    kinds: frozenset[str]
    draw: "Callable[[HttpRequest, Subject], str]"
    order: int
    in_head: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Something that waits for the person, on the start page.

    Attributes:
        label: what to do, with a verb.
        url: where it is done.
        due: the last day, or None.
        note: whence it comes, in few words.
    """

    label: "str | Promise"
    url: str
    due: "date | None" = None
    note: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """Something that happens today, on the start page.

    Attributes:
        label: what.
        url: where to read more, or empty.
        begins: from when, or None for the whole day.
        ends: until when, or None.
        place: where, or empty.
    """

    label: "str | Promise"
    url: str = ""
    begins: "datetime | None" = None
    ends: "datetime | None" = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question the health page asks.

    Attributes:
        ask: returns facts as JSON-able values; raises when the part is down.
        critical: is the whole site down when this part is.
    """

    ask: Callable[[], dict[str, object]]
    critical: bool = False


class AdministrationPart(TextChoices):
    """Under which heading an entry of the administration stands; in the order of the page."""

    HOUSE = "house", _("Drift")
    PEOPLE = "people", _("Människor och behörigheter")
    SIGN_IN = "sign_in", _("Inloggning och katalog")
    ORGANISATION = "organisation", _("Organisation")
    SITE = "site", _("Webbplatsen")
    INSIGHT = "insight", _("Insyn och beredskap")


@dataclass(frozen=True, slots=True)
class AdministrationEntry:
    """One page for those who administer a site, offered by a room; `/administration/` lists them.

    Attributes:
        label: what the page is called.
        description: one sentence: what one does there.
        url: gives the address; must not query.
        may_see: may this person use it; called when the list is drawn, asks cached permissions only.
        part: the heading it stands under.
        order: low numbers first.
        icon: name in ui's icon set.
        everywhere: also on the operator's own site.
        alert: a few words when something waits there, else empty; one query at most.
    """

    label: "str | Promise"
    description: "str | Promise"
    url: "Callable[[], str]"
    may_see: Callable[[object], bool]
    part: AdministrationPart = AdministrationPart.SITE
    order: int = 100
    icon: str = "settings"
    everywhere: bool = False
    alert: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a person holds here that somebody must take over when they leave or move.

    Attributes:
        label: what it is, in the plural: placements, roles.
        count: (user=…) → how many the person holds now or later.
        apply: (actor=…, user=…, to=User or None, day=date) → how many were ended, the person's last day being the
            day before `day`, and handed over from `day` where `to` is given; called again it changes nothing.
    """

    label: "str | Promise"
    count: Callable[..., int]
    apply: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Succession:
    """Which parts of the organisation give way to which, by their uuids.

    Attributes:
        before: those that end.
        after: those that take over; the first inherits what cannot be divided.
        where: "follower-thing" → which of them takes over that thing.
        lives_on: what is split does not end: it is the first of `after`, and only what is divided goes from it.
    """

    before: "tuple[UUID, ...]"
    after: "tuple[UUID, ...]"
    where: "Mapping[str, UUID]" = field(default_factory=dict)
    lives_on: bool = False

    def heir_of(self, key: str) -> "UUID":
        """Who takes over one thing.

        Args:
            key: "follower-thing", as in `where`.
        """
        return self.where.get(key, self.after[0])


@dataclass(frozen=True, slots=True)
class UnitFollower:
    """What belongs to units, departments or authorities and goes over to their successors.

    Attributes:
        label: what it is, in the plural: pages, groups.
        count: (moved=Succession) → how many would follow.
        apply: (actor=…, moved=Succession, day=date) → how many followed.
        undo: the same arguments → how many went back; what was changed since stays where it is.
        things: (moved=Succession) → (key, name) of each thing, where they can be divided among several successors;
            who gets which stands in the succession's `where`.
    """

    label: "str | Promise"
    count: Callable[..., int]
    apply: Callable[..., int]
    undo: Callable[..., int]
    things: Callable[..., list[tuple[str, str]]] | None = None

    def follows(self, moved: Succession) -> bool:
        """Does anything of it go anywhere: out of what lives on goes only what can be divided."""
        return self.things is not None or not moved.lives_on


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a room tells a person's other sites of what waits for them here: a number and some headlines, no content.

    Attributes:
        unread: (user) → how many things they have not read; one query.
        headlines: (user, count) → so many (title, address on this site, when), newest first; a fixed number of queries.
    """

    unread: "Callable[[object], int] | None" = None
    headlines: "Callable[[object, int], list[tuple[str, str, datetime]]] | None" = None


@dataclass(frozen=True, slots=True)
class NewsElsewhere:
    """A headline of another of the person's sites, for the news of the start page here.

    Attributes:
        title: of the news.
        url: leads there.
        when: it was published.
        site: what that site is called.
    """

    title: str
    url: str
    when: "datetime"
    site: str


# (request) → what was last heard of news on the person's other sites; no query of its own.
news_elsewhere: "Registry[Callable[[HttpRequest], list[NewsElsewhere]]]" = Registry("news of other sites")
nav_entries: Registry[NavEntry] = Registry("navigation")
start_widgets: Registry[Widget] = Registry("start page widgets")
subject_parts: Registry[SubjectPart] = Registry("what is added to the page about a thing")
# (request, keys and boxes in the house's order) → those the person wants to see, in their order; at most one query.
start_arrangers: "Registry[Callable[[HttpRequest, list[tuple[str, Widget]]], list[tuple[str, Widget]]]]" = Registry(
    "who arranges the start page"
)
# (user, day) → what waits for that person, soonest first; at most one query each.
my_tasks: "Registry[Callable[[object, date], list[TaskLine]]]" = Registry("tasks of the start page")
# (user, day) → what happens that day; one query each, two where something does.
my_day: "Registry[Callable[[object, date], list[DayLine]]]" = Registry("the day on the start page")
# Addresses of scripts that the browser's worker (portal's /sw.js) takes in; each of this site, and the same for all.
service_worker_parts: "Registry[Callable[[], str]]" = Registry("parts of the browser's worker")
site_facts: Registry[SiteFacts] = Registry("what a person's other sites are told")
# (user keys, day) → who stands in for those of them who are away that day, by user key; at most two queries.
stand_ins: "Registry[Callable[[Collection[int], date], dict[int, int]]]" = Registry("who stands in for whom")
administration_entries: Registry[AdministrationEntry] = Registry("tools of administration")
person_leaves: Registry[Leaving] = Registry("what a person who leaves hands over")
unit_followers: Registry[UnitFollower] = Registry("what follows a unit to its successors")
health_probes: Registry[Probe] = Registry("health probes")
# Class of entries in the log → asks for how many days they are kept at least, beyond what the law demands.
audit_floors: "Registry[Callable[[], int]]" = Registry("how long a site keeps its log")
# Called with the schema active, after a site's tables are in place: (site, language) → nothing.
site_furnishers: "Registry[Callable[..., object]]" = Registry("site furnishers")
#: Beginnings of paths whose next part opens something by itself, such as `/valkommen/`: never in a log line.
secret_paths: Registry[str] = Registry("paths with secrets")
