"""What an item of kind `node` says of its page; what people write there is read without regard to capitals."""

from wagtail.models import Page

from samverk.intranet.models import GuidePage, NewsPage
from shared_templates.adoption.models import Adopted

NODE = "node"
#: Types of pages with a meaning of their own; all others are sections.
FIRST_PAGE, NEWS_LIST, GUIDE_LIST = "startsida", "nyhetslista", "lathundslista"
#: What such a list is for lies in it even where it takes no other pages.
_CONTENT: dict[str, type[Page]] = {NEWS_LIST: NewsPage, GUIDE_LIST: GuidePage}


def page_type(item: Adopted) -> str:
    """The type of the item's page."""
    return _head(item, "page_type")


def takes(item: Adopted, page_class: type[Page]) -> bool:
    """May the municipality put a page of its own of this type there."""
    return _head(item, "children") == "ja" or page_class is _CONTENT.get(page_type(item))


def _head(item: Adopted, name: str) -> str:
    return item.said().head.get(name, "").strip().casefold()
