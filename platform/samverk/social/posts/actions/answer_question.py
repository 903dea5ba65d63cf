"""Say that a question has got its answer, and which comment it is."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import require_manager
from samverk.social.posts.models import Post, PostKind
from samverk.social.posts.refs import ref_of
from samverk.social.posts.told import tell_of_answer
from samverk.social.talk.access import comment_about_or_404


def answer_question(
    *, actor: Actor, user: User, post: Post, answered: bool, comment: int | None = None, now: datetime
) -> bool:
    """The question is shown as answered, with the comment that answers it first; or as open again.

    Who wrote that comment is told. Chosen twice it is chosen once.

    Args:
        actor: who acts.
        user: the same person: who asked, the unit's head, or who manages posts.
        post: a question the person may read.
        answered: or not.
        comment: key of the comment that answers it, where one does.
        now: the moment.

    Returns:
        False when it stood so already.

    Raises:
        Denied: for everybody else.
        ValidationError: for a post that is no question.
        Http404: for a comment on something else, or one that is gone.
    """
    right = "own" if post.author_id == user.pk else require_manager(user, post)
    if post.kind != PostKind.QUESTION:
        raise ValidationError(_("Det här är ingen fråga."))
    with transaction.atomic():
        # The comment before the post, as whoever hides it does: then neither waits for the other.
        chosen = None
        if answered and comment is not None:
            chosen = comment_about_or_404(ref=ref_of(post.pk), pk=comment, hold=True)
        answer = str(chosen.pk) if chosen else ""
        post = Post.objects.select_for_update().get(pk=post.pk)
        if (post.answered_at is not None, post.answer) == (answered, answer):
            return False
        post.answered_at, post.answer, post.version = now if answered else None, answer, post.version + 1
        post.save(update_fields=["answered_at", "answer", "version"])
        details: dict[str, object] = {"answered": answered} | ({"comment": chosen.pk} if chosen else {})
        record_audit(actor=actor, verb="social.answer_question", target=post, right=right, details=details)
        if chosen is not None:
            tell_of_answer(actor=actor, post=post, comment=chosen, by=user)
    return True
