"""Fetching glances, by the worker."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(name="samverk.portal.elsewhere.tasks.fetch_glances", expires=60)
def fetch_glances(*, user: int, **kwargs: Any) -> None:
    """One person's other sites; running it again only makes the facts newer. The message holds a number only."""
    from samverk.identity.models import User
    from samverk.portal.elsewhere.actions.fetch_glances import fetch_glances as fetch

    found = User.objects.filter(pk=user, is_active=True).first()
    if found is not None:
        fetch(actor=HOUSE, user=found, now=clock.now())
