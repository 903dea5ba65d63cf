"""Say whether the municipality works as a routine says (TP-10)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted, Answer


def answer_routine(*, actor: Actor, item: Adopted, answer: str, now: datetime) -> Adopted:
    """Answer, or answer anew; said twice it is said once.

    What does not apply here counts neither as like nor as unlike; answered otherwise, how like it is is counted anew.

    Args:
        actor: whoever may take releases; the view has asked.
        item: the routine.
        answer: one of `Answer`.
        now: the moment.

    Raises:
        Http404: when the release that brought it has been undone meanwhile.
        ValidationError: for an item that is no routine, and for no answer.
    """
    if not item.sort.is_routine:
        raise ValidationError(_("Bara rutiner besvaras."))
    if answer not in Answer:
        raise ValidationError({"answer": _("Välj ett svar.")})
    with transaction.atomic():
        row = get_object_or_404(Adopted.objects.select_for_update(), pk=item.pk)
        if row.answer == answer:
            return row
        row.answer = answer
        # A new revision too: a release taken before the answer is not undone over it.
        row.say(row.said(), base=row.began_from())
        row.changed_at, row.changed_by = now, actor.name
        row.save()
        record_audit(
            actor=actor,
            verb="templates.answer_routine",
            target=row,
            details={"answer": answer},
            right="adoption.take_templates",
        )
        tell([row.key], day=localdate(now))
    return row
