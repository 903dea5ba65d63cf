"""Say how a system is doing, before anybody clicks on it (PF-16)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import LineOfBusinessSystem, Status, StatusChange
from samverk.portal.systems.queries import forget_systems
from samverk.portal.told import tell_of_system


def set_status(
    *,
    actor: Actor,
    user: User,
    system: LineOfBusinessSystem,
    status: str,
    now: datetime,
    text: str = "",
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> StatusChange | None:
    """Keep it with its history and tell those who follow the system; said again word for word it is one statement.

    Args:
        actor: the person.
        user: the system's maintainer or a maintainer of the site; the view has asked.
        system: which.
        status: one of Status.
        now: the moment.
        text: what is wrong or planned, and what to do meanwhile; not asked for when all is well.
        begins, ends: from when and until when; after the end the system is back to normal by itself.

    Returns:
        The line of the history, or None when nothing is new.

    Raises:
        ValidationError: without a text where one is needed, and for an end before its beginning.
    """
    status = Status(status)
    text = text.strip()
    if status == Status.NORMAL:
        text, begins, ends = "", None, None
    elif not text:
        raise ValidationError({"text": _("Skriv vad som är fel och vad man kan göra under tiden.")})
    if status == Status.PLANNED and begins is None:
        raise ValidationError({"begins": _("Skriv när avbrottet börjar.")})
    if ends is not None and ends <= max(begins or now, now):
        raise ValidationError({"ends": _("Slutet måste ligga efter början och inte ha passerat.")})
    with transaction.atomic():
        row = LineOfBusinessSystem.objects.select_for_update().get(pk=system.pk)
        said = (status, text, begins, ends)
        if (row.status, row.status_text, row.status_from, row.status_to) == said:
            return None
        row.status, row.status_text, row.status_from, row.status_to = said
        row.status_at = now
        row.save(update_fields=["status", "status_text", "status_from", "status_to", "status_at"])
        change = StatusChange.objects.create(
            system=row, status=status, text=text, begins=begins, ends=ends, at=now, by=user
        )
        record_audit(actor=actor, verb="portal.set_status", target=row, details={"status": str(status)}, right="own")
        tell_of_system(actor=actor, system=row, change=change)
        forget_systems()
    return change
