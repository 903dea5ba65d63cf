"""Things to be told of, for tests: a kind whose readers the test decides, events of a few kinds, letters that came."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.db.models import QuerySet

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref, Subject, SubjectKind, subject_kinds
from samverk.notifications.actions.tell import tell
from samverk.notifications.addresses import unsubscribe_token
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind, event_kinds
from samverk.notifications.models import Event
from samverk.notifications.rounds import expand_waiting

KIND, ALARM, THING = "test.comment", "test.alarm", "test_thing"
_numbers = count(1)


@dataclass
class Things:
    """Who may see which thing: all who work here, but those who are shut out."""

    shut_out: dict[str, set[int]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def found(self, keys: Collection[str]) -> dict[str, Subject]:
        return {
            key: Subject(ref=Ref(THING, key), title=self.titles.get(key, f"Sak {key}"), url=f"/sak/{key}/")
            for key in keys
        }

    def visible(self, viewer: object, keys: Collection[str]) -> set[str]:
        return {key for key in keys if getattr(viewer, "pk", None) not in self.shut_out.get(key, set())}

    def readers(self, key: str) -> "QuerySet[User]":
        return User.objects.filter(is_active=True).exclude(pk__in=self.shut_out.get(key, set()))


@contextmanager
def things_to_tell_of() -> Iterator[Things]:
    """The kinds are there inside the block."""
    things = Things()
    subject_kinds.register(
        THING,
        SubjectKind(label="sak", plural="saker", found=things.found, visible=things.visible, readers=things.readers),
    )
    event_kinds.register(
        KIND,
        EventKind(
            label="Kommentarer",
            sentence="%(who)s kommenterade %(title)s",
            impersonal="%(title)s har kommenterats",
            sentences={MyRole.ADDRESSED: "%(who)s nämnde dig i %(title)s"},
        ),
    )
    event_kinds.register(
        ALARM,
        EventKind(
            label="Krismeddelanden",
            sentence="%(title)s",
            roles=(MyRole.EVERYBODY,),
            mandatory="Alla måste nås i en kris.",
        ),
    )
    try:
        yield things
    finally:
        subject_kinds._entries.pop(THING)
        event_kinds._entries.pop(KIND)
        event_kinds._entries.pop(ALARM)


def say(*, by: User | None = None, expand: bool = True, now: datetime | None = None, **values: Any) -> Event:
    """Something happens to a thing, and people have their notices."""
    number = next(_numbers)
    thing = values.pop("thing", "1")
    values = {"kind": KIND, "key": str(number), "title": f"Sak {thing}", "url": f"/sak/{thing}/", **values}
    tell(actor=HOUSE, event=NewEvent(ref=Ref(THING, thing), by=by.pk if by else None, **values))
    if expand:
        expand_waiting(actor=HOUSE, now=now or clock.now())
    return Event.objects.get(kind=values["kind"], key=values["key"])


def notice_for(person: User) -> dict[str, object]:
    """A notice only this person may see, and the way out of their letters: names for the isolation table."""
    event = NewEvent(
        kind="notifications.address",
        ref=Ref("mail_address", str(person.pk)),
        key="isolation",
        title=person.email,
        url="/mina-aviseringar/",
        by=None,
        recipients={MyRole.OWNER: [person.pk]},
    )
    tell(actor=HOUSE, event=event)
    expand_waiting(actor=HOUSE, now=clock.now())
    return {
        "notice": person.notices.get().pk,
        "notified": person.pk,
        "way_out": unsubscribe_token(person.pk),
    }
