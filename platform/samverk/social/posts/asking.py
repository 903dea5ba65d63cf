"""From a person's page to a question that mentions them (PF-22)."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, is_visible, subject_of
from samverk.people.profiles.asking import can_be_asked
from samverk.social.posts.access import writable_places
from samverk.social.posts.models import PostKind
from samverk.social.posts.places import source_of
from samverk.social.posts.refs import PERSON

#: What the feed's address calls it.
ASKED = "fraga"


def drawn_button(request: HttpRequest, subject: Subject) -> str:
    """For somebody who has said that one may ask, and would read it; two queries mostly."""
    user = request.user
    if not (is_person(user) and is_internal(user)) or user.is_support:
        return ""
    [whom] = subject.owners
    if not _place_of_both(user, whom):
        return ""
    url = f"{reverse('posts:feed')}?{urlencode({ASKED: subject.ref.key})}#skriv"
    return render_to_string("social_posts/_ask.html", {"url": url, "name": subject.title})


def begun_question(*, viewer: User, key: str) -> dict[str, str]:
    """Fields of a form for a question to somebody; empty for who may not be seen, or has not said that one may ask.

    Args:
        viewer: who asks.
        key: of the person, as the address has it.
    """
    ref = Ref(PERSON, key)
    subject = subject_of(ref) if is_visible(viewer, ref) else None
    if subject is None or not can_be_asked(viewer=viewer, user=subject.owners[0], day=clock.today()):
        return {}
    place = _place_of_both(viewer, subject.owners[0])
    if not place:
        return {}
    return {"text": f"@{subject.title} ", "kind": PostKind.QUESTION.value, "place": place, "asked": subject.title}


def _place_of_both(viewer: User, whom: int) -> str:
    """The widest place where the one may write and the other reads; a company's people have other places (TN-04)."""
    for place in reversed(writable_places(viewer, clock.today())):
        source = source_of(place.key)
        if source is not None and source.readers(place.key).filter(pk=whom).exists():
            return place.key
    return ""
