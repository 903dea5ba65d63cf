"""Notices in words: those about the same thing become one line, "Lisa och 3 till svarade på …"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.identity.models import User
from samverk.identity.names import shown_name
from samverk.kernel.subjects import Ref, subject_kinds
from samverk.notifications.events import MyRole
from samverk.notifications.kinds import kind_of
from samverk.notifications.models import Event, Notice


@dataclass(frozen=True, slots=True)
class Line:
    """What a person reads.

    Attributes:
        pk: the newest notice's key; its address leads to the thing.
        text: the sentence.
        excerpt: of the newest; empty where there is none, or where it is secret and written outside the house.
        when: of the newest.
        icon: name in ui's icon set.
        unread: is any of them unread.
        pks: all of them.
        note: why the person is told, where it is not about themselves; or that it cannot be turned off.
        who: name of the newest one's person, or empty.
        is_secret: is what it is about said nowhere outside the house.
        choose_url: where the person says how closely they want to know of the thing; empty for their own.
    """

    pk: int
    text: str
    excerpt: str
    when: datetime
    icon: str
    unread: bool
    pks: tuple[int, ...]
    note: str
    who: str
    is_secret: bool
    choose_url: str


def lines(notices: Iterable[Notice], *, viewer: User, outside: bool = False) -> list[Line]:
    """Newest first. Two queries for each kind of thing at most, none for each notice.

    Args:
        notices: with their events, newest first, all of which the viewer may see.
        viewer: who reads; decides which names may be read (LAW-24).
        outside: is it written where others may read it, as in a letter: then nobody's sealed name is used.
    """
    groups: dict[tuple[object, ...], list[Notice]] = {}
    for notice in notices:
        event = notice.event
        groups.setdefault((event.kind, event.ref_kind, event.ref_key, _sentence_role(notice)), []).append(notice)
    titles = _titles({notice.event.ref for each in groups.values() for notice in each})
    names: dict[int, str] = {}
    for each in groups.values():
        for notice in each:
            by = notice.event.by
            if by is not None and by.pk not in names:
                names[by.pk] = by.get_full_name() if outside else shown_name(by, viewer)
    return [_line(each, titles, names, outside=outside) for each in groups.values()]


def _sentence_role(notice: Notice) -> int:
    """Those with a sentence of their own are not mixed with others."""
    kind = kind_of(notice.event.kind)
    return notice.my_role if kind and notice.my_role in kind.sentences else 0


def _titles(refs: set[Ref]) -> dict[Ref, str]:
    """What the things are called now."""
    found: dict[Ref, str] = {}
    for kind in {ref.kind for ref in refs if ref.kind in subject_kinds}:
        things = subject_kinds[kind].found([ref.key for ref in refs if ref.kind == kind])
        found |= {Ref(kind, key): thing.title for key, thing in things.items()}
    return found


def _line(notices: list[Notice], titles: dict[Ref, str], names: dict[int, str], *, outside: bool) -> Line:
    newest = notices[0]
    is_secret = any(notice.event.is_secret for notice in notices)
    event = newest.event
    kind = kind_of(event.kind)
    people = list(dict.fromkeys(names[n.event.by_id] for n in notices if n.event.by_id is not None))
    title = titles.get(event.ref, event.title)
    values = {"title": title, "who": who(people)}
    if kind is None:
        text = title
    elif people:
        text = str(kind.sentences.get(MyRole(newest.my_role), kind.sentence)) % values
    else:
        text = kind.unnamed % values
    return Line(
        pk=newest.pk,
        text=text,
        excerpt="" if outside and is_secret else event.excerpt,
        when=newest.created_at,
        icon=kind.icon if kind else "inbox",
        unread=any(notice.read_at is None for notice in notices),
        pks=tuple(notice.pk for notice in notices),
        note=_note(newest, str(kind.mandatory) if kind else ""),
        who=people[0] if people else "",
        is_secret=is_secret,
        choose_url=_choose_url(event, mandatory=bool(kind and kind.mandatory)),
    )


def _choose_url(event: Event, *, mandatory: bool) -> str:
    if mandatory or event.ref_kind not in subject_kinds or not subject_kinds[event.ref_kind].followable:
        return ""
    return reverse("notifications:attention", args=[event.ref_kind, event.ref_key])


def _note(notice: Notice, mandatory: str) -> str:
    if notice.instead_of is not None:
        return _("Du får det för att du ersätter %(name)s.") % {"name": notice.instead_of.get_full_name()}
    return mandatory if notice.is_mandatory else ""


def who(names: list[str]) -> str:
    """Lisa · Lisa och Per · Lisa och 3 till."""
    if len(names) == 2:
        return _("%(first)s och %(second)s") % {"first": names[0], "second": names[1]}
    if len(names) > 2:
        rest = len(names) - 1
        return ngettext("%(first)s och %(count)s till", "%(first)s och %(count)s till", rest) % {
            "first": names[0],
            "count": rest,
        }
    return names[0] if names else ""
