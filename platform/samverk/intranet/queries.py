"""Reads of the intranet; each a fixed number of queries."""

import functools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest

from samverk.identity.access import is_internal
from samverk.intranet.companies import is_company_person
from samverk.intranet.guests import is_invited
from samverk.intranet.privacy import closed_pages, for_reader
from samverk.people.queries import heads_of, named, part_url
from tenants.answers import answer, texts
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from wagtail.images.models import Filter
    from wagtail.models import Page

    from samverk.identity.models import User
    from samverk.intranet.models import NewsIndexPage, NewsPage, Ownership, Picture, StartPage
    from samverk.kernel.registries import Succession

#: Sizes of pictures; the same strings stand in the templates.
#: Where the start page lies in Wagtail's tree (actions.furnish_site).
ROOT_PATH = "/start/"
#: Where news lie when the site is made; elsewhere they are found too, in a query more.
NEWS_PATH = "nyheter/"
LEAD_PICTURE = "fill-960x540|format-webp"
ROW_PICTURE = "fill-320x240|format-webp"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the trail."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A picture as a template draws it."""

    url: str
    alt: str
    width: int
    height: int


def size_of(picture: "Picture", spec: str) -> PictureSize:
    """A picture in one size, from what was read with the page.

    Wagtail's own look-up writes what it finds to the cache again each time a page is drawn, one round trip a picture;
    here it is asked only when the size is not among the prefetched ones, and then it makes it.
    """
    known = getattr(picture, "prefetched_renditions", ())
    key = _filter(spec).get_cache_key(picture)
    found = next((r for r in known if r.filter_spec == spec and r.focal_point_key == key), None)
    rendition = found or picture.get_rendition(spec)
    return PictureSize(url=rendition.url, alt=picture.default_alt_text, width=rendition.width, height=rendition.height)


@functools.cache
def _filter(spec: str) -> "Filter":
    from wagtail.images.models import Filter

    return Filter(spec=spec)


def page_at(path: str) -> "Page | None":
    """The published page at an address, as its own type; two queries at any depth, one for the start page.

    Args:
        path: without the leading slash: `nyheter/ny-rutin/`; empty is the start page.
    """
    from wagtail.models import Page

    from samverk.intranet.models import Ownership
    from samverk.intranet.news.opened import news_at

    if not path:
        return next(iter(_start_pages()), None)
    if path.startswith(NEWS_PATH) and path != NEWS_PATH:
        news: Page | None = news_at(f"{ROOT_PATH}{path}")
        if news is not None:
            return news
    # Who answers for the page comes along, for `owner_of`.
    held = Subquery(Ownership.objects.filter(page=OuterRef("pk"), valid_to=None).values("owner")[:1])
    found = Page.objects.live().filter(depth__gte=2, url_path=f"{ROOT_PATH}{path}").annotate(held_owner=held).first()
    if found is None:
        return None
    specific: Page = found.specific
    specific.held_owner = found.held_owner
    return specific


def _start_rows() -> "QuerySet[StartPage]":
    from samverk.intranet.models import StartPage

    rows: QuerySet[StartPage] = StartPage.objects.live().filter(url_path=ROOT_PATH)
    return rows.order_by("pk")[:1]


_start_pages = KeptQuery(_start_rows, by_standing=True)


def address_of(page: "Page") -> str:
    """The page's address on its own site, without asking anything.

    Every site has one tree whose start page has the slug `start`, so the address is the tree's path below it.
    """
    return address_at(str(page.url_path))


def address_at(url_path: str) -> str:
    """The same for a page's path in the tree."""
    return "/" + url_path.removeprefix(ROOT_PATH)


def start_page() -> "StartPage | None":
    """The first page of the site."""
    from samverk.intranet.models import StartPage

    found: StartPage | None = StartPage.objects.first()
    return found


def page_or_404(pk: int) -> "Page":
    """A page of this site, published or not.

    Raises:
        Http404: when there is none, and for the root of the tree, which is no page.
    """
    from wagtail.models import Page

    found: Page | None = Page.objects.filter(depth__gte=2, pk=pk).first()
    if found is None:
        raise Http404
    return found


def remember_shown(request: HttpRequest, page: "Page") -> None:
    """Note which page the request is answered with: the frame around it leads to its editor, and marks the menu."""
    request.shown_page = page  # type: ignore[attr-defined]


def shown_page(request: HttpRequest) -> "Page | None":
    """The page this request is answered with; None where it is none of Wagtail's."""
    found: Page | None = getattr(request, "shown_page", None)
    return found


def drafts_of(user: "User", count: int) -> "list[Page]":
    """Pages the person began or last saved, with something in them that is not published; newest first."""
    from wagtail.models import Page

    mine = Page.objects.filter(Q(owner=user) | Q(latest_revision__user=user), has_unpublished_changes=True)
    return list(mine.order_by("-latest_revision_created_at", "-pk")[:count])


def with_pictures(rows: "QuerySet[NewsPage]") -> "QuerySet[NewsPage]":
    """News with their pictures and the sizes that lists draw."""
    from samverk.intranet.models import PictureRendition

    found: QuerySet[NewsPage] = rows.select_related("picture").prefetch_related(
        Prefetch(
            "picture__renditions",
            queryset=PictureRendition.objects.filter(filter_spec__in=[LEAD_PICTURE, ROW_PICTURE]),
            to_attr="prefetched_renditions",
        )
    )
    return found


