"""Seeing people out, by the worker."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


class NotAllDone(Exception):
    """Something was not done; the task comes back for it."""


@shared_task(
    name="samverk.identity.movers.tasks.follow_departures", autoretry_for=(Exception,), retry_backoff=60, max_retries=5
)
def follow_departures(**kwargs: Any) -> None:
    """Once a day: whose last day has passed is seen out, each in a transaction of its own."""
    from samverk.identity.movers.following import see_out_all

    failed = see_out_all(actor=HOUSE, now=clock.now())
    if failed:
        raise NotAllDone(", ".join(map(str, failed)))


@shared_task(
    name="samverk.identity.movers.tasks.follow_elsewhere", autoretry_for=(Exception,), retry_backoff=30, max_retries=10
)
def follow_elsewhere(*, user: int, **kwargs: Any) -> None:
    """Let the sites where the person acts for this municipality know the last day, or that there is none."""
    from samverk.identity.movers.following import follow_on_each_site

    failed = follow_on_each_site(actor=HOUSE, user_pk=user, now=clock.now())
    if failed:
        raise NotAllDone(", ".join(failed))
