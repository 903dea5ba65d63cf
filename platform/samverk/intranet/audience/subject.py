"""What the question "who may see this" is about: a page, a document, a picture or a collection."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404

from samverk.intranet.access import file_gates, page_gates
from samverk.intranet.guests import pages_that_show
from samverk.intranet.queries import address_of, page_at

if TYPE_CHECKING:
    from samverk.intranet.access import Gate

PAGE, DOCUMENT, PICTURE, COLLECTION = "sida", "dokument", "bild", "samling"
KINDS = (PAGE, DOCUMENT, PICTURE, COLLECTION)


@dataclass(frozen=True, slots=True)
class Restriction:
    """One place in the tree that is closed to all but some groups.

    Attributes:
        pk: of Wagtail's row.
        place: title of the page or name of the collection where it is set.
        groups: who comes in; none means nobody.
        everybody: whoever is signed in comes in: it closes nothing here.
        inherited: it is set above the subject, not on it.
        by: who set it, as far as the editors' log knows.
    """

    pk: int
    place: str
    groups: tuple[Group, ...]
    everybody: bool
    inherited: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about.

    Attributes:
        kind, pk: as in the address.
        title: shown.
        url: where it is opened; empty for a collection.
        published: is there anything to open at the address.
        thing: Wagtail's own row.
        gates: what is asked when somebody opens it.
        shown_at: paths of the page itself, or of the pages that show the file: who is invited there may see it.
        restrictions: the rows those functions read, from the top of the tree.
        for_internal: do only those who belong here pass the first gate.
    """

    kind: str
    pk: int
    title: str
    url: str
    published: bool
    thing: Any
    gates: "tuple[Gate, ...]"
    shown_at: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = field(default_factory=tuple)
    for_internal: bool = True


def subject_or_404(kind: str, pk: int) -> Subject:
    """The subject with its restrictions; a fixed number of queries.

    Raises:
        Http404: when there is none, and for the root of the tree of pages, which is no page.
    """
    from wagtail.documents import get_document_model
    from wagtail.models import Collection

    from samverk.intranet.models import Picture, StartPage
    from samverk.intranet.queries import page_or_404

    if kind == PAGE:
        page = page_or_404(pk)
        above = page.get_ancestors(inclusive=True)
        return Subject(
            kind=kind, pk=pk, title=page.title, url=address_of(page), published=page.live, thing=page,
            gates=page_gates(page), shown_at=(str(page.path),), restrictions=_on_pages(above, page),
            for_internal=not issubclass(page.specific_class or type(page), StartPage),
        )  # fmt: skip
    if kind == COLLECTION:
        collection = Collection.objects.filter(pk=pk).first()
        if collection is None:
            raise Http404
        return Subject(
            kind=kind, pk=pk, title=collection.name, url="", published=True, thing=collection,
            gates=file_gates(collection), restrictions=_on_collections(collection),
        )  # fmt: skip
    model = {DOCUMENT: get_document_model(), PICTURE: Picture}.get(kind)
    found = model.objects.select_related("collection").filter(pk=pk).first() if model else None
    if found is None:
        raise Http404
    return Subject(
        kind=kind, pk=pk, title=found.title, url=found.url if kind == DOCUMENT else "", published=True, thing=found,
        gates=file_gates(found.collection, found), shown_at=tuple(pages_that_show(found)),
        restrictions=_on_collections(found.collection),
    )  # fmt: skip


def _on_pages(above: "QuerySet[Any]", page: Any) -> tuple[Restriction, ...]:
    from wagtail.models import PageLogEntry, PageViewRestriction

    rows = list(
        PageViewRestriction.objects.filter(page__in=above)
        .select_related("page")
        .prefetch_related("groups")
        .order_by("page__path")
    )
    entries = PageLogEntry.objects.filter(
        page__in=[row.page_id for row in rows], action__startswith="wagtail.view_restriction"
    ).select_related("user")
    # Somebody with protected identity is not named here, whoever asks (LAW-24).
    by = {entry.page_id: entry.user for entry in entries.order_by("timestamp") if entry.user}
    return tuple(
        Restriction(
            pk=row.pk,
            place=row.page.title,
            groups=tuple(row.groups.all()) if row.restriction_type == "groups" else (),
            everybody=row.restriction_type == "login",
            inherited=row.page_id != page.pk,
            by="" if row.page_id not in by or by[row.page_id].is_protected else by[row.page_id].display_name,
        )
        for row in rows
    )


def _on_collections(collection: Any) -> tuple[Restriction, ...]:
    from wagtail.models import CollectionViewRestriction

    above = collection.get_ancestors(inclusive=True)
    rows = CollectionViewRestriction.objects.filter(collection__in=above)
    return tuple(
        Restriction(
            pk=row.pk,
            place=row.collection.name,
            groups=tuple(row.groups.all()) if row.restriction_type == "groups" else (),
            everybody=row.restriction_type == "login",
            inherited=row.collection_id != collection.pk,
        )
        for row in rows.select_related("collection").prefetch_related("groups").order_by("collection__path")
    )


def find_at(address: str) -> tuple[str, int] | None:
    """Kind and key of what lies at an address of this site, as pasted from the browser; None when it is neither."""
    from wagtail.documents import get_document_model

    from samverk.intranet.models import Picture

    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return None
    if found := re.match(r"/(?:redigera|redaktion/pages)/(\d{1,9})/", path):
        return PAGE, int(found[1])
    if found := re.match(r"/(?:dokument|redaktion/documents/edit)/(\d{1,9})/", path):
        pk = int(found[1])
        return (DOCUMENT, pk) if get_document_model().objects.filter(pk=pk).exists() else None
    if path.startswith("/filer/"):
        name = path.removeprefix("/filer/")
        picture = Picture.objects.filter(renditions__file=name).first() or Picture.objects.filter(file=name).first()
        return (PICTURE, picture.pk) if picture else None
    page = page_at(path.lstrip("/") if path.endswith("/") else f"{path.lstrip('/')}/")
    return (PAGE, page.pk) if page else None


def find_by_words(text: str, count: int) -> list[tuple[str, int, str]]:
    """Pages, collections, documents and pictures with the words in their names: kind, key, name; four queries."""
    from wagtail.documents import get_document_model
    from wagtail.models import Collection, Page

    from samverk.intranet.models import Picture

    pages = Page.objects.filter(depth__gte=2, title__icontains=text).order_by("path")
    found = [(PAGE, pk, name) for pk, name in pages.values_list("pk", "title")[:count]]
    collections = Collection.objects.filter(name__icontains=text).order_by("path")
    found += [(COLLECTION, pk, name) for pk, name in collections.values_list("pk", "name")[:count]]
    for kind, model in ((DOCUMENT, get_document_model()), (PICTURE, Picture)):
        rows = model.objects.filter(title__icontains=text).order_by("title", "pk")
        found += [(kind, pk, name) for pk, name in rows.values_list("pk", "title")[:count]]
    return found[:count]
