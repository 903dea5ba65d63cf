"""Say that a question has got its answer."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import require_manager
from samverk.social.posts.models import Post, PostKind


def answer_question(*, actor: Actor, user: User, post: Post, answered: bool, comment: str = "", now: datetime) -> None:
    """The question is shown as answered, or as open again.

    Args:
        actor: who acts.
        user: the same person: who asked, the unit's head, or who manages posts.
        post: a question the person may read.
        answered: or not.
        comment: key of the comment that answers it, where one does.
        now: the moment.

    Raises:
        Denied: for everybody else.
        ValidationError: for a post that is no question.
    """
    right = "own" if post.author_id == user.pk else require_manager(user, post)
    if post.kind != PostKind.QUESTION:
        raise ValidationError(_("Det här är ingen fråga."))
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(
            answered_at=now if answered else None, answer=comment[:60] if answered else "", version=F("version") + 1
        )
        record_audit(
            actor=actor, verb="social.answer_question", target=post, right=right, details={"answered": answered}
        )
