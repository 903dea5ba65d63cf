"""Say the board's word about a deviation of habit (TP-03)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.board.models import Advice, Submission, Word
from shared_templates.masters.access import RELEASE


def answer_habit(
    *, actor: Actor, deviation: UUID, submitted_at: datetime, advice: str, comment: str, now: datetime
) -> Word:
    """One word about each submitted text; it advises, the municipality decides.

    Args:
        actor: somebody of the board; the view has asked.
        deviation: which.
        submitted_at: of the text the person had before them.
        advice: one of `Advice`.
        comment: why, to the municipality.
        now: the moment.

    Raises:
        ValidationError: without advice or comment, for what is closed or was never submitted to this template, for a
            text that was written anew since, and where somebody else of the board was faster.
    """
    if advice not in Advice:
        raise ValidationError({"advice": _("Välj vad ni rekommenderar.")})
    if not comment.strip():
        raise ValidationError({"comment": _("Skriv varför, så att kommunen förstår rådet.")})
    with transaction.atomic():
        told = Submission.objects.filter(deviation=deviation, closed_at=None).first()
        if told is None:
            raise ValidationError(_("Avsteget har upphört, så rådet behövs inte längre."))
        if told.submitted_at != submitted_at:
            raise ValidationError(_("Kommunen skrev om avsteget medan du läste. Läs den nya texten och svara på den."))
        try:
            with transaction.atomic():
                word = Word.objects.create(
                    deviation=deviation, schema_name=told.schema_name, template_schema=told.template_schema,
                    submitted_at=submitted_at, advice=advice, comment=comment.strip()[:2000], by=actor.name, at=now,
                )  # fmt: skip
        except IntegrityError as error:
            raise ValidationError(_("Någon annan i mallrådet har redan svarat.")) from error
        record_audit(
            actor=actor, verb="templates.answer_habit", label=str(told), details={"advice": advice}, right=RELEASE
        )
    return word
