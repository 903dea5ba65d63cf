"""What a sent document is known by: the SHA-256 of everything that was sent, in one canonical spelling."""

import hashlib
from datetime import UTC

from shared_templates.content.hashing import canonical
from shared_templates.documents.models import Document


def hash_of_document(document: Document) -> str:
    """64 hexadecimal digits; of a draft without its day and recipients."""
    sent = document.sent_at.astimezone(UTC).isoformat() if document.sent_at else ""
    everything = {
        "uuid": str(document.uuid),
        "template": [document.template_code, document.template_title, document.template_version],
        "retention": document.retention,
        "corrects": str(document.corrects.uuid) if document.corrects else "",
        "content": document.content,
        "fills": document.fills,
        "sent": [sent, document.sent_by, document.sent_to],
    }
    return hashlib.sha256(canonical(everything)).hexdigest()


def is_as_sent(document: Document) -> bool:
    """Does everything say what it said when it was sent."""
    return document.content_hash == hash_of_document(document)
