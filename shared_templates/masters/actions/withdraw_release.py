"""Take a release back: it stays as it is, but nobody is offered it any more."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.tasks import after_withdrawal
from shared_templates.catalogue.models import Release
from shared_templates.masters.real import refuse_real_text
from tenants.queries import active_schema


def withdraw_release(*, actor: Actor, release: Release, why: str, now: datetime) -> None:
    """What municipalities have taken of it stays with them until they undo it or take the next; all are told why.

    Args:
        actor: who answers for releases; the caller has asked.
        release: of this template.
        why: shown to the municipalities.
        now: the moment.

    Raises:
        ValidationError: without a reason, with one that is not made up (TP-16), and for another template's release,
            also one that came as a file.
    """
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför släppet dras tillbaka.")})
    refuse_real_text(why, "why")
    if release.schema_name != active_schema():
        raise ValidationError(_("Släppet kommer från en annan mallkommun."))
    if release.origin:
        told = _("Släppet kommer från %(who)s, som drar tillbaka det. Driften läser sedan in filen som säger det.")
        raise ValidationError(told % {"who": release.origin})
    with transaction.atomic():
        changed = Release.objects.filter(pk=release.pk, withdrawn_at=None).update(
            withdrawn_at=now, withdrawn_why=why.strip()[:300]
        )
        if changed:
            record_audit(
                actor=actor, verb="templates.withdraw_release", label=str(release), right="masters.release_masters"
            )
            after_withdrawal(release)
