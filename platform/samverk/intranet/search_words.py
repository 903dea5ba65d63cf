"""The words of published pages, kept for search when they are published."""

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samverk.intranet.models.page_base import IntranetPage

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
#: Beyond this a page is a book; PostgreSQL's index of one text has a limit of its own.
LONGEST = 100_000


def plain(html: str) -> str:
    """HTML as words with single spaces."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def keep_words(pages: "Iterable[IntranetPage]") -> None:
    """Write what these pages say now; one query for all of them."""
    from samverk.intranet.models import PageText

    PageText.objects.bulk_create(
        [
            PageText(
                page_id=page.pk,
                title=page.title,
                words=plain(f"{page.lead} {page.plain_words()}")[:LONGEST],
                archived_on=getattr(page, "archived_on", None),
            )
            for page in pages
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["title", "words", "archived_on"],
    )
