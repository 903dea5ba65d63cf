"""Write many published pages at once.

Wagtail saves a page at a time with some thirty queries and two index jobs each; a thousand pages would be most of the
newcomer's first minute. Here the rows are computed as treebeard and Wagtail would have, and written in batches, search
index and references included. A test holds the result against what Wagtail's own door makes.
"""

from collections import defaultdict
from datetime import datetime
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from samverk.intranet.models import NewsPage
from samverk.intranet.models.page_base import IntranetPage
from samverk.intranet.search_words import keep_words

BATCH = 200


class PageBatch:
    """Pages to be written together, below pages that exist or stand earlier in the batch."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._steps: dict[str, int] = {}
        self._grown: dict[str, Page] = {}

    def add(self, parent: Page, page: Page, *, at: datetime) -> Page:
        """Take in a page as published at `at`, last below its parent; nothing is written yet.

        Args:
            parent: saved, or taken in before.
            page: new, with title and slug.
            at: when it was first and last published.
        """
        step = self._next_step(parent)
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.locale_id = parent.locale_id
        page.content_type = ContentType.objects.get_for_model(type(page))
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
        if isinstance(page, NewsPage):
            page.out_since = at
        parent.numchild += 1
        self._grown[parent.path] = parent
        self._pages.append(page)
        return page

    def _next_step(self, parent: Page) -> int:
        if parent.path not in self._steps:
            # After deletions the last step is higher than the number of children.
            last = parent.get_last_child() if parent.pk and parent.numchild else None
            self._steps[parent.path] = Page._str2int(last.path[-Page.steplen :]) if last else 0
        self._steps[parent.path] += 1
        return self._steps[parent.path]

    def write(self) -> int:
        """Write everything taken in, with search index and references; returns how many pages.

        Call it inside the transaction that the pages belong to.
        """
        new = {page.path for page in self._pages}
        rows = [_base_row(page) for page in self._pages]
        Page.objects.bulk_create(rows, batch_size=BATCH)
        for row, page in zip(rows, self._pages, strict=True):
            page.pk = row.pk
            page.page_ptr_id = row.pk
            # Only the type's own row: the base row is there, and signals with raw=True start no index jobs.
            page.save_base(raw=True, force_insert=True)
        for path, parent in self._grown.items():
            if path not in new:
                Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
        keep_words(page for page in self._pages if isinstance(page, IntranetPage))
        self._index()
        written = len(self._pages)
        self._pages, self._grown = [], {}
        return written

    def _index(self) -> None:
        by_type: dict[type[Page], list[Page]] = defaultdict(list)
        for page in self._pages:
            by_type[type(page)].append(page)
        for backend in get_search_backends(with_auto_update=True):
            for model, pages in by_type.items():
                backend.add_bulk(model, pages)
        ReferenceIndex.objects.bulk_create(_references(self._pages), batch_size=BATCH, ignore_conflicts=True)


def _base_row(page: Page) -> Page:
    fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
    return Page(**{field.attname: getattr(page, field.attname) for field in fields})


def _references(pages: list[Page]) -> list[ReferenceIndex]:
    base = ContentType.objects.get_for_model(Page)
    found = []
    for model, alike in groupby(pages, key=type):
        own = ContentType.objects.get_for_model(model)
        for page in alike:
            for to_type, to_id, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page)):
                found.append(
                    ReferenceIndex(
                        content_type=own,
                        base_content_type=base,
                        object_id=page.pk,
                        to_content_type_id=to_type,
                        to_object_id=to_id,
                        model_path=model_path,
                        content_path=content_path,
                        content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                    )
                )
    return found
