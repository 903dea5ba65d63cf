"""A draft in one person's hands at a time, and what is filled in for it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from shared_templates.content.filling import Fill, gather
from shared_templates.documents.models import Document
from tenants.connection import connection


class Overtaken(Exception):
    """Somebody else changed the draft after this person had read it; nothing is written.

    Attributes:
        document: as it is now, with who changed it and when.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document.changed_by)
        self.document = document


def held(document: Document, read: UUID | None) -> Document:
    """The draft as it is, held until the caller's transaction ends.

    Args:
        document: which.
        read: the revision the person had before them.

    Raises:
        ValidationError: for a document that is sent.
        Overtaken: when it has changed since.
    """
    row = Document.objects.select_for_update(of=("self",)).select_related("corrects").get(pk=document.pk)
    if row.is_sent:
        raise ValidationError(_("Dokumentet är skickat och går inte att ändra. Skriv en rättelse i stället."))
    if row.revision != read:
        raise Overtaken(row)
    return row


def told_on(names: Collection[str], day: date) -> dict[str, Fill]:
    """What is known that day of each name, in the site's own language whoever asks: it becomes part of the document."""
    known = getattr(connection.tenant, "languages", None) or ["sv"]
    with translation.override(known[0]):
        return gather(list(names), day)
