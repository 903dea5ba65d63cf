"""What the clock does about followed searches."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(name="samverk.social.searches.tasks.look_in_searches", expires=600)
def look_in_searches(**kwargs: Any) -> None:
    """The searches of one site that are due; each may be looked for again at any time, and by two workers at once."""
    from samverk.social.searches.rounds import look_in_due_searches

    look_in_due_searches(actor=HOUSE, now=clock.now())
