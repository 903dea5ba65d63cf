"""Say for one's municipality what one thinks of a text (TP-07)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.models import Master, Review
from shared_templates.masters.models.quality import Verdict


def review_master(
    *, actor: Actor, user: User, master: Master, text: str, verdict: str, now: datetime, note: str = ""
) -> Review:
    """One word of each municipality about one text; said again, the last counts.

    Args:
        actor: the reviewer.
        user: the same person.
        master: which.
        text: hash of the text the person had before them.
        verdict: one of Verdict.
        now: the moment.
        note: what should be changed; asked for where something should.

    Raises:
        ValidationError: for somebody who speaks for no municipality, without the note, and about a text that is not
            the newest any more.
    """
    if not user.acting_for_name:
        raise ValidationError(_("Det står inte vilken kommun du företräder här, så din granskning kan inte räknas."))
    if verdict == Verdict.CHANGES and not note.strip():
        raise ValidationError({"note": _("Skriv vad som behöver ändras.")})
    with transaction.atomic():
        row = Master.objects.select_for_update().get(pk=master.pk)
        if row.content_hash != text:
            raise ValidationError(_("Texten ändrades medan du läste. Läs den nya och granska igen."))
        review, _made = Review.objects.update_or_create(
            master=row,
            content_hash=text,
            organisation=user.acting_for_name,
            defaults={"verdict": Verdict(verdict), "note": note.strip()[:600], "by": user, "at": now},
        )
        record_audit(actor=actor, verb="templates.review_master", target=row, details={"verdict": verdict}, right="own")
    return review
