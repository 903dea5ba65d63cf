"""An address of a library that we do not offer."""

from django.http import Http404, HttpRequest, HttpResponse


def not_here(request: HttpRequest) -> HttpResponse:
    """As if the address did not exist.

    Raises:
        Http404: always.
    """
    raise Http404
