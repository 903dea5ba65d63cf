"""The button beside what a search has found."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse

from samverk.identity.access import is_person
from samverk.kernel.kept_html import kept_html
from samverk.search.queries import can_be_followed, tidy
from samverk.social.searches.queries import followed_like
from samverk.social.searches.subject import KIND


def drawn_button(request: HttpRequest, text: str, kind: str) -> str:
    """Follow the search, or stop; nothing for kinds of things that are never published. One query."""
    if not is_person(request.user) or request.user.is_support or not can_be_followed(kind):
        return ""
    followed = followed_like(user=request.user, text=text, kind=kind)
    address = reverse("following:change", args=[KIND, followed]) if followed else reverse("searches:follow")
    # The words fill a hole: what somebody looks for is kept nowhere (LAW-12).
    holes = {"address": address, "text": tidy(text), "back": request.get_full_path(), "token": get_token(request)}
    return kept_html("searches/_button.html", {"follows": followed is not None, "kind": kind}, holes)
