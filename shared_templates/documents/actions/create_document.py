"""Begin a document after a template, or a correction of one that is sent (TP-15)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Adopted
from shared_templates.documents.access import WRITE
from shared_templates.documents.keeping import told_on
from shared_templates.documents.models import Document
from shared_templates.documents.shape import begun, names_of


def create_document(*, actor: Actor, user: User, uuid: UUID, template: Adopted, now: datetime) -> Document:
    """A draft with every section of the template, filled in with what is known today.

    Args:
        actor: whoever may write documents; the view has asked.
        user: the same person.
        uuid: of the form: sent twice it begins one document.
        template: an adopted document template.
        now: the moment.
    """
    said = begun(template.said())
    draft = Document(
        uuid=uuid, template_key=template.key, template_code=template.code, template_title=template.title,
        template_version=template.version, retention=template.said().head.get("retention", ""),
    )  # fmt: skip
    draft.say(said)
    draft.fill(told_on(names_of(said), localdate(now)), localdate(now))
    return _begin(draft, actor=actor, user=user, now=now)


def correct_document(*, actor: Actor, user: User, uuid: UUID, document: Document, now: datetime) -> Document:
    """A draft that says what the sent one said and names it; what was filled in stays until somebody fills in anew.

    Args:
        actor: whoever may write documents; the view has asked.
        user: the same person.
        uuid: of the form: sent twice it begins one correction.
        document: the one that is corrected.
        now: the moment.

    Raises:
        ValidationError: for a document that is not sent.
    """
    if not document.is_sent:
        raise ValidationError(_("Dokumentet är inte skickat än, så det går att ändra som det är."))
    draft = Document(
        uuid=uuid, template_key=document.template_key, template_code=document.template_code,
        template_title=document.template_title, template_version=document.template_version,
        retention=document.retention, fills=document.fills, corrects=document,
    )  # fmt: skip
    draft.say(document.said())
    return _begin(draft, actor=actor, user=user, now=now)


def _begin(draft: Document, *, actor: Actor, user: User, now: datetime) -> Document:
    with transaction.atomic():
        draft.writer, draft.created_at, draft.changed_at, draft.changed_by = user, now, now, actor.name
        # Nothing is written where the form came twice, also where both came at once.
        Document.objects.bulk_create([draft], ignore_conflicts=True)
        made = Document.objects.get(uuid=draft.uuid)
        if made.revision == draft.revision:
            corrects = str(draft.corrects.uuid) if draft.corrects else ""
            record_audit(
                actor=actor,
                verb="documents.create_document",
                target=made,
                details={"template": made.template_code, "version": made.template_version, "corrects": corrects},
                right=WRITE,
            )
    return made
