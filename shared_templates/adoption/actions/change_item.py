"""Write an item differently here (TP-03), or take the model's words back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.ending import end_what_explains_nothing
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Adopted, Deviation, Reason
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.catalogue.models import Policy
from shared_templates.content.values import Content

#: A habit is looked at again within twelve months (TP-03).
HABIT_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item differs, as somebody says it; fields as on `Deviation`."""

    reason: str
    text: str
    review_on: date
    owner: User
    cost_a_year: int = 0
    unit: UUID | None = None


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
        ValidationError: for a locked item, and a reason that is not whole.
        NeedsReason: without a reason where one is needed.
        ChangedMeanwhile: when somebody was faster.
    """
    with transaction.atomic():
        row = Adopted.objects.select_for_update().get(pk=item.pk)
        if row.revision != read:
            raise ChangedMeanwhile
        base = row.began_from()
        if row.policy == Policy.LOCKED and content != base:
            raise ValidationError(
                _("Mallen har låst det här, så det gäller lika för alla. Lämna ett förslag till mallen.")
            )
        row.say(content, base=base)
        row.changed_at, row.changed_by = now, actor.name
        row.save()
        if content == base:
            end_what_explains_nothing([row.key], now=now)
        elif why is not None:
            _propose(row, why, now)
        elif row.policy == Policy.DEFAULT and not row.deviations.filter(state__in=OPEN).exists():
            raise NeedsReason(_("Skriv varför ni gör på ett annat sätt än mallen."))
        record_audit(
            actor=actor,
            verb="templates.change_item",
            target=row,
            details={"likeness": row.likeness, "reason": why.reason if why else ""},
            right="adoption.take_templates",
        )
        tell([row.key], day=localdate(now))
    return row


def _propose(row: Adopted, why: Why, now: datetime) -> None:
    if not why.text.strip():
        raise ValidationError({"text": _("Skriv skälet med egna ord.")})
    today = localdate(now)
    if why.review_on <= today:
        raise ValidationError({"review_on": _("Välj en dag som kommer.")})
    if why.reason == Reason.HABIT and why.review_on > today.replace(year=today.year + 1, day=min(today.day, 28)):
        raise ValidationError({"review_on": _("Ett avsteg av vana omprövas inom tolv månader.")})
    deviation = Deviation(
        item=row, reason=why.reason, text=why.text.strip(), unit=why.unit, owner=why.owner,
        cost_a_year=why.cost_a_year, review_on=why.review_on, proposed_at=now,
    )  # fmt: skip
    deviation.full_clean()
    deviation.save()
