"""Say that a version of an item is not taken, or not yet (TP-14)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import PutOff
from shared_templates.catalogue.models import ReleasedItem

#: Whoever would wait longer says that the version is not taken.
LONGEST = timedelta(days=2 * 366)


def put_off(*, actor: Actor, item: ReleasedItem, now: datetime, until: date | None = None, why: str = "") -> PutOff:
    """Defer (`until`) or reject (no `until`) one version; said again, the last counts. The next version is offered.

    Args:
        actor: whoever decides; the view has asked.
        item: as released.
        now: the moment.
        until: when it is to be looked at again.
        why: asked for where it is rejected.

    Raises:
        ValidationError: for a day that has passed or is more than two years away, and a rejection without a reason.
    """
    if until is not None and until <= localdate(now):
        raise ValidationError({"until": _("Välj en dag som kommer.")})
    if until is not None and until - localdate(now) > LONGEST:
        raise ValidationError({"until": _("Välj en dag inom två år, eller skriv varför ni inte tar in den.")})
    if until is None and not why.strip():
        raise ValidationError({"why": _("Skriv varför ni inte tar in den här versionen.")})
    with transaction.atomic():
        row, _made = PutOff.objects.update_or_create(
            key=item.key,
            version=item.version,
            defaults={"until": until, "why": why.strip()[:300], "by": actor.name, "at": now},
        )
        record_audit(
            actor=actor,
            verb="templates.put_off",
            label=str(item),
            details={"until": until.isoformat() if until else ""},
            right="adoption.take_templates",
        )
        tell([item.key], day=localdate(now))
    return row
