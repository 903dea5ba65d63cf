"""Tell those who take releases that one was taken back, and why (TP-14)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.told import WITHDRAWN, tell_takers
from shared_templates.catalogue.queries import release_alone


def tell_of_withdrawal(*, actor: Actor, release: UUID, now: datetime) -> None:
    """The reason, and whether there is something to undo here; told again nobody hears more.

    Args:
        actor: the house.
        release: which; of one that stands nothing is told.
        now: the moment.
    """
    found = release_alone(release)
    if found is None or found.withdrawn_at is None or found.withdrawn_at > now:
        return
    taken = Application.objects.filter(release=release, state=ApplicationState.DONE).exists()
    if taken:
        told = _("Ni har tagit in det. Det står kvar tills ni ångrar det eller tar nästa.")
    else:
        told = _("Ni har inte tagit in det och behöver inte göra något.")
    with transaction.atomic():
        words = _("Skälet: %(why)s") % {"why": found.withdrawn_why}
        if tell_takers(actor=actor, kind=WITHDRAWN, release=found, words=f"{words} {told}"):
            details: dict[str, object] = {"taken": taken}
            record_audit(actor=actor, verb="templates.tell_of_withdrawal", label=str(found), details=details)
