"""Send an invitation again."""

from django.db import transaction

from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.tasks import send_invitation
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor, record_audit


def resend_invitation(*, actor: Actor, stay: GuestStay, link_base: str) -> bool:
    """A new mail with a new link; the old link opens nothing from then on. A guest who is here already chooses a new
    password with it. Nothing for one whose stay has ended, or who signs in through a provider.

    Args:
        actor: the sponsor, or a system maintainer.
        stay: of a guest the actor answers for.
        link_base: scheme, host and port for the link.
    """
    if stay.ended_at is not None or stay.by_provider:
        return False
    with transaction.atomic():
        stay.link_base = link_base
        stay.save(update_fields=["link_base"])
        record_audit(actor=actor, verb="guests.resend_invitation", target=stay)
        queue(send_invitation, stay=stay.pk)
    return True
