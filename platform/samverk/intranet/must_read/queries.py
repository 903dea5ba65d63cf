"""Reads about news that must be read; each a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.audience.people import READ, those_who
from samverk.intranet.audience.subject import PAGE, subject_or_404
from samverk.intranet.companies import is_company_person
from samverk.intranet.models import NewsPage, ReadingReceipt
from samverk.intranet.models.news_page import ReadingReason
from samverk.intranet.privacy import closed_pages, for_reader
from samverk.intranet.queries import address_at
from samverk.intranet.site_settings import SMALLEST_UNIT
from samverk.intranet.targeting.own import own_targets
from samverk.intranet.targeting.people import directed_to
from samverk.kernel import clock
from samverk.kernel.registries import TaskLine
from samverk.people.standing.queries import members_by_unit
from tenants.answers import answer, own_texts
from tenants.kept_queries import KeptQuery
from tenants.settings.queries import value

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """How far a unit has come.

    Attributes:
        name: of the unit; empty for the small ones together.
        people: how many are asked.
        confirmed: how many have confirmed.
        left: names of those who have not, where the reason lets them be told.
    """

    name: str
    people: int
    confirmed: int
    left: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """Whole percent, never rounded up to all."""
        return self.confirmed * 100 // self.people if self.people else 0


def news_to_read(pk: int) -> NewsPage | None:
    """Published news that must be read, or None; one query."""
    found: NewsPage | None = NewsPage.objects.filter(pk=pk, live=True).exclude(must_read="").first()
    return found


def has_confirmed(*, user: object, page: NewsPage) -> bool:
    """Has the person confirmed; one query."""
    return is_person(user) and ReadingReceipt.objects.filter(news=page.pk, user=user.pk).exists()


def open_news(today: date) -> "QuerySet[NewsPage]":
    """Published news that must be read and whose last day has not passed by more than a month."""
    return _open_since(today, _since(today))


def _since(today: date) -> date:
    return date.fromordinal(today.toordinal() - 30)


def _open_since(today: date, since: date) -> "QuerySet[NewsPage]":
    rows = NewsPage.objects.filter(live=True, must_read_by__gte=since)
    found: QuerySet[NewsPage] = rows.exclude(must_read="").exclude(archived_on__isnull=False, archived_on__lte=today)
    return found


def asked_people(page: NewsPage) -> "QuerySet[User]":
    """Those it is for who may read it: targets and rights together."""
    readers = those_who(subject_or_404(PAGE, page.pk), READ)
    return directed_to(page.targets).filter(pk__in=readers.order_by().values("pk"))


def left_to_read(page: NewsPage) -> "QuerySet[User]":
    """Those who are asked and have not confirmed."""
    return asked_people(page).exclude(pk__in=ReadingReceipt.objects.filter(news=page.pk).values("user"))


def tasks_of(user: object, day: date) -> list[TaskLine]:
    """What the person is to read and confirm, soonest first; at most one query beside those of the person's rights."""
    if not is_person(user) or not is_internal(user):
        return []
    closed, own = closed_pages(user), own_targets(user)
    # What there is to read is kept for who reads the whole site; who does not is asked for with their own conditions.
    whole = not closed and not is_company_person(user)
    rows = _to_read(day=day, since=_since(day)) if whole else _lines(for_reader(open_news(day), user))
    mine = [row for row in rows if not row[3] or not set(row[3]).isdisjoint(own)]
    done = _confirmed(user.pk, [row[0] for row in mine])
    return [
        TaskLine(label=title, url=address_at(url_path), due=by, note=str(ReadingReason(must_read).label))
        for pk, title, url_path, targets, by, must_read in mine
        if pk not in done
    ][:50]


def _lines(rows: "QuerySet[NewsPage]") -> "QuerySet[NewsPage, tuple[Any, ...]]":
    fields = ("pk", "title", "url_path", "targets", "must_read_by", "must_read")
    return rows.order_by("must_read_by", "pk").values_list(*fields)


_to_read = KeptQuery(lambda day, since: _lines(_open_since(day, since)), by_standing=True, day=date, since=date)


_RECEIPTS = "SELECT news_id FROM intranet_readingreceipt WHERE user_id = %s AND news_id = ANY(%s)"
own_texts.register("intranet.confirmed", _RECEIPTS)


def _confirmed(user: int, news: list[int]) -> set[int]:
    """Which of these the person has confirmed; no query for none."""
    if not news:
        return set()
    return {row[0] for row in answer(_RECEIPTS, [user, news], person=user)}


def unit_figures(*, page: NewsPage, units: "Collection[UUID] | None", names: bool) -> list[UnitFigure]:
    """How far each unit has come, by the organisation's order; three queries.

    Units with fewer people than the site's limit are put together, so that no figure tells of one person; where they
    are too few even so, they are left out (LAW-12).

    Args:
        page: the news.
        units: only these; None for all.
        names: tell who is left; the caller has asked whether the reason lets it.
    """
    people = asked_people(page)
    confirmed = set(ReadingReceipt.objects.filter(news=page.pk).values_list("user", flat=True))
    by_unit: dict[tuple[UUID, str], set[int]] = defaultdict(set)
    for unit, name, user in members_by_unit(people, clock.today()):
        if units is None or unit in units:
            by_unit[unit, name].add(user)
    called = _names({user for each in by_unit.values() for user in each} - confirmed) if names else {}
    least = value(SMALLEST_UNIT)
    figures = [
        _figure(name, users, confirmed, called) for (_unit, name), users in by_unit.items() if len(users) >= least
    ]
    small = {user for users in by_unit.values() if len(users) < least for user in users}
    if len(small) >= least:
        figures.append(_figure("", small, confirmed, called))
    return figures


def _names(users: set[int]) -> dict[int, str]:
    """Names of people without protected identity (LAW-24)."""
    rows = User.objects.filter(pk__in=users, is_protected=False)
    return dict(rows.values_list("pk", "display_name"))


def _figure(name: str, users: set[int], confirmed: set[int], called: dict[int, str]) -> UnitFigure:
    left = tuple(sorted((called[user] for user in users - confirmed if user in called), key=str.casefold))
    return UnitFigure(name=name, people=len(users), confirmed=len(users & confirmed), left=left)
