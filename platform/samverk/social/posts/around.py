"""What stands around a post on its own page: following it, and the discussion."""

from django.http import HttpRequest

from samverk.kernel.subjects import Subject
from samverk.social.following.context import follow_button
from samverk.social.talk.context import discussion


def around(request: HttpRequest, subject: Subject) -> dict[str, object]:
    """Template variables for the post's page; the page has asked for the right."""
    return {**follow_button(request, subject), **discussion(request, subject)}
