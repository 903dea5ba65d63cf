"""Say that a body of the municipality has adopted an item's text, or that its decision applies no longer (TP-04)."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.actions.change_item import ChangedMeanwhile
from shared_templates.adoption.models import Adopted


def decide_text(
    *, actor: Actor, item: Adopted, read: UUID | None, decided_on: date | None, reference: str, now: datetime
) -> Adopted:
    """From now on a release never changes the text by itself: what it would say is proposed to people.

    The decision is about the words as they stand; other words leave it behind (`Adopted.say`).

    Args:
        actor: whoever may take releases; the view has asked.
        item: which.
        read: the revision the person had before them.
        decided_on: the day of the decision; None where it applies no longer.
        reference: which decision it is.
        now: the moment.

    Raises:
        Http404: when the release that brought it has been undone meanwhile.
        ValidationError: for a day that has not come, and a decision that is not named.
        ChangedMeanwhile: when the text is another one than the person read.
    """
    reference = " ".join(reference.split())[: Adopted.REFERENCE] if decided_on else ""
    if decided_on and decided_on > localdate(now):
        raise ValidationError({"decided_on": _("Dagen har inte kommit än.")})
    if decided_on and not reference:
        raise ValidationError({"reference": _("Skriv vilket beslut det är.")})
    with transaction.atomic():
        row = get_object_or_404(Adopted.objects.select_for_update(), pk=item.pk)
        if row.revision != read:
            raise ChangedMeanwhile
        if (row.decided_on, row.decision_reference) == (decided_on, reference):
            return row
        # A new revision: a release taken before the decision is not undone over it, nor taken by who read before.
        row.say(row.said(), base=row.began_from())
        row.decided_on, row.decision_reference = decided_on, reference
        row.changed_at, row.changed_by = now, actor.name
        row.save()
        record_audit(
            actor=actor,
            verb="templates.decide_text",
            target=row,
            details={"decided_on": decided_on.isoformat() if decided_on else "", "reference": reference},
            right="adoption.take_templates",
        )
    return row
