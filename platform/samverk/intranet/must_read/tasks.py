"""Reminders, by the worker."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(
    name="samverk.intranet.must_read.tasks.remind", autoretry_for=(Exception,), retry_backoff=60, max_retries=5
)
def remind(**kwargs: Any) -> None:
    """Once a day."""
    from samverk.intranet.must_read.actions.remind_readers import remind_readers

    remind_readers(actor=HOUSE, today=clock.today())
