"""Who is away, until when, and who answers meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Func, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.registries import DayLine
from samverk.people.models import Absence, Reason
from samverk.people.profiles.access import listed
from tenants.conditions import is_one_of
from tenants.kept_queries import KeptQuery

__all__ = ["Away", "away_on", "coming_absences", "day_lines", "stand_ins_for"]


@dataclass(frozen=True, slots=True)
class Away:
    """An absence as it is told.

    Attributes:
        first, last: both included.
        why: in words, or empty.
        stand_in: name of who answers, or empty.
        stand_in_uuid: their id, or None.
        stand_in_key: their key, or None.
    """

    first: date
    last: date
    why: str = ""
    stand_in: str = ""
    stand_in_uuid: UUID | None = None
    stand_in_key: int | None = None

    @property
    def told(self) -> str:
        """Borta till 3 december – fråga Lisa."""
        until = date_format(self.last, "j F")
        if self.stand_in:
            return _("Borta till %(day)s – fråga %(name)s") % {"day": until, "name": self.stand_in}
        return _("Borta till %(day)s") % {"day": until}


def _on(day: date) -> "QuerySet[Absence]":
    """Absences of that day, the longest last."""
    return Absence.objects.filter(first__lte=day, last__gte=day).order_by("last", "pk")


def _are(field: str, users: list[int]) -> Func:
    return is_one_of(field, users, BigIntegerField())


def _answering(keys: Collection[int], day: date) -> dict[int, tuple[str, UUID]]:
    """Those of some stand-ins who can be asked that day: they stand in the directory, so nobody protected is ever
    named, and are not away themselves. No query where there are none, which is most days on most pages.
    """
    if not keys:
        return {}
    return {key: (name, uuid) for key, name, uuid in _here(users=list(keys), day=day)}


def _here_of(users: list[int], day: date) -> "QuerySet[User, tuple[int, str, UUID]]":
    away = Absence.objects.filter(_are("user", users), first__lte=day, last__gte=day).order_by().values("user")
    found = User.objects.filter(_are("pk", users), listed(day)).exclude(pk__in=away).order_by()
    return found.values_list("pk", "display_name", "uuid")


_here = KeptQuery(_here_of, users=list[int], day=date)


_absences = KeptQuery(
    lambda users, day: (
        _on(day).filter(_are("user", users)).values_list("user_id", "first", "last", "why", "stand_in_id")
    ),
    users=list[int],
    day=date,
)


def away_on(*, users: Collection[int], day: date) -> dict[int, Away]:
    """Key of each user who is away that day → how it is told; one query, two where somebody stands in."""
    rows = _absences(users=list(users), day=day)
    answering = _answering({key for *_facts, key in rows if key is not None}, day)
    found = {}
    for user, first, last, why, key in rows:
        reason = str(Reason(why).label) if why else ""
        who = (*answering[key], key) if key in answering else ("", None, None)
        found[user] = Away(first, last, reason, *who)
    return found


def stand_ins_for(users: Collection[int], day: date) -> dict[int, int]:
    """Key of each user who is away that day → key of who answers, where somebody can; two queries at most."""
    found = away_on(users=users, day=day)
    return {user: away.stand_in_key for user, away in found.items() if away.stand_in_key is not None}


def coming_absences(*, user: int, day: date) -> "QuerySet[Absence]":
    """What a person has told of that is not over."""
    return Absence.objects.filter(user=user, last__gte=day).select_related("stand_in").order_by("first", "pk")


def day_lines(user: object, day: date) -> list[DayLine]:
    """For the start page: that one is away oneself, and for whom one answers today; one query, two for them."""
    if not is_person(user):
        return []
    rows = _told_to(user=user.pk, day=day)
    answering = _answering({key for _user, _last, key, *_named in rows if key is not None}, day)
    lines = []
    for key, last, stand_in, name, uuid in rows:
        until = date_format(last, "j F")
        if key == user.pk:
            away = Away(day, last, "", answering[stand_in][0] if stand_in in answering else "")
            lines.append(DayLine(label=away.told, url=reverse("people:edit", args=[uuid]) + "#borta"))
        elif stand_in in answering:
            told = _("Du svarar för %(name)s till %(day)s") % {"name": name, "day": until}
            lines.append(DayLine(label=told, url=reverse("people:person", args=[uuid])))
    return lines


def _mine_and_theirs(user: int, day: date) -> "QuerySet[Absence, tuple[Any, ...]]":
    fields = ("user_id", "last", "stand_in_id", "user__display_name", "user__uuid")
    return _on(day).filter(Q(user=user) | listed(day, "user__") & Q(stand_in=user)).values_list(*fields)


_told_to = KeptQuery(_mine_and_theirs, for_person="user", user=int, day=date)
