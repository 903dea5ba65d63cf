"""Let a tester of the model into its sandbox, in the part they choose (TP-08)."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.actions.issue_handoff import SALT, digest
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import Handoff
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.sandbox.standing_in import make_person
from tenants.queries import active_schema, sandbox_of
from tenants.site_context import site


def open_sandbox(*, actor: Actor, user: User, part: str, browser_hash: str, now: datetime) -> str:
    """A signed ticket that opens the sandbox once, for 30 seconds, in the browser that holds the nonce.

    Args:
        actor: a tester of the model; the caller has asked.
        user: the same person.
        part: one of `standing_in.PARTS`.
        browser_hash: SHA-256 of the nonce that the sandbox put in the browser's cookie.
        now: the moment.

    Raises:
        ValidationError: before the first reset.
    """
    found = sandbox_of(active_schema())
    if found is None:
        raise ValidationError(_("Det finns ingen övningsmiljö än."))
    sandbox, _host = found
    token, model = secrets.token_urlsafe(32), active_schema()
    with transaction.atomic():
        with site(sandbox):
            person = make_person(part, tester=user.uuid, name=user.display_name)
            enter_in_directory(actor=actor, user=person, valid_from=localdate(now))
        Handoff.objects.create(
            token_hash=digest(token),
            browser_hash=browser_hash,
            person_key=person_key(issuer=person.issuer, subject=person.subject),
            source_schema=model,
            target_schema=sandbox.schema_name,
            expires_at=now + timedelta(seconds=settings.SAMVERK_HANDOFF_SECONDS),
        )
        record_audit(actor=actor, verb="templates.open_sandbox", details={"part": part}, right="masters.edit_masters")
    return signing.dumps([sandbox.schema_name, token], salt=SALT)
