"""Where the browser goes after a form: back to the page it stood on, never to another site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address the form named, when it is one of this site.

    Args:
        request: whose POST may hold `till`.
        otherwise: where to go without it.
    """
    wanted = request.POST.get("till", "")
    is_own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_own else otherwise
