"""Names on documents: in drafts the name of now; what is sent is frozen and masked when it is read (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import rename
from samverk.identity.protection.sealed import redactor
from shared_templates.documents.models import Document


def follow_name(*, user: User, before: str) -> None:
    """Rewrite who changed drafts last.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    rename(Document.objects.order_by().filter(sent_at=None), "changed_by", user=user, before=before)


def masked(*documents: Document, reader: object) -> None:
    """Let the rows, which nobody saves after this, name people as this reader may know them; one query.

    Args:
        documents: as they were read; their hash is looked at before.
        reader: who reads.
    """
    redact = redactor(reader)
    for row in documents:
        row.changed_by, row.sent_by = redact(row.changed_by), redact(row.sent_by)
        row.sent_to = [[sort, key, redact(name)] for sort, key, name in row.sent_to]
