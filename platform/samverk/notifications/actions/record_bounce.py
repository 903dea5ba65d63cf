"""A letter came back."""

from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.notifications.actions.mark_address import mark_address
from samverk.notifications.bounces import Report
from samverk.notifications.models import Letter


def record_bounce(*, actor: Actor, report: Report, now: datetime) -> bool:
    """On the letter's own site: where it will never arrive, its address is marked; else nothing changes.

    A full letter box or a server that is away for a while marks nobody. Reported twice it is marked once. An address
    the person has left since is not marked.

    Args:
        actor: the house.
        report: with the letter's key, of the active site.
        now: the moment.

    Returns:
        Whether an address was marked.
    """
    assert report.letter is not None, "Whoever reads the report knows the letter"
    letter = Letter.objects.select_related("user").filter(pk=report.letter.letter_pk).first()
    if letter is None or not report.is_final or letter.address.lower() != letter.user.email.lower():
        return False
    with transaction.atomic():
        marked = mark_address(actor=actor, user=letter.user, address=letter.address, status=report.status, now=now)
        if marked:
            details: dict[str, object] = {"letter": str(letter.number), "status": report.status}
            record_audit(actor=actor, verb="notifications.record_bounce", target=letter.user, details=details)
    return marked
