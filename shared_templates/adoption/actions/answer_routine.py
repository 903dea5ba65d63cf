"""Say whether we work like this (TP-10)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted, Answer


def answer_routine(*, actor: Actor, item: Adopted, answer: str, now: datetime) -> Adopted:
    """The last answer counts; what does not apply here is left out of the likeness until it does.

    Args:
        actor: whoever answers; the view has asked.
        item: a routine.
        answer: one of Answer.
        now: the moment.
    """
    with transaction.atomic():
        row = Adopted.objects.select_for_update().get(pk=item.pk)
        row.answer = Answer(answer)
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
