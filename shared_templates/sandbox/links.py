"""The way from the model into its sandbox, for pages at the model."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from tenants.queries import url_on


def way_in(request: HttpRequest, host: str, *, part: str, path: str = "/") -> str:
    """An address that opens a page of the sandbox as one of the made-up persons.

    Args:
        request: where the tester is now.
        host: of the sandbox.
        part: one of `standing_in.PARTS`.
        path: of the page there.
    """
    query = urlencode({"som": part, "next": path})
    return url_on(request=request, host=host, path=f"{reverse('sandbox:set_out')}?{query}")
