"""This site's buttons on the sign-in page, and the way out."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samverk.identity.oidc.queries import link_here, open_links_here
from samverk.identity.oidc.session import provider_of
from samverk.identity.providers import SignInWay
from tenants.middleware import tenant_of


def provider_ways(request: HttpRequest, next_url: str) -> list[SignInWay]:
    """One button per provider of this site; one query."""
    if tenant_of(request).is_operator:
        return []
    return [
        SignInWay(
            label=link.label or _("Logga in med %(provider)s") % {"provider": link.provider.name},
            url=reverse("oidc:start", args=[link.provider.key]) + "?" + urlencode({"next": next_url}),
            primary=True,
        )
        for link in open_links_here()
    ]


def way_out(request: HttpRequest) -> str:
    """Where signing out leads when the session began at a provider that can be signed out from; else empty."""
    key = provider_of(request)
    link = link_here(key, also_paused=True) if key else None
    if link is None or not link.provider.endpoint("end_session_endpoint"):
        return ""
    return reverse("oidc:signed_out", args=[key])
