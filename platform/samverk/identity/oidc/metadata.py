"""What a provider tells of itself (OpenID Connect Discovery 1.0): fetched, checked, kept for a day."""

import logging
from datetime import datetime, timedelta
from typing import Any

from samverk.identity.oidc.fetch import ProviderDown, fetch, is_allowed
from samverk.identity.oidc.models import Provider
from tenants.site_context import operator_site

log = logging.getLogger("samverk.identity.oidc")
FRESH = timedelta(days=1)
#: While the provider does not answer, what it said before is believed this long.
STALE = timedelta(days=7)
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL = ("userinfo_endpoint", "end_session_endpoint")


def discover(issuer: str) -> dict[str, Any]:
    """The discovery document of an issuer.

    Raises:
        ProviderDown: when there is none, or it is another issuer's or leads outside https.
    """
    answer = fetch(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if answer.status != 200:
        raise ProviderDown(f"discovery answers {answer.status}")
    document = answer.json()
    # Core 3.1.3.7 and RFC 9207 rest on this being exactly the issuer we were told of.
    if document.get("issuer") != issuer:
        raise ProviderDown("discovery is another issuer's")
    for name in NEEDED:
        if not isinstance(document.get(name), str) or not is_allowed(document[name]):
            raise ProviderDown(f"discovery lacks a usable {name}")
    for name in OPTIONAL:
        if document.get(name) and not (isinstance(document[name], str) and is_allowed(document[name])):
            document.pop(name)
    if "code" not in _list(document.get("response_types_supported", ["code"])):
        raise ProviderDown("the provider does not offer the code flow")
    methods = document.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in _list(methods):
        raise ProviderDown("the provider does not offer PKCE with S256")
    return document


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def ensure_fresh(provider: Provider, *, now: datetime) -> Provider:
    """The same provider with metadata at most a day old; older only while it does not answer.

    Raises:
        ProviderDown: when nothing usable is known.
    """
    if provider.metadata and provider.metadata_at and now - provider.metadata_at < FRESH:
        return provider
    try:
        document = discover(provider.issuer)
    except ProviderDown as error:
        if provider.metadata and provider.metadata_at and now - provider.metadata_at < STALE:
            log.warning(
                "Discovery failed; using what the provider said before",
                extra={"provider": provider.key, "detail": error.detail},
            )
            return provider
        raise
    provider.metadata, provider.metadata_at = document, now
    with operator_site():
        Provider.objects.filter(pk=provider.pk).update(metadata=document, metadata_at=now)
    return provider
