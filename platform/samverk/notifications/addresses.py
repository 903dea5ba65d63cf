"""Signed addresses that letters carry: the way out of them, and the envelope a mail server sends bounces to."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature
from django.utils.crypto import constant_time_compare, salted_hmac

from tenants.queries import active_schema

_ENVELOPE = re.compile(r"\+([0-9a-f]+)-([0-9a-f]+)-([0-9a-f]{20})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounced:
    """Which letter an envelope belongs to: the site's key and the letter's."""

    tenant_pk: int
    letter_pk: int


def unsubscribe_token(user_pk: int) -> str:
    """For a person's letters on the active site; opens nothing else, and nothing next door (law 5)."""
    return signing.dumps(user_pk, salt=_salt())


def user_of_token(token: str) -> int | None:
    """Whose letters; None where the token is not ours."""
    try:
        found = signing.loads(token, salt=_salt())
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def _salt() -> str:
    return f"samverk.notifications.unsubscribe:{active_schema()}"


def envelope_sender(*, tenant_pk: int, letter_pk: int) -> str:
    """The address a letter is sent from (VERP): what comes back to it tells which letter, and cannot be made up."""
    name, _at, domain = sender_address().partition("@")
    return f"{name}+{tenant_pk:x}-{letter_pk:x}-{_signed(tenant_pk, letter_pk)}@{domain}"


def sender_address() -> str:
    """The house's own address, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def letter_of_envelope(address: str) -> Bounced | None:
    """Which letter; None where nobody of ours has signed it. Mail servers may have changed the case."""
    found = _ENVELOPE.search(address)
    if found is None:
        return None
    tenant_pk, letter_pk = int(found[1], 16), int(found[2], 16)
    if not constant_time_compare(found[3].lower(), _signed(tenant_pk, letter_pk)):
        return None
    return Bounced(tenant_pk=tenant_pk, letter_pk=letter_pk)


def _signed(tenant_pk: int, letter_pk: int) -> str:
    mac = salted_hmac("samverk.notifications.envelope", f"{tenant_pk}:{letter_pk}", algorithm="sha256")
    return mac.hexdigest()[:20]
