"""Choosing whom a text mentions without a script: a search beside the text, and a button for each name it finds."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from samverk.identity.models import User
from samverk.social.talk.mentionables import Offered, offered

#: Buttons that send nothing: look at it first, search for a name, put a name into the text.
LOOK, SEARCH, ADD = "titta", "sok", "lagg_till"
#: What the key Enter presses: it searches when a name has been typed in the picker, and sends otherwise.
ENTER = "enter"
WORDS = "sok_text"


@dataclass(frozen=True, slots=True)
class Picker:
    """What `talk/_picker.html` draws.

    Attributes:
        words: what was searched for.
        offered: whom it found.
        chosen: names chosen before, as the form sends them.
    """

    words: str
    offered: list[Offered]
    chosen: list[str]


def looks(request: HttpRequest) -> bool:
    """Was the form sent by a button that shall publish nothing."""
    return LOOK in request.POST or ADD in request.POST or searches(request)


def searches(request: HttpRequest) -> bool:
    """Was a name searched for."""
    return SEARCH in request.POST or (ENTER in request.POST and bool(request.POST.get(WORDS, "").strip()))


def with_picked(request: HttpRequest) -> QueryDict:
    """What was posted, with the name that was pressed put at the end of the text."""
    kind, _colon, rest = request.POST.get(ADD, "").partition(":")
    number, _colon, name = rest.partition(":")
    if not number.isdecimal() or not name:
        return request.POST
    data = request.POST.copy()
    text = data.get("text", "").rstrip(" ")
    data["text"] = f"{text}{' ' if text and not text.endswith(chr(10)) else ''}@{name} "
    data.appendlist("namn", f"{kind}:{number}")
    return data


def picker(request: HttpRequest, user: User, *, posted: QueryDict | None = None) -> Picker:
    """The picker of this page; one query a kind when a name was searched for.

    Args:
        request: of the page.
        user: who writes.
        posted: what was sent, with what was picked.
    """
    words = request.POST.get(WORDS, "").strip() if searches(request) else ""
    return Picker(
        words=words,
        offered=offered(user, words) if words else [],
        chosen=(posted if posted is not None else request.POST).getlist("namn"),
    )
