"""Deviations in words for people."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.adoption.models import Deviation, DeviationState
from shared_templates.screens.comparing import Told

STATE: dict[str, Told] = {
    DeviationState.PROPOSED: Told(DeviationState.PROPOSED.label, "warning", "clock"),
    DeviationState.APPROVED: Told(DeviationState.APPROVED.label, "success", "check"),
    DeviationState.REVIEW: Told(DeviationState.REVIEW.label, "warning", "warning"),
    DeviationState.REFUSED: Told(DeviationState.REFUSED.label, "danger", "close"),
    DeviationState.EXPIRED: Told(DeviationState.EXPIRED.label, "danger", "warning"),
    DeviationState.CLOSED: Told(DeviationState.CLOSED.label, "neutral", "lock"),
}
UNEXPLAINED = Told(gettext_lazy("Oförklarad"), "danger", "question")


def kronor(amount: int | None) -> str:
    """An amount a year: 60 000 kr; that nobody has estimated it."""
    if amount is None:
        return _("Inte uppskattat")
    return _("%(amount)s kr") % {"amount": number_format(amount, force_grouping=True)}


def place_of(deviation: Deviation, units: Mapping[UUID, str]) -> str:
    """Whose deviation it is: a unit's name, or the whole municipality."""
    if deviation.unit is None:
        return _("Hela kommunen")
    return units.get(deviation.unit) or _("En enhet som inte finns längre")
