"""People from a file get the provider they will sign in with."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory, leave_directory
from samverk.identity.scim.import_plan import from_before
from samverk.identity.scim.issuers import check_issuer, check_list_issuer
from samverk.kernel.actions.record_audit import Actor, record_audit


def move_to_provider(*, actor: Actor, issuer: str, names: Mapping[str, str], now: datetime) -> int:
    """Whoever stands under no provider and is in the new list is the provider's from now on, with all that is theirs.

    Nobody could sign in as them before, and only who the new provider proves can do it after: no account is taken
    over. A file that names no provider moves nobody.

    Args:
        actor: the system maintainer who confirmed the list.
        issuer: of the provider, or the site's own for lists.
        names: external id → user name there, of the rows that are right.
        now: the moment.

    Returns:
        How many were moved.

    Raises:
        BadIssuer: for anything that is neither.
    """
    check_list_issuer(issuer)
    with transaction.atomic():
        moving = list(from_before(issuer, names).select_related("user").select_for_update())
        for person in moving:
            check_issuer(issuer)
            user, before = person.user, person.issuer
            leave_directory(actor=actor, user=user, issuer=before, subject=user.subject, now=now)
            person.issuer, person.user_name = issuer, names[person.external_id]
            person.save(update_fields=["issuer", "user_name"])
            user.issuer, user.subject = issuer, person.external_id
            user.save(update_fields=["issuer", "subject"])
            if user.is_active:
                enter_in_directory(actor=actor, user=user, valid_from=timezone.localdate(now))
            record_audit(actor=actor, verb="scim.move_to_provider", target=user, details={"to": issuer})
    return len(moving)
