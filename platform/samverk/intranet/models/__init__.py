"""Models of the intranet."""

from .article_answer import ArticleAnswer
from .article_page import ArticlePage
from .feed_subscriber import FeedSubscriber
from .guide_page import GuidePage
from .news_choices import NARROW, WITH_NAMES, NewsCategory, NewsScope, ReadingReason
from .news_index_page import NewsIndexPage
from .news_page import NewsPage
from .ownership import OldAddress, Ownership
from .page_text import PageText
from .picture import Picture, PictureRendition
from .placed_page import PlacedPage
from .reading import ReadingReceipt
from .section_page import SectionPage
from .start_page import StartPage

__all__ = [
    "NARROW",
    "WITH_NAMES",
    "ArticleAnswer",
    "ArticlePage",
    "FeedSubscriber",
    "GuidePage",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "NewsScope",
    "OldAddress",
    "Ownership",
    "PageText",
    "Picture",
    "PictureRendition",
    "PlacedPage",
    "ReadingReason",
    "ReadingReceipt",
    "SectionPage",
    "StartPage",
]
