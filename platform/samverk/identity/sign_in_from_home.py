"""On a cooperation site one comes in through one's own municipality."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samverk.identity.providers import SignInWay
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.queries import open_tenants


def home_ways(request: HttpRequest, next_url: str) -> list[SignInWay]:
    """One button per municipality; only on cooperation and template sites."""
    if tenant_of(request).kind not in {Kind.COOPERATION, Kind.TEMPLATE}:
        return []
    return [
        SignInWay(
            label=_("Logga in via %(municipality)s") % {"municipality": home.official_name},
            url=reverse("identity:set_out", args=[home.slug]) + "?" + urlencode({"next": next_url}),
        )
        for home in open_tenants().filter(kind=Kind.MUNICIPALITY).order_by("name")
    ]
