"""The feed on the start page."""

from django.http import HttpRequest
from django.middleware.csrf import get_token

from samverk.identity.access import is_internal, is_person
from samverk.kernel import clock
from samverk.social.posts.access import my_places
from samverk.social.posts.cards import cards
from samverk.social.posts.foot import Page
from samverk.social.posts.queries import feed_page, labels_of


def start_feed(request: HttpRequest) -> dict[str, object] | None:
    """The newest posts; two queries and one for their figures. Nothing for guests."""
    user = request.user
    if not (is_person(user) and is_internal(user)):
        return None
    lines = feed_page(viewer=user).lines
    labels = labels_of(my_places(user, clock.today()))
    page = Page(request.path, get_token(request))
    return {"cards": cards(lines, viewer=user, labels=labels, heading="h3", page=page), "page": page}
