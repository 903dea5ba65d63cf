"""One attempt to sign in, from the button to the answer: kept in the session of the browser that began it."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from mozilla_django_oidc.utils import generate_code_challenge

from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused

SLOT = "oidc_attempts"
MAX_OPEN = 8
MAX_SECONDS = 600
SIGN_IN, STEP_UP, LINK, INVITATION = "sign_in", "step_up", "link", "invitation"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What we must remember to judge the answer.

    Attributes:
        provider_key: whom we asked; an answer that comes to another provider's address is a mix-up.
        purpose: sign in, step up, link, or accept an invitation.
        nonce, verifier: secrets of this attempt.
        next_url: where the person was heading.
        began: seconds since the epoch.
        level: demanded level of assurance, 0 for none.
        max_age: demanded freshness in seconds, or None.
        person: uuid of who must come back, for step-up and link.
        sent_on: another site sent the person here, once.
        invitation: digest of the link that a guest accepts.
    """

    provider_key: str
    purpose: str
    nonce: str
    verifier: str
    next_url: str
    began: float
    level: int = 0
    max_age: int | None = None
    person: str = ""
    sent_on: bool = False
    invitation: str = ""


def callback_url(request: HttpRequest, provider: Provider) -> str:
    """The one address answers of this provider come to on this site."""
    return request.build_absolute_uri(reverse("oidc:answer", args=[provider.key]))


def begin(
    *,
    request: HttpRequest,
    provider: Provider,
    now: datetime,
    next_url: str,
    purpose: str = SIGN_IN,
    level: int = 0,
    acr_values: tuple[str, ...] = (),
    max_age: int | None = None,
    prompt: str = "",
    person: str = "",
    sent_on: bool = False,
    invitation: str = "",
) -> str:
    """Remember a new attempt in the browser's session; returns the address to send the browser to."""
    state = secrets.token_urlsafe(32)
    attempt = Attempt(
        provider_key=provider.key,
        purpose=purpose,
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
        next_url=next_url,
        began=now.timestamp(),
        level=level,
        max_age=max_age,
        person=person,
        sent_on=sent_on,
        invitation=invitation,
    )
    open_ones: dict[str, Any] = request.session.get(SLOT, {})
    newest = sorted(open_ones.items(), key=lambda pair: pair[1]["began"])[-(MAX_OPEN - 1) :]
    request.session[SLOT] = {**dict(newest), state: asdict(attempt)}
    question = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": callback_url(request, provider),
        "scope": provider.scopes,
        "state": state,
        "nonce": attempt.nonce,
        "code_challenge": generate_code_challenge(attempt.verifier, "S256"),
        "code_challenge_method": "S256",
        "ui_locales": "sv en",
    }
    if acr_values:
        question["acr_values"] = " ".join(acr_values)
    if max_age is not None:
        question["max_age"] = str(max_age)
    if prompt:
        question["prompt"] = prompt
    address = provider.endpoint("authorization_endpoint")
    return address + ("&" if urlsplit(address).query else "?") + urlencode(question)


def take(*, request: HttpRequest, provider: Provider, now: datetime) -> Attempt:
    """The attempt an answer belongs to; it is forgotten at once, so that an answer counts once.

    Raises:
        Refused: when this browser began no such attempt, it is too old, or the answer is another provider's.
    """
    state = request.GET.get("state", "")
    open_ones: dict[str, Any] = request.session.get(SLOT, {})
    found = open_ones.pop(state, None)
    if found is None:
        raise Refused("attempt", "no such attempt in this browser: late, repeated or forged")
    # Written before the provider is asked: a second answer with the same state finds nothing while we wait.
    request.session[SLOT] = open_ones
    request.session.save()
    attempt = Attempt(**found)
    if now.timestamp() - attempt.began > MAX_SECONDS:
        raise Refused("attempt", "the attempt is too old")
    if attempt.provider_key != provider.key:
        raise Refused("mix_up", "the answer came to another provider's address than was asked")
    issuer = request.GET.get("iss")
    demanded = provider.told("authorization_response_iss_parameter_supported") is True
    if (issuer is not None or demanded) and issuer != provider.issuer:
        raise Refused("mix_up", "the answer names another issuer (RFC 9207)")
    return attempt
