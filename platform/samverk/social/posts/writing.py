"""The form on top of the feed, with what the person had begun; and the text of somebody who was signed out."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.social.posts.access import OFFICIAL, writable_places
from samverk.social.posts.asking import ASKED, begun_question
from samverk.social.posts.forms import PostForm
from samverk.social.posts.places import SITE, Place
from samverk.social.posts.queries import counted, draft_of
from tenants.queries import active_schema

#: A form that has lain open longer than this is signed out for good.
FORM_HOURS = 24


def post_form(
    request: HttpRequest, user: User, *, data: Any = None, files: Any = None, going_on: QueryDict | None = None
) -> PostForm | None:
    """The form, filled with what was sent or begun; None for who may write nowhere.

    Args:
        request: of the page.
        user: who writes.
        data, files: what was sent, or None.
        going_on: what was sent by a button that publishes nothing: it stands there again, and is not judged yet.
    """
    places = writable_places(user, clock.today())
    if not places or user.is_support:
        return None
    counts = counted(places)
    initial: dict[str, Any] = {"writer": _seal(user)}
    if going_on is not None:
        initial |= {name: value for name, value in going_on.dict().items() if name != "writer"}
    elif data is None:
        begun = draft_of(user=user)
        if begun.get("place") not in {place.key for place in places}:
            begun.pop("place", None)
        initial |= begun
        question = begun_question(viewer=user, key=request.GET[ASKED]) if request.GET.get(ASKED) else {}
        if question:
            # What the person had begun before stays; nothing typed is lost.
            text = begun.get("text", "")
            if question["text"].strip() not in text:
                text = "\n\n".join(filter(None, (text, question["text"])))
            initial |= {**question, **begun, "text": text}
    return PostForm(
        data,
        files,
        places=[(place.key, audience(place, counts.get(place.key, 0))) for place in places],
        may_mark=user.has_perm(OFFICIAL),
        initial=initial,
    )


def audience(place: Place, count: int) -> str:
    """Who will read, in words: "Alla i Hemtjänst norr, 23 personer"."""
    people = ngettext("%(count)s person", "%(count)s personer", count) % {"count": f"{count:,}".replace(",", "\u00a0")}
    if place.key == SITE:
        return _("Alla på webbplatsen, %(people)s") % {"people": people}
    return _("Alla i %(place)s, %(people)s") % {"place": place.label, "people": people}


def _salt() -> str:
    return f"samverk.posts.writer:{active_schema()}"


def _seal(user: User) -> str:
    return signing.dumps(user.pk, salt=_salt())


def writer_of(sealed: str) -> int | None:
    """Key of the user the form was made for, or None: not ours, another site's, or too old."""
    try:
        key = signing.loads(sealed, salt=_salt(), max_age=FORM_HOURS * 3600)
    except signing.BadSignature:
        return None
    return key if isinstance(key, int) else None
