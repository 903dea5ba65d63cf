"""A deviation ends when nothing differs any more: it would explain what is not there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.models import Deviation, DeviationState, Step
from shared_templates.board.submitting import close
from shared_templates.content.likeness import Likeness
from shared_templates.deviations.keeping import turn


def end_what_explains_nothing(keys: Collection[UUID], *, actor: Actor, now: datetime) -> None:
    """Close the municipality's deviations of these items where they say what the model says; units keep theirs."""
    alike = Deviation.objects.filter(item__key__in=list(keys), item__likeness=Likeness.INHERITED)
    found = list(alike.filter(unit=None).exclude(state=DeviationState.CLOSED).select_related("item"))
    for row in found:
        row.closed_at, row.closing_note = now, _("Texten är åter mallens.")
        turn(row, Step.CLOSED, actor=actor, now=now, note=row.closing_note)
    if found:
        close(*(row.uuid for row in found), now=now)