def news_index() -> "NewsIndexPage":
    """The site's news page.

    Raises:
        Http404: when an editor has removed it.
    """
    from samverk.intranet.models import NewsIndexPage

    found: NewsIndexPage | None = NewsIndexPage.objects.first()
    if found is None:
        raise Http404
    return found


def top_sections(start: "StartPage", *, reader: object) -> list[tuple[str, str]]:
    """Title and address of the menu's sections below the start page, as far as the person may read them."""
    path = str(start.path)
    low, high, depth = f"{path}0001", f"{path}ZZZZ", int(start.depth) + 1
    if not closed_pages(reader) and not is_company_person(reader):
        rows = _sections(low=low, high=high, depth=depth)
    else:
        rows = list(_titled(for_reader(_in_menu(low, high, depth), reader)))
    return [(title, address_at(url_path)) for title, url_path in rows]


def _in_menu(low: str, high: str, depth: int) -> "QuerySet[Page]":
    from wagtail.models import Page

    rows: QuerySet[Page] = Page.objects.live().in_menu().filter(depth=depth, path__range=(low, high))
    return rows.order_by("path")


def _titled(rows: "QuerySet[Page]") -> "QuerySet[Page, tuple[str, str]]":
    return rows.values_list("title", "url_path")


_sections = KeptQuery(
    lambda low, high, depth: _titled(_in_menu(low, high, depth)), by_standing=True, low=str, high=str, depth=int
)


def children_of(page: "Page", *, reader: object) -> "list[Page]":
    """Published pages right below that the person may read, in the editor's order, each with its lead; one query."""
    rows = for_reader(page.get_children().live(), reader).order_by("path")
    kinds = ("sectionpage", "guidepage", "newspage", "articlepage")
    leads = Coalesce(*(f"{kind}__lead" for kind in kinds), Value(""), output_field=TextField())
    return list(rows.annotate(lead=leads))


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a page: a unit, department or authority, and who leads it."""

    name: str
    url: str
    heads: tuple[str, ...]


def owner_of(page: "Page", *, day: date) -> Owner | None:
    """Who answers for the page; none for nobody when the page came by `page_at`, else up to three queries."""
    known = page.__dict__
    held = known["held_owner"] if "held_owner" in known else getattr(ownership_of(page), "owner", None)
    found = named([held]).get(held) if held else None
    if held is None or found is None:
        return None
    level, name = found
    heads = heads_of(unit=held, day=day) if level == "unit" else []
    return Owner(name=name, url=part_url(held), heads=tuple(heads))


def ownership_of(page: "Page") -> "Ownership | None":
    """The page's owner today, as it is kept."""
    from samverk.intranet.models import Ownership

    return Ownership.objects.filter(page=page.pk, valid_to=None).first() if page.pk else None


#: What a plan calls pages when it says who takes over which.
PAGES = "pages"


def page_key(page_id: int) -> str:
    """How a plan names one page in `Succession.where`."""
    return f"{PAGES}-{page_id}"


def pages_of(moved: "Succession") -> int:
    """How many pages belong to what gives way; of what lives on, those that go from it."""
    from samverk.intranet.models import Ownership

    held = Ownership.objects.filter(owner__in=moved.before, valid_to=None)
    if not moved.lives_on:
        return held.count()
    return sum(moved.heir_of(page_key(pk)) not in moved.before for pk in held.values_list("page", flat=True))


def pages_to_divide(moved: "Succession") -> list[tuple[str, str]]:
    """Each page of what is split, by name; one query."""
    from samverk.intranet.models import Ownership

    held = Ownership.objects.filter(owner__in=moved.before, valid_to=None).order_by("-is_home", "page__title", "pk")
    return [(str(pk), title) for pk, title in held.values_list("page", "page__title")]


def new_address(path: str) -> str | None:
    """Where an address leads since its page was closed, or None.

    Args:
        path: without the leading slash.
    """
    from samverk.intranet.models import OldAddress

    found = OldAddress.objects.filter(path=f"/{path}").select_related("to_page").first()
    return address_of(found.to_page) if found else None


def breadcrumb(page: "Page", *, reader: object) -> tuple[Crumb, ...]:
    """The pages above, start page first; for a guest only those the guest may read.

    The same for everybody who belongs here, and kept for as long as no page is moved or renamed.
    """
    above = _above(page)
    if not is_internal(reader):
        above = [row for row in above if row[3] == 2 or is_invited(reader, row[2])]
    return tuple(Crumb(label=title, url=address_at(url_path)) for title, url_path, _path, _depth in above)


def _above(page: "Page") -> list[tuple[Any, ...]]:
    path = str(page.path)
    return answer(_ABOVE, [[path[:end] for end in range(page.steplen, len(path), page.steplen)]])


_ABOVE = texts.register(
    "the pages above",
    """SELECT title, url_path, path, depth FROM wagtailcore_page
       WHERE path = ANY(%s::text[]) AND depth > 1 ORDER BY depth""",
)


def structure(*, reader: object) -> "list[tuple[Page, list[Page]]]":
    """The two upper levels of what the person may read: each section with the pages below it."""
    from wagtail.models import Page

    rows = for_reader(Page.objects.live().filter(depth__in=[3, 4]), reader)
    pages = list(rows.exclude(content_type__model="newspage").order_by("path"))
    tops = [page for page in pages if page.depth == 3]
    return [(top, [page for page in pages if page.depth == 4 and page.path.startswith(top.path)]) for top in tops]
