"""Which pages of a municipality's own a place takes, and what it tells whoever writes them."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.intranet.models import GuidePage, NewsPage
from shared_templates.adoption.models import Adopted
from shared_templates.content.places import GUIDE_LIST, NEWS_LIST, page_type, word

#: What such a list is for lies in it even where it takes no other pages.
_CONTENT: dict[str, type[Page]] = {NEWS_LIST: NewsPage, GUIDE_LIST: GuidePage}


def takes(item: Adopted, page_class: type[Page]) -> bool:
    """May the municipality put a page of its own of this type there."""
    head = item.said().head
    return word(head, "children") == "ja" or page_class is _CONTENT.get(page_type(head))


def asked_of_pages(item: Adopted) -> str:
    """How the pages beneath are named and when they are weeded out; empty where nothing is said."""
    head = item.said().head
    told = [
        words % {"text": head[name]}
        for name, words in (("naming", _("Namn här: %(text)s")), ("retention", _("Gallring: %(text)s")))
        if head.get(name)
    ]
    return " ".join(told)
