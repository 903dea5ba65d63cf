"""Send a signed-in person on to another site."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from samverk.identity.directory.models import Handoff
from samverk.identity.directory.queries import memberships_of, person_key
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema

SALT = "samverk.identity.handoff"


class NotAMember(Exception):
    """The person does not belong to the site they want to go to."""


def digest(text: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(text.encode()).hexdigest()


def issue_handoff(*, actor: Actor, user: User, target_slug: str, browser_hash: str, now: datetime) -> str:
    """A signed token that opens `target_slug` once, for 30 seconds, in the browser that holds the nonce.

    Args:
        actor: the person, with address.
        user: the person on this site.
        target_slug: short name of the site to go to.
        browser_hash: SHA-256 of the nonce the target site put in the browser's cookie.
        now: the moment.

    Raises:
        NotAMember: when the directory does not know the person there.
    """
    key = person_key(issuer=user.issuer, subject=user.subject)
    target = next((m for m in memberships_of(key=key, day=timezone.localdate(now)) if m.slug == target_slug), None)
    if target is None or target.schema_name == active_schema():
        raise NotAMember(target_slug)
    token = secrets.token_urlsafe(32)
    Handoff.objects.create(
        token_hash=digest(token),
        browser_hash=browser_hash,
        person_key=key,
        source_schema=active_schema(),
        target_schema=target.schema_name,
        expires_at=now + timedelta(seconds=settings.SAMVERK_HANDOFF_SECONDS),
    )
    record_audit(actor=actor, verb="identity.issue_handoff", target=user, details={"to": target.slug}, right="own")
    return signing.dumps([target.schema_name, token], salt=SALT)
