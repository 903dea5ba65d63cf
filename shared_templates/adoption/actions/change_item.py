"""Write an item differently here (TP-03), or take the model's words back."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.dependents import bring_along
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.adoption.told import tell_followers
from shared_templates.catalogue.models import Policy
from shared_templates.content.size import refuse_too_long
from shared_templates.content.values import Content
from shared_templates.deviations.ending import end_what_explains_nothing
from shared_templates.deviations.proposing import Why, propose
from shared_templates.deviations.told import tell_approvers


class ChangedMeanwhile(Exception):
    """Somebody else changed the item after this person had read it; nothing is written."""


class NeedsReason(ValidationError):
    """The item may differ only with a reason, and none is given."""


def change_item(
    *, actor: Actor, item: Adopted, content: Content, read: UUID, now: datetime, why: Why | None = None
) -> Adopted:
    """Keep what the item shall say here; saying what the model says ends its deviations.

    Args:
        actor: whoever may adapt items; the view has asked.
        item: which.
        content: all that it shall say.
        read: the revision the person had before them.
        now: the moment.
        why: a new deviation; asked for where the model wants a reason and there is none yet.

    Raises:
        Http404: when the release that brought it has been undone meanwhile.
        ValidationError: for a locked item, a text that is too long, and a reason that is not whole.
        NeedsReason: without a reason where one is needed.
        ChangedMeanwhile: when somebody was faster.
    """
    refuse_too_long(content)
    with transaction.atomic():
        row = get_object_or_404(Adopted.objects.select_for_update(), pk=item.pk)
        if row.revision != read:
            raise ChangedMeanwhile
        base, was = row.began_from(), row.said()
        if row.policy == Policy.LOCKED and content != base:
            raise ValidationError(
                _("Mallen har låst det här, så det gäller lika för alla. Lämna ett förslag till mallen.")
            )
        row.say(content, base=base)
        row.changed_at, row.changed_by = now, actor.name
        row.save()
        if content == base:
            end_what_explains_nothing([row.key], actor=actor, now=now)
        elif why is not None:
            tell_approvers(propose(row, why, actor=actor, now=now), actor=actor)
        elif row.policy == Policy.DEFAULT and not row.deviations.filter(unit=None, state__in=OPEN).exists():
            raise NeedsReason(_("Skriv varför ni gör på ett annat sätt än mallen."))
        record_audit(
            actor=actor,
            verb="templates.change_item",
            target=row,
            details={"likeness": row.likeness, "reason": why.reason if why else ""},
            right="adoption.take_templates",
        )
        bring_along(actor=actor, items=[row])
        tell([row.key], day=localdate(now))
        if content != was:
            tell_followers(actor=actor, changed=[row], words=_("Texten är ändrad här hos oss."))
    return row
