"""Explain what differs here, or say that a unit departs from an item (TP-03, TN-14)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.catalogue.models import Policy
from shared_templates.content.likeness import Likeness
from shared_templates.deviations.proposing import Why, propose
from shared_templates.deviations.told import tell_approvers


def propose_deviation(*, actor: Actor, item: Adopted, why: Why, now: datetime) -> Deviation:
    """A deviation that waits for a decision; the item's text is not touched.

    Args:
        actor: whoever may adapt items, or belongs to the unit; the view has asked.
        item: which.
        why: the reason, and the unit where only one departs.
        now: the moment.

    Raises:
        Http404: when the release that brought it has been undone meanwhile.
        ValidationError: for a locked item, a reason that is not whole, a second deviation of the same unit, and of the
            whole municipality where nothing differs or all is explained.
    """
    with transaction.atomic():
        row = get_object_or_404(Adopted.objects.select_for_update(), pk=item.pk)
        if row.policy == Policy.LOCKED:
            raise ValidationError(_("Mallen har låst det här, så det gäller lika för alla."))
        if row.deviations.filter(unit=why.unit, state__in=OPEN).exists():
            raise ValidationError(_("Det finns redan ett avsteg här. Skriv om det i stället."))
        if why.unit is None and row.likeness not in (Likeness.ADAPTED, Likeness.REPLACED):
            raise ValidationError(_("Er text är mallens, så det finns inget att förklara."))
        deviation = propose(row, why, actor=actor, now=now)
        record_audit(
            actor=actor,
            verb="templates.propose_deviation",
            target=row,
            details={"reason": why.reason, "unit": str(why.unit or "")},
            right="own" if why.unit else "adoption.take_templates",
        )
        tell([row.key], day=localdate(now))
        tell_approvers(deviation, actor=actor)
    return deviation
