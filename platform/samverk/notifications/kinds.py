"""Which kinds of events there are: each room declares its own in `registrations.py`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from samverk.kernel.registries import Registry
from samverk.notifications.events import MyRole
from samverk.notifications.ways import Pace, Ways

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samverk.kernel.subjects import Ref
    from samverk.notifications.models import Event

#: What a role is told by where the kind says nothing else.
STANDARD: Mapping[MyRole, Ways] = MappingProxyType(
    {
        MyRole.ADDRESSED: Ways(mail=Pace.AT_ONCE, push=True),
        MyRole.OWNER: Ways(mail=Pace.DAILY),
        MyRole.TOOK_PART: Ways(mail=Pace.DAILY),
        MyRole.FOLLOWER: Ways(mail=Pace.WEEKLY),
        MyRole.EVERYBODY: Ways(),
    }
)


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event.

    Attributes:
        label: what it is called in the matrix, as a heading: Kommentarer och svar.
        sentence: with `%(who)s` and `%(title)s`: "%(who)s kommenterade %(title)s".
        impersonal: with `%(title)s`, where the house itself did it or nobody may be named; left out where the sentence
            names nobody anyway, and where the title alone will do.
        sentences: other sentences for some roles: "%(who)s nämnde dig i %(title)s".
        roles: the roles one chooses for, in the order of the matrix; empty where there is nothing to choose.
        defaults: ways for each role, over STANDARD and below what the site and the person choose.
        mandatory: why nobody can turn it off (PF-53), shown beside the lock; empty for all other kinds. What is
            mandatory always lies in the inbox and goes as a letter at once.
        icon: name in ui's icon set.
        order: low numbers first in the matrix.
        over: (keys of things) → those of them of which nobody is told any more, by letter, browser or a new notice:
            an alarm that has ended. What lies in the inbox stays there.
        finds: (thing, wider things it belongs to) → keys of more users for each role, asked by the worker as it tells:
            who follows a thing, whom the one who wrote about it need not wait for.
    """

    label: "str | Promise"
    sentence: "str | Promise"
    impersonal: "str | Promise" = ""
    sentences: "Mapping[MyRole, str | Promise]" = field(default_factory=dict)
    roles: tuple[MyRole, ...] = tuple(MyRole)
    defaults: Mapping[MyRole, Ways] = field(default_factory=dict)
    mandatory: "str | Promise" = ""
    icon: str = "inbox"
    order: int = 100
    over: "Callable[[Collection[str]], set[str]] | None" = None
    finds: "Callable[[Ref, Collection[Ref]], Mapping[MyRole, Collection[int]]] | None" = None

    @property
    def unnamed(self) -> str:
        """The sentence without anybody's name, with `%(title)s`."""
        told = str(self.impersonal or self.sentence)
        return "%(title)s" if "%(who)s" in told else told

    def ways(self, role: MyRole) -> Ways:
        """What the code says for a role."""
        if self.mandatory:
            return MANDATORY
        return self.defaults.get(role, STANDARD[role])


#: What nobody can turn off.
MANDATORY = Ways(inbox=True, mail=Pace.AT_ONCE, push=True)

event_kinds: Registry[EventKind] = Registry("kinds of events people are told of")


def kind_of(name: str) -> EventKind | None:
    """The kind, or None where a later release has dropped it and old events are still there."""
    return next((kind for key, kind in event_kinds if key == name), None)


def no_longer_told(events: "Iterable[Event]") -> set[int]:
    """Keys of those events that are over now; one question for each kind that knows an end."""
    asked: dict[str, list[Event]] = {}
    for event in events:
        asked.setdefault(event.kind, []).append(event)
    found: set[int] = set()
    for name, each in asked.items():
        kind = kind_of(name)
        if kind is not None and kind.over is not None:
            gone = kind.over({event.ref_key for event in each})
            found |= {event.pk for event in each if event.ref_key in gone}
    return found
