"""Throw a draft away: working material that nobody was sent (LAW-15)."""

from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.documents.access import WRITE
from shared_templates.documents.keeping import held
from shared_templates.documents.models import Document


def discard_document(*, actor: Actor, document: Document, read: UUID | None) -> None:
    """Remove a draft; the log keeps its title.

    Args:
        actor: whoever may write documents; the view has asked.
        document: which draft.
        read: its revision as the person read it.

    Raises:
        ValidationError: for a document that is sent.
        Overtaken: when somebody changed it after it was read.
    """
    with transaction.atomic():
        row = held(document, read)
        record_audit(actor=actor, verb="documents.discard_document", target=row, right=WRITE)
        row.delete()
