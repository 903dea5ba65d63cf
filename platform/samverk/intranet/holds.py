"""Pages whose name and place another room answers for, and what editors may do with them (TP-12)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q

from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page


class Held(ValidationError):
    """The page stays as it is; the message says why and whom to turn to."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What is settled about a page.

    Attributes:
        title: what it is called.
        why: who settled name and place, and whom to turn to.
        takes: may a page of this type be put beneath it.
        why_not: what is said where it may not.
        asks: what whoever writes a page beneath it is told beside the title; empty where nothing is.
    """

    title: str
    why: str
    takes: "Callable[[type[Page]], bool]"
    why_not: str
    asks: str = ""


#: (pages) → what is settled about those of them that are held, by number; one query.
page_holds: "Registry[Callable[[QuerySet[Page]], dict[int, Hold]]]" = Registry("pages that are held")


def hold_on(page: "Page") -> Hold | None:
    """What is settled about the page, if anything; none for a page that is not saved."""
    from wagtail.models import Page

    return _holds(Page.objects.filter(pk=page.pk)).get(page.pk) if page.pk else None


def require_loose(pages: "Iterable[Page]") -> None:
    """These pages may be taken away, hidden or moved, with all that is beneath them.

    Raises:
        Held: when one of them, or a page beneath, is held.
    """
    from wagtail.models import Page

    whole = Q(pk__in=[])
    for page in pages:
        whole |= Q(path__startswith=page.path)
    for hold in _holds(Page.objects.filter(whole)).values():
        raise Held(f"{hold.title}: {hold.why}")


def require_room(parent: "Page", page_type: "type[Page]") -> None:
    """A page of this type may be put beneath the parent.

    Raises:
        Held: when the parent takes none.
    """
    hold = hold_on(parent)
    if hold is not None and not hold.takes(page_type):
        raise Held(hold.why_not)


def without_room(pages: "QuerySet[Page]", page_type: "type[Page]") -> set[int]:
    """Numbers of those of the pages that take no page of this type beneath them; one query."""
    return {pk for pk, hold in _holds(pages).items() if not hold.takes(page_type)}


def _holds(pages: "QuerySet[Page]") -> dict[int, Hold]:
    found: dict[int, Hold] = {}
    for ask in page_holds.values():
        found |= ask(pages)
    return found
