"""Pages that guests are invited to, and what those pages show (PF-07)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samverk.identity.access import is_person
from samverk.identity.guests.places import Place
from samverk.identity.guests.queries import place_keys
from samverk.identity.models import INTERNAL, User
from samverk.intranet.privacy import for_reader, without_closed

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.models import Page

KIND = "page"


def invited_paths(user: object) -> tuple[str, ...]:
    """Paths in the tree of pages at and below which a guest may read; two queries a request, none for others."""
    from wagtail.models import Page

    if not is_person(user) or user.is_internal:
        return ()
    if not hasattr(user, "_samverk_invited_paths"):
        keys = place_keys(user=user, kind=KIND)
        # The start page's path would be all of the site.
        paths = Page.objects.filter(pk__in=keys, depth__gt=2).values_list("path", flat=True) if keys else []
        user._samverk_invited_paths = tuple(paths)  # type: ignore[attr-defined]
    found: tuple[str, ...] = user._samverk_invited_paths  # type: ignore[attr-defined]
    return found


def is_invited(user: object, *paths: str) -> bool:
    """Is one of these at or below something the guest is invited to?"""
    invited = invited_paths(user)
    return bool(invited) and any(path.startswith(invited) for path in paths)


def invited_to(*paths: str) -> QuerySet[User]:
    """The guests who are invited to one of these or to something above it; whether they may come in is not asked."""
    from wagtail.models import Page

    # A path is made of steps of four letters; the root's and the start page's are nobody's invitation.
    above = {path[:end] for path in paths for end in range(12, len(path) + 1, 4)}
    keys = [str(pk) for pk in Page.objects.filter(path__in=above).values_list("pk", flat=True)] if above else []
    return User.objects.exclude(capacity__in=INTERNAL).filter(
        guest_stay__ended_at=None, guest_stay__places__kind=KIND, guest_stay__places__key__in=keys
    )


def pages_that_show(file: "Model") -> list[str]:
    """Paths of the published pages that refer to a picture or a document; Wagtail keeps the index."""
    from wagtail.models import Page, ReferenceIndex

    refers = ReferenceIndex.get_references_to(file).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    ids = [int(pk) for pk in refers.values_list("object_id", flat=True) if str(pk).isdecimal()]
    return list(Page.objects.live().filter(pk__in=ids).values_list("path", flat=True))


def offered_pages(sponsor: User) -> list[Place]:
    """The two upper levels of what the sponsor may read, without pages given to some groups: guests are in none."""
    from wagtail.models import Page, PageViewRestriction

    restricted = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    rows = without_closed(for_reader(Page.objects.live().filter(depth__in=[3, 4]), sponsor), restricted)
    # News by the page of news: one by one they would be hundreds.
    pages = list(rows.exclude(content_type__model="newspage").order_by("path"))
    titles = {page.path: page.title for page in pages}
    return [_place(page, titles) for page in pages]


def found_pages(keys: Collection[str]) -> list[Place]:
    """Those of the pages that are published now."""
    from wagtail.models import Page

    wanted = Q(pk__in=[key for key in keys if key.isdecimal()], depth__gt=2)
    return [_place(page, {}) for page in Page.objects.live().filter(wanted).order_by("path")]


def _place(page: "Page", titles: dict[str, str]) -> Place:
    from samverk.intranet.queries import address_of

    above = titles.get(str(page.path)[:-4], "")
    title = str(page.title)
    return Place(key=str(page.pk), label=f"{above} › {title}" if above else title, url=address_of(page))
