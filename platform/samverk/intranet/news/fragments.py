"""News drawn once and kept: by page, version, language and shape; asked for all at once.

A fragment holds what everybody who may read the page sees alike. What is the reader's own stands around it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from samverk.intranet.models import NewsPage, NewsScope
from samverk.intranet.queries import LEAD_PICTURE, ROW_PICTURE, address_of, size_of, with_pictures
from samverk.kernel.kept_html import kept_drawing
from samverk.kernel.near_cache import keep_values, near_values
from samverk.kernel.registries import NewsElsewhere
from samverk.ui.render import render_component

#: What a fragment leans on beside its page, a picture's text, shows again within so long.
KEPT_SECONDS = 3600
LEAD, ROW, LISTED = "lead", "row", "listed"
_HEADINGS = {LEAD: "h3", ROW: "h3", LISTED: "h2"}


def fragments(wanted: Sequence[tuple[int, datetime | None, str]]) -> list[SafeString]:
    """The fragments in the order they are asked for; no query when they are kept, three for all that are not.

    The caller has asked who may read the pages.

    Args:
        wanted: page, version and shape (LEAD, ROW or LISTED) of each.
    """
    language = get_language() or ""
    keys = [_key(*each, language) for each in wanted]
    known = near_values(keys)
    missing = {each[0] for each, key in zip(wanted, keys, strict=True) if key not in known}
    if missing:
        pages = _pages(missing)
        made = {
            key: str(_drawn(pages[pk], shape))
            for (pk, _version, shape), key in zip(wanted, keys, strict=True)
            if key not in known and pk in pages
        }
        keep_values(made, KEPT_SECONDS)
        known = {**known, **made}
    # What is kept was made by our own templates.
    return [mark_safe(known.get(key, "")) for key in keys]  # noqa: S308 # nosec B308 B703


def _key(pk: int, version: datetime | None, shape: str, language: str) -> str:
    stamp = int(version.timestamp() * 1000) if version else 0
    return f"intranet:news:{shape}:{pk}:{stamp}:{language}"


def _pages(keys: Iterable[int]) -> dict[int, NewsPage]:
    return {page.pk: page for page in with_pictures(NewsPage.objects.filter(pk__in=list(keys)))}


def _drawn(page: NewsPage, shape: str) -> SafeString:
    spec = LEAD_PICTURE if shape == LEAD else ROW_PICTURE
    return render_component(
        "news_lead" if shape == LEAD else "news_row",
        title=page.title,
        href=address_of(page),
        lead=page.lead,
        category=page.get_category_display(),
        date=page.first_published_at,
        image=size_of(page.picture, spec) if page.picture else None,
        heading=_HEADINGS[shape],
        badges=badges(page),
        source=page.on_behalf_of,
    )


def drawn_elsewhere(news: NewsElsewhere) -> SafeString:
    """A headline of another site as a row, with whose it is."""
    values: dict[str, Any] = {
        "title": news.title,
        "href": news.url,
        "date": localdate(news.when),
        "source": news.site,
    }
    return kept_drawing("intranet.elsewhere", values, lambda: render_component("news_row", **values))


def badges(page: NewsPage) -> list[dict[str, str]]:
    """What is to be known of the news before it is opened."""
    found = []
    if page.must_read:
        found.append({"text": gettext("Ska läsas"), "tone": "warning"})
    if page.correction:
        found.append({"text": gettext("Rättad"), "tone": "info"})
    if page.scope == NewsScope.GROUP:
        found.append({"text": gettext("Koncernen"), "tone": "neutral"})
    return found
