"""Who may speak SCIM here."""

from datetime import datetime, timedelta

from samverk.identity.scim.models import ScimToken
from samverk.identity.scim.models.token import token_digest
from samverk.identity.throttle import check_attempt, count_failure

#: How often a token's last use is written down: not at every request.
USED_EVERY = timedelta(minutes=5)


class BadToken(Exception):
    """None, unknown here, revoked or expired: which one is not told."""


def require_token(*, authorization: str, address: str, now: datetime) -> ScimToken:
    """The open token of this site in an Authorization header.

    Only failures are counted, by address: somebody who guesses is stopped, and cannot by that stop the directory
    service itself, whose token is right.

    Raises:
        BadToken: when there is none.
        TooManyAttempts: when the address has shown too many bad ones.
    """
    scheme, _, sent = authorization.partition(" ")
    found = None
    if scheme.lower() == "bearer" and sent.strip():
        found = ScimToken.objects.filter(token_hash=token_digest(sent.strip())).first()
    if found is None or not found.is_open(now):
        check_attempt(username=f"scim {address}", address=address)
        count_failure(username=f"scim {address}", address=address)
        raise BadToken
    if found.last_used_at is None or now - found.last_used_at > USED_EVERY:
        ScimToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found
