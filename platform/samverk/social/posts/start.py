"""The feed on pages of other rooms: the start page, and those of units."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samverk.identity.access import is_internal, is_person
from samverk.kernel import clock
from samverk.kernel.subjects import Subject
from samverk.social.posts.access import my_places
from samverk.social.posts.cards import cards
from samverk.social.posts.foot import Page
from samverk.social.posts.queries import feed_page, labels_of, unit_lines

#: So many posts stand on the start page; the feed is a click away.
ON_START = 6


def newest_of(request: HttpRequest, subject: Subject) -> str:
    """The newest posts of a unit as markup for its page; nothing for who does not work there."""
    user = request.user
    if not is_person(user) or not (lines := unit_lines(viewer=user, unit=subject.ref.key)):
        return ""
    page = Page(request.path, get_token(request))
    context = {"cards": cards(lines, viewer=user, labels={}, heading="h3", page=page), "page": page}
    return render_to_string("social_posts/_newest.html", context, request)


def start_feed(request: HttpRequest) -> dict[str, object] | None:
    """The newest posts; two queries and one for their figures. Nothing for guests."""
    user = request.user
    if not (is_person(user) and is_internal(user)):
        return None
    lines = feed_page(viewer=user, count=ON_START).lines
    labels = labels_of(my_places(user, clock.today()))
    page = Page(request.path, get_token(request))
    shown = cards(lines, viewer=user, labels=labels, heading="h3", page=page)
    items = SafeString("".join(card.item for card in shown))  # nosec B703 - each is markup
    holes = {"items": items, "token": page.csrf, "path": page.path}
    return {"any": bool(shown), "holes": holes}
