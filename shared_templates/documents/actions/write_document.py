"""Write in a draft, or fill in anew what is known (TP-15)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.content.filling import misplaced
from shared_templates.content.size import refuse_too_long
from shared_templates.content.values import Content
from shared_templates.documents.access import WRITE
from shared_templates.documents.keeping import held, told_on
from shared_templates.documents.models import Document
from shared_templates.documents.shape import names_of


def write_document(*, actor: Actor, document: Document, content: Content, read: UUID | None, now: datetime) -> Document:
    """Keep what people wrote; a name that is new in the text is filled in today, the others stay as they were.

    Args:
        actor: whoever may write documents; the view has asked.
        document: which draft.
        content: all that it shall say.
        read: its revision as the person read it.
        now: the moment.

    Raises:
        ValidationError: for a document that is sent, without a title, too long, or with a name nothing fills.
        Overtaken: when somebody was faster.
    """
    refuse_too_long(content)
    if not content.head.get("title"):
        raise ValidationError({"head__title": _("Skriv vad dokumentet heter.")})
    for block in content.blocks:
        for wrong in misplaced(block.texts.get("text", "")):
            raise ValidationError({f"{block.id}__text": wrong})
    with transaction.atomic():
        row = held(document, read)
        row.say(content)
        new = [name for name in names_of(content) if name not in row.fills]
        if new:
            row.fill(told_on(new, localdate(now)), localdate(now))
        _keep(row, verb="documents.write_document", actor=actor, now=now)
    return row


def refill_document(*, actor: Actor, document: Document, read: UUID | None, now: datetime) -> Document:
    """Fill in anew with what is known today; what people wrote is not touched.

    Args:
        actor: whoever may write documents; the view has asked.
        document: which draft.
        read: its revision as the person read it.
        now: the moment.

    Raises:
        ValidationError: for a document that is sent.
        Overtaken: when somebody was faster.
    """
    with transaction.atomic():
        row = held(document, read)
        row.fills = {}
        row.fill(told_on(names_of(row.said()), localdate(now)), localdate(now))
        _keep(row, verb="documents.refill_document", actor=actor, now=now)
    return row


def _keep(row: Document, *, verb: str, actor: Actor, now: datetime) -> None:
    row.changed_at, row.changed_by = now, actor.name
    row.save()
    record_audit(actor=actor, verb=verb, target=row, right=WRITE)
