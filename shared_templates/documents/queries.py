"""Documents as they are listed and read, and what they can be written after."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from shared_templates.adoption.models import Adopted
from shared_templates.documents.models import Document

#: The sort of item that documents are written after (`content.kinds`).
TEMPLATE = "form"


def documents(*, drafts: bool, state: str = "") -> QuerySet[Document]:
    """All of them without their texts, those last changed first.

    Args:
        drafts: with what is not sent.
        state: "draft" or "sent" for those only.
    """
    corrections = Document.objects.filter(corrects=OuterRef("pk"), sent_at__isnull=False)
    found = Document.objects.defer("content", "fills", "retention").annotate(is_corrected=Exists(corrections))
    if state:
        found = found.filter(sent_at__isnull=state == "draft")
    return found if drafts else found.filter(sent_at__isnull=False)


def document_by_uuid(uuid: UUID) -> Document | None:
    """One document, with the one it corrects."""
    return Document.objects.select_related("corrects").filter(uuid=uuid).first()


def corrections_of(document: Document) -> list[Document]:
    """Sent documents that correct this one, oldest first."""
    found = Document.objects.filter(corrects=document, sent_at__isnull=False).defer("content", "fills")
    return list(found.order_by("sent_at", "pk"))


def templates() -> list[Adopted]:
    """The document templates that apply here, by code."""
    return list(Adopted.objects.filter(kind=TEMPLATE).order_by("code"))


def template_by_code(code: str) -> Adopted | None:
    """One of them."""
    return Adopted.objects.filter(kind=TEMPLATE, code=code).first()


def template_of(document: Document) -> Adopted | None:
    """The template as it applies here now; None where it is gone."""
    return Adopted.objects.filter(kind=TEMPLATE, key=document.template_key).first()
