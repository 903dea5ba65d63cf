"""Ways to sign in, beside the local form: the seam for OpenID Connect.

A way is offered by registering here; the sign-in page lists what `offers` returns for the site.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class SignInWay:
    """One button on the sign-in page."""

    label: str
    url: str


sign_in_ways: "Registry[Callable[[HttpRequest, str], list[SignInWay]]]" = Registry("ways to sign in")


def ways_for(request: HttpRequest, next_url: str) -> list[SignInWay]:
    """All buttons for this site."""
    return [way for offers in sign_in_ways.values() for way in offers(request, next_url)]
