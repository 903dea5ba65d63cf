"""A deviation ends when nothing differs any more: it would explain what is not there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shared_templates.adoption.models import Deviation, DeviationState
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.content.likeness import Likeness


def end_what_explains_nothing(keys: Collection[UUID], *, now: datetime) -> None:
    """Close the open deviations of these items where they say what the model says; one query."""
    found = Deviation.objects.filter(item__key__in=list(keys), item__likeness=Likeness.INHERITED, state__in=OPEN)
    found.update(state=DeviationState.CLOSED, closed_at=now, closing_note=_("Texten är åter mallens."))
