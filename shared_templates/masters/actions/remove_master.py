"""Remove a draft that was never released."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.actions.keep_master import ChangedMeanwhile
from shared_templates.masters.another import refuse_to_write_for_another
from shared_templates.masters.models import Master
from shared_templates.masters.removing import removal_of


def remove_master(*, actor: Actor, master: Master, read: UUID | None) -> None:
    """It goes with its reviews and the test cases nobody has tried; the log keeps its code and title (TP-01).

    Args:
        actor: an editor of the model; the caller has asked.
        master: which.
        read: its revision as the person read it.

    Raises:
        ValidationError: where the model is another deployment's, and for what is released, tried, or needed by others.
        ChangedMeanwhile: when somebody wrote in it after it was read.
    """
    refuse_to_write_for_another()
    with transaction.atomic():
        # All drafts: nobody lets another one build on this while it goes.
        rows = {row.pk: row for row in Master.objects.select_for_update().order_by("code").defer("content")}
        row = rows.get(master.pk)
        if row is None:
            return
        if row.revision != read:
            raise ChangedMeanwhile
        if obstacles := removal_of(row).obstacles:
            raise ValidationError(obstacles)
        record_audit(actor=actor, verb="templates.remove_master", target=row, right="masters.edit_masters")
        row.delete()
