"""Mails about guests, sent by the worker."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE

#: A mail server that is away for an hour costs no invitation.
AWAY = (OSError,)


@shared_task(name="samverk.identity.guests.tasks.send_invitation", autoretry_for=AWAY, retry_backoff=30, max_retries=8)
def send_invitation(*, stay: int, **kwargs: Any) -> None:
    """Make the link and mail it. Run again it makes a new link, and the one before opens nothing any more."""
    from samverk.identity.guests.actions.send_invitation import send_invitation as send

    send(actor=HOUSE, stay_id=stay, now=clock.now())


@shared_task(name="samverk.identity.guests.tasks.mind_guests", autoretry_for=AWAY, retry_backoff=30, max_retries=8)
def mind_guests(**kwargs: Any) -> None:
    """Once a day: remind sponsors, tell them of stays that ended."""
    from samverk.identity.guests.actions.mind_guests import mind_guests as mind

    mind(actor=HOUSE, now=clock.now())
