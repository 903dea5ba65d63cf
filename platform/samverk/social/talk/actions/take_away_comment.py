"""Take away what one said, and put it back while it is fresh."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.http import Http404

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.talk.access import comment_or_404, require_own
from samverk.social.talk.choosers import tell_chooser
from samverk.social.talk.models import Comment, Thread
from samverk.social.talk.told import show_words_now

#: So long the author can put it back; then the text is let go of by the nightly sweep.
REGRET = timedelta(minutes=10)


@transaction.atomic
def take_away_comment(*, actor: Actor, user: User, pk: int, now: datetime) -> Comment:
    """Its place stays, and says that its author took it away. Doing it again changes nothing.

    Args:
        actor: who acts.
        user: who wrote it.
        pk: the comment.
        now: the moment.

    Raises:
        Http404: when it is not there.
        Denied: for others' comments, and for things the person may no longer see.
    """
    comment_or_404(user=user, pk=pk)
    found = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    require_own(user=user, comment=found)
    if found.deleted_at is None:
        found.deleted_at = now
        _save(found, by=-1)
        record_audit(actor=actor, verb="social.take_away_comment", target=found, right="own")
    return found


@transaction.atomic
def put_back_comment(*, actor: Actor, user: User, pk: int, now: datetime) -> Comment:
    """Within `REGRET`.

    Args:
        actor: who acts.
        user: who wrote it.
        pk: the comment.
        now: the moment.

    Raises:
        Http404: when it is not there, was not taken away, or it is too late.
        Denied: for others' comments, and for things the person may no longer see.
    """
    comment_or_404(user=user, pk=pk)
    found = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    require_own(user=user, comment=found)
    if found.deleted_at is None or now - found.deleted_at > REGRET:
        raise Http404
    found.deleted_at = None
    _save(found, by=1)
    record_audit(actor=actor, verb="social.put_back_comment", target=found, right="own")
    return found


def _save(found: Comment, *, by: int) -> None:
    found.version += 1
    found.save(update_fields=["deleted_at", "version"])
    show_words_now(found)
    if found.hidden_at is None:
        Thread.objects.filter(pk=found.thread_id).update(comments=F("comments") + by)
        tell_chooser(found.pk)
