"""Carrying profiles, by the worker."""

from typing import Any

from celery import shared_task

from samverk.kernel.actions.record_audit import HOUSE


class NotAllTook(Exception):
    """Some sites could not take the profile; the task comes back for them."""


@shared_task(name="samverk.identity.profile.tasks.carry", autoretry_for=(Exception,), retry_backoff=30, max_retries=10)
def carry(*, user: int, **kwargs: Any) -> None:
    """Carry the newest profile of one person to each of their sites.

    The message holds a number only; names are read here and written there, and lie in no queue.
    """
    from samverk.identity.profile.carrying import carry_everywhere

    failed = carry_everywhere(actor=HOUSE, user_pk=user)
    if failed:
        raise NotAllTook(", ".join(failed))
