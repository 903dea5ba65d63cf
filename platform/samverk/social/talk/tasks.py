"""What the clock does about talks."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(
    name="samverk.social.talk.tasks.let_go_of_texts", autoretry_for=(Exception,), retry_backoff=60, max_retries=5
)
def let_go_of_texts(**kwargs: Any) -> None:
    """Once a day: hidden texts whose time is over, comments taken away, forgotten drafts."""
    from samverk.social.talk.actions.moderate import forget_hidden, forget_taken_away

    forget_hidden(actor=HOUSE, now=clock.now())
    forget_taken_away(actor=HOUSE, now=clock.now())
