"""Change what one said; what it said before stays readable."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.http import Http404

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.tags import tags_in
from samverk.social.talk.access import comment_or_404, require_own
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention
from samverk.social.talk.models import Comment, CommentVersion
from samverk.social.talk.told import show_words_now
from samverk.social.talk.typed import checked_text


@transaction.atomic
def edit_comment(
    *, actor: Actor, user: User, pk: int, text: str, now: datetime, chosen: Collection[Mention] = ()
) -> Comment:
    """A text that is as it was changes nothing. Who is mentioned anew is not told: that would be a way to shout twice.

    Args:
        actor: who acts.
        user: who wrote it.
        pk: the comment.
        text: as typed.
        now: the moment.
        chosen: whom the author chose in the picker.

    Raises:
        Http404: when it is not there, taken away or hidden.
        Denied: for others' comments, and for things the person may no longer see.
        ValidationError: when there is no text, or too much.
    """
    _seen, subject = comment_or_404(user=user, pk=pk)
    found = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    require_own(user=user, comment=found)
    if not found.is_readable:
        raise Http404
    stored = with_marks(viewer=user, text=checked_text(text), chosen=chosen)
    if stored == found.text:
        return found
    CommentVersion.objects.create(
        comment=found, version=found.version, text=found.text, written_at=found.edited_at or found.created_at
    )
    found.text, found.tags, found.edited_at, found.version = stored, tags_in(text), now, found.version + 1
    found.save(update_fields=["text", "tags", "edited_at", "version"])
    show_words_now(found)
    record_audit(
        actor=actor,
        verb="social.edit_comment",
        target=found,
        label=subject.title,
        details={"version": found.version},
        right="own",
    )
    return found
