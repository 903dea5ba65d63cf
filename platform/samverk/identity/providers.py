"""Ways to sign in, beside the local form: the seam for OpenID Connect.

A way is offered by registering here; the sign-in page lists what `offers` returns for the site.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class SignInWay:
    """One button on the sign-in page.

    Attributes:
        label: what the person reads.
        url: where it leads.
        primary: the site's own usual way; stands before the form for local accounts.
    """

    label: str
    url: str
    primary: bool = False


sign_in_ways: "Registry[Callable[[HttpRequest, str], list[SignInWay]]]" = Registry("ways to sign in")


#: (request) → where to go after signing out, or empty: asked before the session ends.
ways_out: "Registry[Callable[[HttpRequest], str]]" = Registry("where signing out leads")


def way_out_for(request: HttpRequest) -> str:
    """The first answer of those who know where the session came from."""
    return next((address for way in ways_out.values() if (address := way(request))), "")


def ways_for(request: HttpRequest, next_url: str) -> list[SignInWay]:
    """All buttons for this site."""
    return [way for offers in sign_in_ways.values() for way in offers(request, next_url)]
