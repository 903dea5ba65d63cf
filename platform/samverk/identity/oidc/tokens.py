"""Tokens, read with suspicion: each check on its own line with the reason it fails for (Core 3.1.3.7, RFC 8725)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt

from samverk.identity.oidc.keys import allowed_algorithms, signing_key
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused

LEEWAY = 60
LOGOUT_AGE = 300
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
MAX_LENGTH = 65_536


def _bad(detail: str) -> Refused:
    return Refused("bad_token", detail)


def read_signed(*, provider: Provider, token: object, types: set[str], now: datetime) -> tuple[str, dict[str, Any]]:
    """Verify a signature; returns the algorithm and the claims, of which nothing else is checked yet.

    Raises:
        Refused: when it is no token of the right type signed with one of the provider's keys.
    """
    if not isinstance(token, str) or token.count(".") != 2 or len(token) > MAX_LENGTH:
        raise _bad("not a signed token")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise _bad("the header cannot be read") from error
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in allowed_algorithms(provider):
        raise _bad("the signature's algorithm is not one we accept")
    if "crit" in header:  # PyJWT reads some extensions; we use none
        raise _bad("the header demands what we do not know")
    if str(header.get("typ", "JWT")).lower().removeprefix("application/") not in types:
        raise _bad("a token of another type")
    if kid is not None and not isinstance(kid, str):
        raise _bad("the key's id is no text")
    key = signing_key(provider=provider, algorithm=algorithm, kid=kid, now=now)
    try:
        payload = jwt.PyJWS().decode(token, key, algorithms=[algorithm])
        claims = json.loads(payload)
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise _bad("the signature does not fit") from error
    if not isinstance(claims, dict):
        raise _bad("the claims are no object")
    return algorithm, claims


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _bad(f"{name} is no time")
    return float(value)


def _check_sender_and_receiver(provider: Provider, claims: Mapping[str, Any]) -> None:
    if claims.get("iss") != provider.issuer:
        raise _bad("iss is another issuer")
    audience = claims.get("aud")
    receivers = audience if isinstance(audience, list) else [audience]
    if provider.client_id not in receivers:
        raise _bad("aud is another client")
    # Other receivers are trusted only when the provider says that we asked (Core 3.1.3.7, 3–5).
    if len(receivers) > 1 and "azp" not in claims:
        raise _bad("several receivers and no azp")
    if "azp" in claims and claims["azp"] != provider.client_id:
        raise _bad("azp is another client")


def _check_times(claims: Mapping[str, Any], *, now: float, must_expire: bool) -> None:
    expires, issued, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
    if expires is None and must_expire:
        raise _bad("no exp")
    if expires is not None and expires <= now - LEEWAY:
        raise _bad("expired")
    if issued is None:
        raise _bad("no iat")
    if issued > now + LEEWAY:
        raise _bad("issued in the future")
    if begins is not None and begins > now + LEEWAY:
        raise _bad("not valid yet")


def _subject(claims: Mapping[str, Any]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255 or not subject.isprintable():
        raise _bad("no usable sub")
    return subject


def _half_hash(algorithm: str, text: str) -> str:
    size = {"256": hashlib.sha256, "384": hashlib.sha384}.get(algorithm[-3:], hashlib.sha512)
    digest = size(text.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def read_id_token(
    *, provider: Provider, token: object, nonce: str, access_token: str, max_age: int | None, now: datetime
) -> dict[str, Any]:
    """The claims of an id_token that was made by this provider, for us, now, for this very attempt.

    Args:
        provider: who must have made it.
        token: as it came.
        nonce: what we sent with this attempt.
        access_token: came beside it; checked against at_hash.
        max_age: when we demanded a fresh sign-in, how fresh in seconds.
        now: the moment.

    Raises:
        Refused: for the first thing that is wrong.
    """
    algorithm, claims = read_signed(provider=provider, token=token, types={"jwt", "id_token+jwt"}, now=now)
    moment = now.timestamp()
    _check_sender_and_receiver(provider, claims)
    _check_times(claims, now=moment, must_expire=True)
    _subject(claims)
    sent = claims.get("nonce")
    if not isinstance(sent, str) or not nonce or not hmac.compare_digest(sent.encode(), nonce.encode()):
        raise _bad("nonce is another attempt's")
    if "at_hash" in claims and claims["at_hash"] != _half_hash(algorithm, access_token):
        raise _bad("at_hash does not fit the access token")
    if max_age is not None:
        signed_in = _moment(claims, "auth_time")
        if signed_in is None:
            raise _bad("no auth_time although a fresh sign-in was demanded")
        if signed_in < moment - max_age - LEEWAY:
            raise _bad("the sign-in is older than demanded")
    return claims


def read_userinfo(*, provider: Provider, token: object, now: datetime) -> dict[str, Any]:
    """The claims of a signed userinfo answer (Core 5.3.2; the Swedish profile allows it).

    Raises:
        Refused: when it is not this provider's, or not for us.
    """
    _algorithm, claims = read_signed(provider=provider, token=token, types={"jwt", "userinfo+jwt"}, now=now)
    _check_sender_and_receiver(provider, claims)
    return claims


def read_logout_token(*, provider: Provider, token: object, now: datetime) -> dict[str, Any]:
    """The claims of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).

    Raises:
        Refused: when it is not one, not this provider's, not for us, or not fresh.
    """
    _algorithm, claims = read_signed(provider=provider, token=token, types={"jwt", "logout+jwt"}, now=now)
    _check_sender_and_receiver(provider, claims)
    _check_times(claims, now=now.timestamp(), must_expire=False)
    if (_moment(claims, "iat") or 0) < now.timestamp() - LOGOUT_AGE:
        raise _bad("the logout token is old")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise _bad("not a logout event")
    if "nonce" in claims:
        raise _bad("an id_token used as a logout token")
    if not isinstance(claims.get("jti"), str) or not claims["jti"]:
        raise _bad("no jti")
    if "sid" in claims and (not isinstance(claims["sid"], str) or not 1 <= len(claims["sid"]) <= 255):
        raise _bad("sid is no text")
    if "sub" in claims:
        _subject(claims)
    elif "sid" not in claims:
        raise _bad("neither sub nor sid")
    return claims
