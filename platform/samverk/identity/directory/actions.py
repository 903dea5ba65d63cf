"""Writers of the directory."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

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


def leave_directory(*, actor: Actor, user: User, issuer: str, subject: str, now: datetime) -> None:
    """End the person's entry on this site: from now on no other site shows a link here.

    Args:
        actor: who decides.
        user: the person here.
        issuer: of the identity that leaves; it may already have been exchanged on the person.
        subject: of the same.
        now: the moment.
    """
    key = person_key(issuer=issuer, subject=subject)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    with transaction.atomic():
        entries = DirectoryEntry.objects.filter(person_key=key, schema_name=active_schema())
        # An entry that began today has no last day before today: it was never in force for a whole day.
        gone, _ = entries.filter(valid_from__gt=yesterday).delete()
        ended = entries.filter(Q(valid_to=None) | Q(valid_to__gt=yesterday)).update(valid_to=yesterday)
        if gone or ended:
            record_audit(actor=actor, verb="identity.leave_directory", target=user)
        transaction.on_commit(lambda: forget_memberships(key))
