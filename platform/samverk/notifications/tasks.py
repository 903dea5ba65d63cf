"""Telling people, by the worker; each may run again at any time, and by two workers at once."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(name="samverk.notifications.tasks.expand_events")
def expand_events(**kwargs: Any) -> None:
    """Give people their notices of what has happened."""
    from samverk.notifications.actions.send_push import send_push
    from samverk.notifications.queueing import expansion_begins
    from samverk.notifications.rounds import expand_waiting

    expansion_begins()
    expand_waiting(actor=HOUSE, now=clock.now())
    send_push(actor=HOUSE, now=clock.now())


@shared_task(name="samverk.notifications.tasks.tend", expires=300)
def tend(**kwargs: Any) -> None:
    """What nobody was told of, and the letters that are due."""
    from samverk.notifications.actions.send_push import send_push
    from samverk.notifications.rounds import expand_waiting, send_due_letters

    expand_waiting(actor=HOUSE, now=clock.now())
    send_push(actor=HOUSE, now=clock.now())
    send_due_letters(actor=HOUSE, now=clock.now())
