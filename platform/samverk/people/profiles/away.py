"""Who is away, until when, and who answers meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.kernel.registries import DayLine
from samverk.people.models import Absence, Reason
from samverk.people.profiles.access import listed
from tenants.kept_queries import KeptQuery

__all__ = ["Away", "away_on", "coming_absences", "day_lines", "stand_ins_for"]
_FIELDS = ("user_id", "first", "last", "why", "stand_in_id", "stand_in__display_name", "stand_in__uuid", "answers")


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
    """Absences of that day, the longest last; `answers` says whether the stand-in can be asked: they stand in the
    directory (so nobody protected is ever named) and are not away themselves.
    """
    away_too = Absence.objects.filter(user=OuterRef("stand_in"), first__lte=day, last__gte=day)
    rows = Absence.objects.filter(first__lte=day, last__gte=day).order_by("last", "pk")
    listed_one = Absence.objects.filter(listed(day, "stand_in__"), pk=OuterRef("pk"))
    return rows.annotate(answers=Exists(listed_one) & ~Exists(away_too))


def away_on(*, users: Collection[int], day: date) -> dict[int, Away]:
    """Key of each user who is away that day → how it is told; one query."""
    found = {}
    for user, first, last, why, key, name, uuid, answers in _on(day).filter(user__in=users).values_list(*_FIELDS):
        reason = str(Reason(why).label) if why else ""
        found[user] = Away(first, last, reason, *((name, uuid, key) if answers else ("", None, None)))
    return found


def stand_ins_for(users: Collection[int], day: date) -> dict[int, int]:
    """Key of each user who is away that day → key of who answers, where somebody can; one query."""
    found = away_on(users=users, day=day)
    return {user: away.stand_in_key for user, away in found.items() if away.stand_in_key is not None}


def coming_absences(*, user: int, day: date) -> "QuerySet[Absence]":
    """What a person has told of that is not over."""
    return Absence.objects.filter(user=user, last__gte=day).select_related("stand_in").order_by("first", "pk")


def day_lines(user: object, day: date) -> list[DayLine]:
    """For the start page: that one is away oneself, and for whom one answers today; one query."""
    if not is_person(user):
        return []
    lines = []
    for key, last, name, uuid, answers, stand_in in _told_to(user=user.pk, day=day):
        until = date_format(last, "j F")
        if key == user.pk:
            away = Away(day, last, "", stand_in if answers else "")
            lines.append(DayLine(label=away.told, url=reverse("people:edit", args=[uuid]) + "#borta"))
        elif answers:
            told = _("Du svarar för %(name)s till %(day)s") % {"name": name, "day": until}
            lines.append(DayLine(label=told, url=reverse("people:person", args=[uuid])))
    return lines


def _mine_and_theirs(user: int, day: date) -> "QuerySet[Absence, tuple[Any, ...]]":
    mine = _on(day).filter(user=user)
    theirs = _on(day).filter(listed(day, "user__"), stand_in=user)
    fields = ("user_id", "last", "user__display_name", "user__uuid", "answers", "stand_in__display_name")
    return (mine | theirs).values_list(*fields)


_told_to = KeptQuery(_mine_and_theirs, user=int, day=date)
