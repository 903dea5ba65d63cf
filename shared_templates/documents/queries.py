"""Documents as they are listed and read, and what they can be written after."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from samverk.identity.models import INTERNAL, User
from samverk.identity.queries import search_people, visible_people
from samverk.kernel.subjects import uuids_among
from samverk.people.models import Unit
from samverk.people.models.dated import on
from shared_templates.adoption.models import Adopted
from shared_templates.documents.models import Document

#: The sort of item that documents are written after (`content.kinds`).
TEMPLATE = "form"


def documents(*, drafts: bool, state: str = "") -> QuerySet[Document]:
    """All of them without their texts, those last changed first, each with `is_corrected`: a sent one corrects it.

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


def units_on(day: date) -> list[Unit]:
    """The units a document may be sent to, by name."""
    return list(Unit.objects.filter(on(day)).order_by("name", "pk"))


def people_to_choose(*, viewer: User, text: str, chosen: Collection[str]) -> list[User]:
    """Those chosen before, then those found now; nobody with a protected identity: names are part of what is sent.

    Args:
        viewer: who chooses.
        text: as typed in the search.
        chosen: uuids as a form sent them.
    """
    kept = visible_people(viewer).filter(uuid__in=uuids_among(chosen), is_active=True, capacity__in=INTERNAL)
    found = search_people(viewer=viewer, text=text.strip()[:100].replace("\x00", ""), internal=True)
    everybody = dict.fromkeys([*kept.order_by("display_name", "pk"), *found])
    return [person for person in everybody if not person.is_protected]
