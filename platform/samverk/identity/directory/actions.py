"""Writers of the directory."""

from datetime import date

from django.db import transaction

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


def enter_in_directory(*, actor: Actor, user: User, valid_from: date, valid_to: date | None = None) -> DirectoryEntry:
    """Make the person known on this site, so that they can come here from their other sites.

    Args:
        actor: who decides.
        user: the person here.
        valid_from: first day.
        valid_to: last day, or None.
    """
    key = person_key(issuer=user.issuer, subject=user.subject)
    with transaction.atomic():
        entry, _ = DirectoryEntry.objects.update_or_create(
            person_key=key,
            schema_name=active_schema(),
            defaults={
                "user_uuid": user.uuid,
                "capacity": user.capacity,
                "valid_from": valid_from,
                "valid_to": valid_to,
            },
        )
        record_audit(actor=actor, verb="identity.enter_in_directory", target=user)
        transaction.on_commit(lambda: forget_memberships(key))
    return entry
