"""Take away what one has written, or take that back."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import UNDO, require_author
from samverk.social.posts.hiding import let_go
from samverk.social.posts.models import Post, PostState


def delete_post(*, actor: Actor, author: User, post: Post, now: datetime) -> None:
    """Nobody sees the post any longer; for ten minutes its author can take that back.

    Args:
        actor: who acts.
        author: the same person, who wrote the post.
        post: which.
        now: the moment.

    Raises:
        Denied: for a post somebody else wrote.
    """
    require_author(user=author, post=post)
    with transaction.atomic():
        changed = Post.objects.filter(pk=post.pk, state=PostState.PUBLISHED)
        if changed.update(state=PostState.DELETED, deleted_at=now):
            record_audit(actor=actor, verb="social.delete_post", target=post, right="own")


def restore_post(*, actor: Actor, author: User, post: Post, now: datetime) -> bool:
    """Undo `delete_post`; False when it is too late.

    Args:
        actor: who acts.
        author: the same person, who wrote the post.
        post: which.
        now: the moment.

    Raises:
        Denied: for a post somebody else wrote.
    """
    require_author(user=author, post=post)
    with transaction.atomic():
        gone = Post.objects.filter(pk=post.pk, state=PostState.DELETED, deleted_at__gte=now - UNDO)
        if not gone.update(state=PostState.PUBLISHED, deleted_at=None):
            return False
        record_audit(actor=actor, verb="social.restore_post", target=post, right="own")
    return True


def empty_deleted(*, actor: Actor, now: datetime, count: int = 500) -> int:
    """Forget what removed posts said, and their files, when nobody can bring them back; returns how many.

    The row stays, without a word of what it said, so that nothing that points to it points to something else.

    Args:
        actor: the house.
        now: the moment.
        count: at most so many a time.
    """
    rows = Post.objects.filter(state=PostState.DELETED, deleted_at__lt=now - UNDO).exclude(text="")
    with transaction.atomic():
        posts = list(rows.select_for_update(skip_locked=True).order_by("pk")[:count])
        let_go([post.pk for post in posts])
        if posts:
            record_audit(actor=actor, verb="social.empty_deleted", details={"posts": len(posts)})
    return len(posts)
