"""Which parts of the site are closed to somebody: pages and collections that an editor has given to some groups only.

Wagtail asks this once per page, with a query, and answers with a sign-in page. Here it is one query for everything a
page shows, and the answer is 403 (law 11). A shared password is not offered: it would be nobody's.
"""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.intranet.companies import is_company_person, shared_only
from tenants.conditions import begins_with_one_of
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from wagtail.models import BaseViewRestriction

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def closed_pages(user: object) -> tuple[str, ...]:
    """Paths in the tree of pages below which this person may see nothing; one query a request."""
    from wagtail.models import PageViewRestriction

    return _closed(user, PageViewRestriction, "page__path")


def closed_collections(user: object) -> tuple[str, ...]:
    """The same for the tree of collections, where documents and pictures lie."""
    from wagtail.models import CollectionViewRestriction

    return _closed(user, CollectionViewRestriction, "collection__path")


def without_closed(rows: Rows, closed: Sequence[str]) -> Rows:
    """The rows that lie outside all the closed paths."""
    return rows.exclude(begins_with_one_of("path", closed)) if closed else rows


def for_reader(rows: Rows, reader: object) -> Rows:
    """Of pages, or of one kind of pages, those this person may read, who belongs to the house; no list asks less.

    Guests are asked for by `guests.is_invited`. Two queries a request beside the rows' own.
    """
    return for_rights(rows, closed=closed_pages(reader), in_company=is_company_person(reader))


def for_rights(rows: Rows, *, closed: Sequence[str], in_company: bool) -> Rows:
    """The same for whoever has these: `closed_pages` and `is_company_person` of the reader."""
    found = without_closed(rows, closed)
    return shared_only(found) if in_company else found


def unmet(user: object, restrictions: "type[BaseViewRestriction]") -> "QuerySet[Any]":
    """The restrictions of this kind that keep the person out; none for who may see everything."""
    return restrictions.objects.none() if _sees_all(user) else _unmet(user, restrictions)


def _sees_all(user: object) -> bool:
    return is_person(user) and user.is_superuser


def _closed(user: object, restrictions: Any, path: str) -> tuple[str, ...]:
    if _sees_all(user):
        return ()
    name = f"_samverk_{path}"
    if not hasattr(user, name):
        found = (
            _paths(restrictions, path)(user=user.pk)
            if is_person(user)
            else _unmet(user, restrictions).values_list(path, flat=True)
        )
        setattr(user, name, tuple(sorted(set(found))))
    kept: tuple[str, ...] = getattr(user, name)
    return kept


@functools.cache
def _paths(restrictions: "type[BaseViewRestriction]", path: str) -> KeptQuery[str]:
    return KeptQuery(
        lambda user: _unmet_by(user, restrictions).values_list(path, flat=True).distinct(), by_standing=True, user=int
    )


def _unmet(user: object, restrictions: "type[BaseViewRestriction]") -> "QuerySet[Any]":
    rows: QuerySet[Any] = restrictions.objects.order_by()
    return _unmet_by(user.pk, restrictions) if is_person(user) else rows


def _unmet_by(user: int, restrictions: "type[BaseViewRestriction]") -> "QuerySet[Any]":
    rows: QuerySet[Any] = restrictions.objects.order_by()
    own = User.groups.through.objects.filter(user_id=user).values("group_id")
    return rows.exclude(Q(restriction_type="login") | Q(restriction_type="groups", groups__in=own))
