"""Models of the intranet."""

from .guide_page import GuidePage
from .news_index_page import NewsIndexPage
from .news_page import NewsCategory, NewsPage
from .ownership import OldAddress, Ownership
from .picture import Picture, PictureRendition
from .section_page import SectionPage
from .start_page import StartPage

__all__ = [
    "GuidePage",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "OldAddress",
    "Ownership",
    "Picture",
    "PictureRendition",
    "SectionPage",
    "StartPage",
]
