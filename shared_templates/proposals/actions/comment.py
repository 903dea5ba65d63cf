"""Say something of a proposal, in words (TP-13)."""

from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.real import refuse_real_text
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Comment, Proposal
from shared_templates.proposals.still_open import require_open
from shared_templates.proposals.tasks import after_word
from tenants.queries import active_schema, tenant_in

LONGEST = 2000


def comment(*, actor: Actor, user: User, proposal: Proposal, text: str, uuid: UUID, now: datetime) -> Comment:
    """All municipalities and the model read it. Sent twice it is said once.

    Args:
        actor: the writer; the view has asked.
        user: the same person.
        proposal: of which.
        text: paragraphs.
        uuid: from the form; the same from somebody else, or about something else, is another.
        now: the moment.

    Raises:
        ValidationError: for no text, one that is too long or not made up (TP-16), and a proposal that is not open.
    """
    said = _judged(text)
    here = tenant_in(active_schema())
    number = uuid5(uuid, f"{here.schema_name} {user.uuid} {proposal.uuid}")
    with transaction.atomic():
        hold(proposal.key)
        done = Comment.objects.filter(uuid=number).first()
        if done is not None:
            return done
        row = require_open(proposal)
        made = Comment.objects.create(
            uuid=number, proposal=row, schema_name=here.schema_name, organisation=here.name, writer_uuid=user.uuid,
            writer=user.display_name, text=said, at=now,
        )  # fmt: skip
        record_audit(actor=actor, verb="templates.comment", label=str(row), right="own")
        after_word(row)
    return made


def change_comment(*, actor: Actor, user: User, comment: Comment, text: str, now: datetime) -> Comment:
    """Say it in other words; readers see that it was changed.

    Args:
        actor: the writer.
        user: the same person.
        comment: one's own.
        text: paragraphs.
        now: the moment.

    Raises:
        ValidationError: as for a new one, and for somebody else's or a withdrawn one.
    """
    said = _judged(text)
    with transaction.atomic():
        row = _own(comment, user)
        if row.text != said:
            row.text, row.changed_at = said, now
            row.save(update_fields=["text", "changed_at"])
            record_audit(actor=actor, verb="templates.change_comment", label=str(row.proposal), right="own")
    return row


def withdraw_comment(*, actor: Actor, user: User, comment: Comment, now: datetime) -> None:
    """Take the words away; that something was said stays.

    Args:
        actor: the writer.
        user: the same person.
        comment: one's own.
        now: the moment.

    Raises:
        ValidationError: for somebody else's, and when the proposal is not open any more.
    """
    with transaction.atomic():
        row = _own(comment, user)
        row.text, row.withdrawn_at = "", now
        row.save(update_fields=["text", "withdrawn_at"])
        record_audit(actor=actor, verb="templates.withdraw_comment", label=str(row.proposal), right="own")


def _judged(text: str) -> str:
    said = text.strip()
    if not said:
        raise ValidationError({"text": _("Skriv något först.")})
    if len(said) > LONGEST:
        raise ValidationError({"text": _("Skriv högst %(number)s tecken.") % {"number": LONGEST}})
    refuse_real_text(said, "text")
    return said


def _own(comment: Comment, user: User) -> Comment:
    """The writer's own words, held, while they may be changed."""
    hold(comment.proposal.key)
    require_open(comment.proposal)
    row = Comment.objects.select_related("proposal").get(pk=comment.pk)
    if (row.schema_name, row.writer_uuid) != (active_schema(), user.uuid):
        raise ValidationError(_("Bara den som har skrivit kommentaren kan ändra den."))
    if row.withdrawn_at is not None:
        raise ValidationError(_("Kommentaren är borttagen."))
    return row
