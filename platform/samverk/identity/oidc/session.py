"""What a session knows of how it began. No token is ever kept: nothing needs one, and they hold personal data."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

SLOT = "oidc"
PENDING = "oidc_pending_link"
#: How long ago a sign-in may be to count as proof when identities are linked.
FRESH_SECONDS = 600


def remember(
    *, request: HttpRequest, provider_key: str, assurance: int, proved_at: datetime, auth_time: float | None
) -> None:
    """Write down by whom, how strongly and when the session was proved."""
    request.session[SLOT] = {
        "provider": provider_key,
        "assurance": assurance,
        "proved_at": proved_at.timestamp(),
        "auth_time": auth_time,
    }


def _facts(request: HttpRequest) -> dict[str, Any]:
    facts = request.session.get(SLOT)
    return facts if isinstance(facts, dict) else {}


def provider_of(request: HttpRequest) -> str:
    """Key of the provider that proved the session; empty for a local account or a handoff."""
    return str(_facts(request).get("provider", ""))


def assurance_of(request: HttpRequest) -> int:
    """Level of assurance of the session; 1 for whatever did not tell more."""
    return int(_facts(request).get("assurance", 1))


def age_of(request: HttpRequest, *, now: datetime) -> float:
    """Seconds since the person last proved who they are; infinite when nobody said."""
    facts = _facts(request)
    moment = facts.get("auth_time") or facts.get("proved_at")
    return now.timestamp() - float(moment) if moment else float("inf")


def is_fresh_proof(request: HttpRequest, *, now: datetime) -> bool:
    """Did the provider prove the session within the last ten minutes."""
    proved_at = _facts(request).get("proved_at")
    return proved_at is not None and now.timestamp() - float(proved_at) <= FRESH_SECONDS
