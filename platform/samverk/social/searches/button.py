"""The button beside what a search has found."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from samverk.identity.access import is_person
from samverk.search.queries import can_be_followed, tidy
from samverk.social.searches.queries import search_like
from samverk.social.searches.subject import KIND


def drawn_button(request: HttpRequest, text: str, kind: str) -> str:
    """Follow the search, or stop; nothing for kinds of things that are never published. One query."""
    if not is_person(request.user) or request.user.is_support or not can_be_followed(kind):
        return ""
    context = {
        "text": tidy(text),
        "kind": kind,
        "subject_kind": KIND,
        "followed": search_like(user=request.user, text=text, kind=kind),
        "back": request.get_full_path(),
    }
    return render_to_string("searches/_button.html", context, request)
