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
from samverk.social.posts.models import PostKind
from samverk.social.posts.places import SITE
from samverk.social.posts.refs import PERSON

#: What the feed's address calls it.
ASKED = "fraga"


def drawn_button(request: HttpRequest, subject: Subject) -> str:
    """Where they have said that one may ask; one query, and none on one's own page."""
    user = request.user
    if not (is_person(user) and is_internal(user)) or user.is_support or user.pk in subject.owners:
        return ""
    [whom] = subject.owners
    if not can_be_asked(viewer=user, user=whom, day=clock.today()):
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
    return {"text": f"@{subject.title} ", "kind": PostKind.QUESTION.value, "place": SITE, "asked": subject.title}
