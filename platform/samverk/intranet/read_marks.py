"""Which news the reader has opened, kept in the reader's own browser and nowhere else.

Read news sink on the start page. The house keeps no register of who has read what (LAW-12): a cookie with a few numbers
does, and the marks of whoever signed in before on the same computer do not count.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samverk.identity.access import is_person

#: As many as fit on some start pages.
REMEMBERED = 60
SECONDS = 90 * 24 * 3600


def _name() -> str:
    return "__Host-samverk-read" if settings.SESSION_COOKIE_SECURE else "samverk-read"


def _whose(request: HttpRequest) -> str:
    return request.user.uuid.hex[:12] if is_person(request.user) else ""


def marks(request: HttpRequest) -> list[int]:
    """Keys of the news this person has opened in this browser, latest first."""
    whose, _dot, numbers = request.COOKIES.get(_name(), "").partition(".")
    if not whose or whose != _whose(request):
        return []
    return [int(number) for number in numbers.split(".")[:REMEMBERED] if number.isdecimal() and len(number) < 12]


def remember_read(request: HttpRequest, response: Any, pk: int) -> Any:
    """The response, with the mark when it is new."""
    known = marks(request)
    if _whose(request) and pk not in known and not getattr(request, "is_preview", False):
        value = ".".join([_whose(request), *(str(number) for number in [pk, *known][:REMEMBERED])])
        response.set_cookie(
            _name(), value, max_age=SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response
