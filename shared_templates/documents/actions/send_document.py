"""Send a document: from now on it is never changed (TP-15)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Unit
from shared_templates.content.filling import misplaced
from shared_templates.content.words import name_of_block
from shared_templates.documents.access import WRITE
from shared_templates.documents.frozen import hash_of_document
from shared_templates.documents.keeping import held
from shared_templates.documents.models import Document
from shared_templates.documents.shape import names_of
from shared_templates.documents.told import tell_of


def send_document(
    *,
    actor: Actor,
    user: User,
    document: Document,
    read: UUID | None,
    people: Collection[User],
    units: Collection[Unit],
    now: datetime,
) -> Document:
    """Freeze it, and tell those it is for where it is read.

    Args:
        actor: whoever may write documents; the view has asked.
        user: the same person.
        document: which draft.
        read: its revision as the person read it.
        people, units: whom it is for.
        now: the moment.

    Raises:
        ValidationError: for a document that is sent already or for nobody, and one with a name nothing fills.
        Overtaken: when somebody changed it after it was read.
    """
    if not people and not units:
        raise ValidationError(_("Välj minst en person eller enhet som dokumentet är till."))
    with transaction.atomic():
        row = held(document, read)
        _refuse_unfilled(row)
        # What stands in no section any more was not sent.
        row.fills = {name: row.fills[name] for name in names_of(row.said())}
        row.sent_at = row.changed_at = now
        row.sent_by = row.changed_by = actor.name
        named = [("unit", unit.uuid, unit.name) for unit in units]
        named += [("person", person.uuid, person.display_name) for person in people]
        row.sent_to = [[sort, str(key), name] for sort, key, name in named]
        row.content_hash = hash_of_document(row)
        row.save()
        record_audit(
            actor=actor,
            verb="documents.send_document",
            target=row,
            details={"hash": row.content_hash, "people": len(people), "units": len(units)},
            right=WRITE,
        )
        tell_of(row, actor=actor, by=user, people=people, units=units)
    return row


def _refuse_unfilled(row: Document) -> None:
    """A template may be adapted here, so what a document begins with is not known to be right."""
    said = row.said()
    for block in said.blocks:
        for wrong in misplaced(block.texts.get("text", "")):
            told = {"section": name_of_block(said, block.id), "wrong": wrong}
            raise ValidationError(_("Avsnittet ”%(section)s”: %(wrong)s") % told)
