"""Let a person in who comes from a site where they are signed in."""

import hmac
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from samverk.identity.actions.issue_handoff import SALT, digest
from samverk.identity.actions.sign_in import start_session
from samverk.identity.directory.models import DirectoryEntry, Handoff
from samverk.identity.directory.queries import valid_on
from samverk.identity.models import User
from tenants.queries import active_schema


class HandoffRefused(Exception):
    """The token is forged, used, too old, for another site or for another browser, or the person left."""


#: In a session that began with a handoff: it lasts no longer than the membership does.
VISITOR = "samverk_visitor"


def accept_handoff(*, request: HttpRequest, signed: str, nonce: str, now: datetime) -> User:
    """Use the token, once, and start a session.

    Args:
        request: the arriving request.
        signed: the token from the other site.
        nonce: what this site put in the browser's cookie when the person set out.
        now: the moment.

    Raises:
        HandoffRefused: with a reason for the log; the person is told to try again.
    """
    here = active_schema()
    try:
        target, token = signing.loads(signed, salt=SALT, max_age=settings.SAMVERK_HANDOFF_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise HandoffRefused("signature or age") from error
    if target != here:
        raise HandoffRefused("another site")
    with transaction.atomic():
        handoff = Handoff.objects.select_for_update().filter(token_hash=digest(token), target_schema=here).first()
        if handoff is None or handoff.used_at is not None or handoff.expires_at < now:
            raise HandoffRefused("used or expired")
        if not nonce or not hmac.compare_digest(handoff.browser_hash, digest(nonce)):
            raise HandoffRefused("another browser")
        handoff.used_at = now
        handoff.save(update_fields=["used_at"])
        entry = DirectoryEntry.objects.filter(
            valid_on(timezone.localdate(now)), person_key=handoff.person_key, schema_name=here
        ).first()
        user = User.objects.filter(uuid=entry.user_uuid, is_active=True).first() if entry else None
        if user is None or not user.is_open_on(timezone.localdate(now)):
            raise HandoffRefused("not known here")
    start_session(request=request, user=user, how=f"handoff from {handoff.source_schema}")
    request.session[VISITOR] = True
    return user
