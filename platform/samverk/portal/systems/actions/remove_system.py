"""Take a system out of the register."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import LineOfBusinessSystem
from samverk.portal.systems.queries import forget_systems


def remove_system(*, actor: Actor, system: LineOfBusinessSystem) -> None:
    """It and what was said of it are gone; people's stars for it are passed over from now on.

    Args:
        actor: a system maintainer; the view has asked.
        system: which.
    """
    with transaction.atomic():
        record_audit(actor=actor, verb="portal.remove_system", target=system, right="identity.administer_site")
        system.delete()
        forget_systems()
