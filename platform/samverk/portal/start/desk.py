"""A person's desk and what they are to remember, read once a request."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.portal.models import Desk, Reminder
from tenants.kept_queries import KeptQuery

#: More reminders than this are a page of their own, not a box.
MOST = 8
_FIELDS = [field.attname for field in Desk._meta.concrete_fields]


def _rows(user: int, day: date) -> "QuerySet[User, tuple[Any, ...]]":
    due = Reminder.objects.filter(user=OuterRef("pk"), done_at=None, due__lte=day).order_by("due", "pk")
    told = due[:MOST].values(told=JSONObject(id="id", text="text", due="due"))
    desk = [F(f"desk__{name}") for name in _FIELDS]
    return User.objects.filter(pk=user).order_by().values_list(*desk, ArraySubquery(told))


_desks = KeptQuery(_rows, for_person="user", user=int, day=date)


def desk_of(request: HttpRequest, user: User) -> Desk:
    """The person's row, or an empty one that lies nowhere yet; one query at the first question of a request."""
    return _read(request, user)[0]


def reminders_due(request: HttpRequest, user: User) -> list[Reminder]:
    """The person's own reminders until today that are not done, the first due first; they come with the desk."""
    return _read(request, user)[1]


def favourites_of(user: User, day: date) -> list[int]:
    """Keys of the systems the person has chosen; the same question as the desk's, which is kept."""
    columns = _desks(user=user.pk, day=day)[0]
    return list(dict(zip(_FIELDS, columns, strict=False))["favourites"] or [])


def _read(request: HttpRequest, user: User) -> tuple[Desk, list[Reminder]]:
    found: tuple[Desk, list[Reminder]] | None = getattr(request, "_portal_desk", None)
    if found is None or found[0].user_id != user.pk:
        *columns, told = _desks(user=user.pk, day=clock.today())[0]
        desk = Desk.from_db(DEFAULT_DB_ALIAS, _FIELDS, columns) if columns[0] is not None else Desk(user=user)
        found = desk, [_reminder(user, each) for each in told]
        request._portal_desk = found  # type: ignore[attr-defined]
    return found


def _reminder(user: User, told: dict[str, Any]) -> Reminder:
    return Reminder(pk=told["id"], user_id=user.pk, text=told["text"], due=date.fromisoformat(told["due"]))
