"""The provider's keys: kept an hour, fetched again once for a key nobody has seen, never more than once a minute."""

import logging
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.db.models import Q

from samverk.identity.oidc.fetch import ProviderDown, fetch
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused
from tenants.site_context import operator_site

log = logging.getLogger("samverk.identity.oidc")
FRESH = timedelta(hours=1)
STALE = timedelta(days=1)
PAUSE = timedelta(seconds=60)
#: Signatures with a public key only: `none` and HS* would let anybody who knows the public key sign (RFC 8725, 3.1).
ALGORITHMS = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
}  # fmt: skip


def allowed_algorithms(provider: Provider) -> set[str]:
    """What we accept of what the provider says it signs with; RS256 when it says nothing."""
    told = provider.told("id_token_signing_alg_values_supported")
    offered = {item for item in told if isinstance(item, str)} if isinstance(told, list) else {"RS256"}
    return offered & set(ALGORITHMS)


def signing_key(*, provider: Provider, algorithm: str, kid: str | None, now: datetime) -> Any:
    """The public key that a signature must fit.

    Args:
        provider: its keys are refreshed in place when they are old or lack the one asked for.
        algorithm: already found on the list of allowed ones.
        kid: the key's id from the token's header, if any.
        now: the moment.

    Raises:
        Refused: when there is no such key.
        ProviderDown: when the keys cannot be had at all.
    """
    if not provider.keys or provider.keys_at is None or now - provider.keys_at > FRESH:
        _refresh_old(provider, now=now)
    found = _pick(provider, algorithm, kid)
    if found is None and _may_ask_again(provider, now=now):
        _refresh(provider, now=now)
        found = _pick(provider, algorithm, kid)
    if found is None:
        raise Refused("bad_token", "signed with a key the provider does not publish")
    try:
        key = jwt.PyJWK(found, algorithm=algorithm).key
    except jwt.PyJWTError as error:
        raise Refused("bad_token", "the provider's key cannot be read") from error
    if isinstance(key, RSAPublicKey) and key.key_size < 2048:
        raise Refused("bad_token", "the provider's key is too short")
    return key


def _pick(provider: Provider, algorithm: str, kid: str | None) -> dict[str, Any] | None:
    fitting = [
        key
        for key in provider.keys
        if key.get("kty") == ALGORITHMS[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    # Without an id only a single candidate is no guess (Core 10.1).
    return fitting[0] if fitting and (kid is not None or len(fitting) == 1) else None


def _refresh_old(provider: Provider, *, now: datetime) -> None:
    try:
        _refresh(provider, now=now)
    except ProviderDown as error:
        if not provider.keys or provider.keys_at is None or now - provider.keys_at > STALE:
            raise
        log.warning("Keys could not be fetched", extra={"provider": provider.key, "detail": error.detail})


def _may_ask_again(provider: Provider, *, now: datetime) -> bool:
    """One process a minute wins: anybody can send a token with an invented key."""
    with operator_site():
        return bool(
            Provider.objects.filter(Q(keys_asked_at=None) | Q(keys_asked_at__lt=now - PAUSE), pk=provider.pk).update(
                keys_asked_at=now
            )
        )


def _refresh(provider: Provider, *, now: datetime) -> None:
    answer = fetch(provider.endpoint("jwks_uri"), accept="application/jwk-set+json, application/json")
    if answer.status != 200:
        raise ProviderDown(f"the keys' address answers {answer.status}")
    listed = answer.json().get("keys")
    if not isinstance(listed, list):
        raise ProviderDown("the keys' address lists no keys")
    # Symmetric keys have no business in a public list and would be a way back to HS256.
    keys = [key for key in listed if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"}][:50]
    provider.keys, provider.keys_at = keys, now
    with operator_site():
        Provider.objects.filter(pk=provider.pk).update(keys=keys, keys_at=now)
