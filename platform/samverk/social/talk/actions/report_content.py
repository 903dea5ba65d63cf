"""Say that something should not stand there; ask for another look at what was hidden."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.social.talk import told
from samverk.social.talk.access import subject_or_404
from samverk.social.talk.hideables import hideables
from samverk.social.talk.models import Moderation, Reason, Report
from samverk.social.talk.models.report import APPEAL

LONGEST = 1000


def report_content(*, actor: Actor, user: User, ref: Ref, reason: str, text: str, now: datetime) -> Report | None:
    """Moderators are told, not by whom; the text stays until one of them has decided (PF-18).

    Args:
        actor: who acts.
        user: who reports.
        ref: a text of a kind in `hideables`.
        reason: one of Reason.
        text: in the person's own words.
        now: the moment.

    Returns:
        The report, or None when the person's last one still waits.

    Raises:
        Http404: for what does not exist here or cannot be hidden.
        Denied: for what the person may not see.
        ValidationError: without a reason, or without words where the reason is another.
    """
    if ref.kind not in hideables:
        raise Http404
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Välj varför du anmäler.")})
    if reason == Reason.OTHER and not text.strip():
        raise ValidationError({"text": _("Skriv vad som är fel.")})
    subject_or_404(user=user, ref=ref)
    return _report(actor, user, ref, reason, text, now)


def appeal(*, actor: Actor, user: User, moderation: Moderation, text: str, now: datetime) -> Report | None:
    """The author of something hidden asks for another look. It lies in the same queue.

    Args:
        actor: who acts.
        user: who wrote what was hidden.
        moderation: by which it was hidden.
        text: why it should be shown.
        now: the moment.

    Returns:
        The report, or None when the last one still waits.

    Raises:
        Denied: for others than the author.
        ValidationError: without words.
    """
    ref = Ref(moderation.kind, moderation.key)
    shown = hideables[ref.kind].exhibit(ref.key) if ref.kind in hideables else None
    if shown is None or shown.author != user.pk:
        raise Denied(_("Bara den som skrev texten kan be om ny prövning."))
    if not text.strip():
        raise ValidationError({"text": _("Skriv varför texten ska visas.")})
    return _report(actor, user, ref, APPEAL, text, now)


def _report(actor: Actor, user: User, ref: Ref, reason: str, text: str, now: datetime) -> Report | None:
    shown = hideables[ref.kind].exhibit(ref.key)
    if shown is None:
        raise Http404
    try:
        with transaction.atomic():
            made = Report.objects.create(
                kind=ref.kind, key=ref.key, reporter=user, reason=reason, text=text.strip()[:LONGEST], created_at=now
            )
            details: dict[str, object] = {"about": f"{ref.kind}:{ref.key}", "reason": reason}
            record_audit(actor=actor, verb="social.report_content", target=made, details=details, right="own")
            told.tell_moderators(actor=actor, about=shown.about, title=shown.title, report=made.pk)
    except IntegrityError:
        return None
    return made
