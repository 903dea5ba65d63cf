"""Say that a person's profile at home has changed."""

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.profile.models import CarriedProfile
from samverk.identity.profile.tasks import carry
from samverk.identity.queueing import queue
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.connection import connection
from tenants.models import Kind


def carry_profile(
    *, actor: Actor, user: User, carries_title: bool | None = None, carries_email: bool | None = None
) -> CarriedProfile | None:
    """Give the profile a new version and let the worker carry it; nothing on a site that is nobody's home.

    A part of the actions that change a profile, which write the log; what the person lets travel is an act of its own.

    Args:
        actor: who changed it.
        user: whose, here.
        carries_title, carries_email: what the person lets travel; None leaves it as it is.
    """
    if getattr(connection.tenant, "kind", None) != Kind.MUNICIPALITY:
        return None
    with transaction.atomic():
        row, _is_new = CarriedProfile.objects.select_for_update().get_or_create(user=user)
        row.version = max(row.version + 1, int(clock.now().timestamp() * 1_000_000))
        if carries_title is not None:
            row.carries_title = carries_title
        if carries_email is not None:
            row.carries_email = carries_email
        row.save()
        if carries_title is not None or carries_email is not None:
            chosen: dict[str, object] = {"title": row.carries_title, "email": row.carries_email}
            record_audit(actor=actor, verb="profile.carry_profile", target=user, details=chosen, right="own")
        queue(carry, user=user.pk)
    return row
