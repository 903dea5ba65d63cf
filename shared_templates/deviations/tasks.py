"""The worker's round of the day among deviations."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.deviations.actions.mind_deviations import mind_deviations


@shared_task(name="shared_templates.mind_deviations_here")
def mind_deviations_here(**kwargs: Any) -> None:
    """Once a day: end what has expired, ask for the reviews that are due (TP-03)."""
    mind_deviations(actor=HOUSE, now=clock.now())
