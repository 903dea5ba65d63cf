"""What the worker does with posts."""

from typing import Any

from celery import shared_task

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


@shared_task(name="samverk.social.posts.tasks.empty_deleted_posts")
def empty_deleted_posts(**kwargs: Any) -> None:
    """Forget what was taken away and can no longer come back."""
    from samverk.social.posts.actions.delete_post import empty_deleted
    from samverk.social.posts.actions.throw_post_draft import forget_thrown_drafts

    forget_thrown_drafts(actor=HOUSE, now=clock.now())
    while empty_deleted(actor=HOUSE, now=clock.now()):
        pass
