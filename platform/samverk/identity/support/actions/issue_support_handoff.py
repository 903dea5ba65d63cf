"""Let whoever opened a support session go to the site: the same ticket as between any two sites."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from samverk.identity.actions.issue_handoff import SALT, digest
from samverk.identity.directory.models import Handoff
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.support.access import require_supporter
from samverk.identity.support.models import SupportSession
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema, tenant_in
from tenants.site_context import site

ISSUED = "identity.issue_support_handoff"


class NoSupportSession(Exception):
    """The session is over, or is somebody else's."""


def issue_support_handoff(*, actor: Actor, user: User, number: UUID, browser_hash: str, now: datetime) -> str:
    """A signed token that opens the session's site once, for 30 seconds, in the browser that holds the nonce.

    What is refused stands in the site's own log, too (TN-12).

    Args:
        actor: the person at the operator, with address.
        user: the same person on the operator's site.
        number: of the session.
        browser_hash: SHA-256 of the nonce the site put in the browser's cookie.
        now: the moment.

    Raises:
        Denied: for whoever does not run the sites.
        NoSupportSession: when the session does not let this person in now.
    """
    require_supporter(user)
    session = SupportSession.objects.filter(uuid=number).first()
    if session is None:
        raise NoSupportSession
    tenant = tenant_in(session.schema_name)
    if session.opened_by_uuid != user.uuid or not session.is_running(now):
        with site(tenant):
            record_audit(actor=actor, verb=ISSUED, result="refused", details={"case": session.case})
        raise NoSupportSession
    token = secrets.token_urlsafe(32)
    Handoff.objects.create(
        token_hash=digest(token),
        browser_hash=browser_hash,
        person_key=person_key(issuer=SUPPORT_ISSUER, subject=str(session.uuid)),
        source_schema=active_schema(),
        target_schema=tenant.schema_name,
        expires_at=now + timedelta(seconds=settings.SAMVERK_HANDOFF_SECONDS),
    )
    record_audit(actor=actor, verb=ISSUED, target=tenant, details={"case": session.case})
    return signing.dumps([tenant.schema_name, token], salt=SALT)
