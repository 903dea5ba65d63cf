"""An article as one reader meets it: the text kept per version, and what is the reader's own around it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from samverk.identity.access import is_internal
from samverk.intranet.must_read.access import is_asked, may_see_report
from samverk.intranet.must_read.queries import has_confirmed
from samverk.intranet.queries import address_of
from samverk.intranet.site_settings import COMMENTS
from samverk.intranet.subjects import is_commentable, ref_of
from samverk.intranet.targeting.own import nearest, own_targets
from samverk.kernel.near_cache import keep_values, near_values
from samverk.kernel.subjects import Subject
from samverk.social.following.context import follow_button
from samverk.social.talk.context import discussion
from tenants.settings.queries import value

if TYPE_CHECKING:
    from wagtail.models import Page

    from samverk.intranet.models import NewsPage

#: A page that the text links to may move; within so long the link follows.
KEPT_SECONDS = 600


def article_context(request: HttpRequest, page: "NewsPage") -> dict[str, object]:
    """What the template needs beside the page; a query each for the picture and the body the first time only."""
    reader = request.user
    asked = bool(page.must_read) and is_asked(reader, page)
    return {
        "article": _article(request, page),
        "why": nearest(page.targets, own_targets(reader))[1] if page.targets and is_internal(reader) else "",
        "archived": page.is_archived(),
        "successor": _successor(page),
        "asked": asked,
        "sees_report": may_see_report(user=reader, page=page),
        "confirmed": asked and has_confirmed(user=reader, page=page),
        **talk_context(request, page, commentable=is_commentable(page)),
    }


def talk_context(request: HttpRequest, page: "Page", *, commentable: bool) -> dict[str, object]:
    """What is said about the page, and the button to follow it; nothing for what is not out. Four queries or five.

    Args:
        request: of the page.
        page: whose rights have been asked.
        commentable: may those who see it comment it; what was said before is read in any case, unless the site has
            turned comments off.
    """
    if getattr(request, "is_preview", False) or not page.live:
        return {}
    subject = Subject(
        ref=ref_of(page.pk),
        title=page.title,
        url=address_of(page),
        owners=(page.owner_id,) if page.owner_id else (),
        commentable=commentable,
    )
    talk = discussion(request, subject) if value(COMMENTS) else {}
    return {**talk, **follow_button(request, subject, follows=bool(talk["follows"]) if talk else None)}


def _article(request: HttpRequest, page: "NewsPage") -> SafeString:
    """Picture and text. What everybody who may read it sees alike is kept; a preview never is."""
    if getattr(request, "is_preview", False) or not page.live or page.last_published_at is None:
        return _drawn(page)
    key = f"intranet:article:{page.pk}:{int(page.last_published_at.timestamp() * 1000)}:{get_language()}"
    known: str | None = near_values([key]).get(key)
    if known is None:
        known = str(_drawn(page))
        keep_values({key: known}, KEPT_SECONDS)
    return mark_safe(known)  # noqa: S308 # nosec B308 B703 - our own template's output


def _drawn(page: "NewsPage") -> SafeString:
    return render_to_string("intranet/_article.html", {"page": page})


def _successor(page: "NewsPage") -> dict[str, str] | None:
    """The page to read instead, when it is out; its own gates are asked when it is opened."""
    if not page.is_archived() or page.replaced_by is None or not page.replaced_by.live:
        return None
    return {"title": page.replaced_by.title, "url": address_of(page.replaced_by)}
