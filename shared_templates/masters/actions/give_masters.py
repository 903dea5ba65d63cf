"""Whoever leaves hands over the masters they answer for (PF-11)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.models import Master


def give_masters(*, actor: Actor, keys: Iterable[str], frm: User, to: User) -> int:
    """Only what `frm` still owns is given; what a master says is not touched.

    Args:
        actor: whoever hands over.
        keys: of masters.
        frm: who leaves.
        to: who takes over.

    Returns:
        How many were given.
    """
    with transaction.atomic():
        given = Master.objects.filter(key__in=[UUID(key) for key in keys], owner=frm).update(owner=to)
        if given:
            record_audit(actor=actor, verb="templates.give_masters", target=to, details={"count": given})
    return given
