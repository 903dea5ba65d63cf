"""Say where the site stands today."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.profile.models import AREAS, Assessment


def assess_maturity(*, actor: Actor, scores: Mapping[str, int], note: str = "", now: datetime) -> Assessment:
    """Keep the assessment of the day; a second one on the same day replaces the first (TN-07).

    Args:
        actor: who says so.
        scores: area → 1–5, all five.
        note: what the figures do not say.
        now: the moment.

    Raises:
        ValidationError: when an area is missing or out of range.
    """
    if set(scores) != set(AREAS) or not all(isinstance(n, int) and 1 <= n <= 5 for n in scores.values()):
        raise ValidationError(_("Välj ett steg från 1 till 5 i varje område."))
    told = {"note": note.strip()[:500], "by_uuid": actor.uuid, "by_name": actor.name[:200], "at": now}
    with transaction.atomic():
        made = Assessment.objects.update_or_create(day=localdate(now), defaults={**scores, **told})[0]
        record_audit(actor=actor, verb="tenants.assess_maturity", target=made, details=dict(scores))
    return made
