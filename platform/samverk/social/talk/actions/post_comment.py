"""Say something about a thing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref, Subject
from samverk.social.talk import told
from samverk.social.talk.access import comment_about_or_404, require_commentable, subject_or_404
from samverk.social.talk.comments_as_subjects import comment_url
from samverk.social.talk.excerpts import plain_without_names
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention, mentions_in
from samverk.social.talk.models import Comment, Thread
from samverk.social.talk.typed import checked_text
from tenants.prepared import ask


class Locked(Denied):
    """The discussion is closed for new comments."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it.

    Attributes:
        pk: of the comment.
        is_new: False when the same form had been sent before.
        subject: what it is about.
    """

    pk: int
    is_new: bool
    subject: Subject


class _NotWritten(Exception):
    """Undoes what the statement counted."""


#: The thread is made or counted up, which also makes two writers of the same form wait for each other; a locked one
#: gives no row, and then there is nothing to insert. What was kept from a session that ran out has come through.
_WRITE = """
WITH thread AS (
    INSERT INTO social_talk_thread (kind, key, comments, last_at, locked_reason, resolved_reason)
    VALUES (%(kind)s, %(key)s, 1, %(now)s, '', '')
    ON CONFLICT (kind, key) DO UPDATE
        SET comments = social_talk_thread.comments + 1, last_at = EXCLUDED.last_at
        WHERE social_talk_thread.locked_at IS NULL
    RETURNING id
), kept AS (
    DELETE FROM social_talk_commentdraft WHERE author_id = %(author)s AND form = %(form)s
)
INSERT INTO social_talk_comment (thread_id, author_id, parent_id, top_id, form, text, version, created_at)
SELECT id, %(author)s, %(parent)s, %(top)s, %(form)s, %(text)s, 1, %(now)s FROM thread
ON CONFLICT (author_id, form) DO NOTHING
RETURNING id::bigint
"""


def post_comment(
    *,
    actor: Actor,
    author: User,
    ref: Ref,
    text: str,
    form: UUID,
    now: datetime,
    parent: int | None = None,
    chosen: Collection[Mention] = (),
) -> Posted:
    """Write it, count it, log it and tell those it concerns, in one transaction (PF-18).

    Args:
        actor: who acts.
        author: who says it.
        ref: what it is about.
        text: as typed.
        form: of the form; the same twice is one comment.
        now: the moment.
        parent: the comment it answers.
        chosen: whom the author chose in the picker.

    Raises:
        Http404: when there is no such thing, or no such comment to answer.
        Denied: for what the author may not see or nobody may comment; `Locked` when the discussion is.
        ValidationError: when there is no text, or too much.
    """
    subject = subject_or_404(user=author, ref=ref)
    require_commentable(subject)
    text = checked_text(text)
    answered = comment_about_or_404(ref=ref, pk=parent) if parent is not None else None
    stored = with_marks(viewer=author, text=text, chosen=chosen)
    values = {
        "kind": ref.kind,
        "key": ref.key,
        "now": now,
        "author": author.pk,
        "parent": answered.pk if answered else None,
        "top": (answered.top_id or answered.pk) if answered else None,
        "form": str(form),
        "text": stored,
    }
    try:
        with transaction.atomic():
            rows = ask(_WRITE, values, steady=True)
            if not rows:
                raise _NotWritten
            ((comment,),) = rows
            _log_and_tell(actor, author, subject, stored, answered, pk=comment)
    except _NotWritten:
        return _why_not(author, subject, form)
    return Posted(pk=comment, is_new=True, subject=subject)


def _log_and_tell(
    actor: Actor, author: User, subject: Subject, text: str, answered: Comment | None, *, pk: int
) -> None:
    record_audit(
        actor=actor,
        verb="social.post_comment",
        label=subject.title,
        details={"comment": pk, "about": f"{subject.ref.kind}:{subject.ref.key}"},
        right="own",
    )
    said = told.Said(
        subject=subject,
        by=author,
        text=plain_without_names(text),
        answers=answered.author_id if answered else None,
        mentions=mentions_in(text),
    )
    told.tell_comment(actor=actor, said=said, comment=pk, url=comment_url(pk))


def _why_not(author: User, subject: Subject, form: UUID) -> Posted:
    """Sent before, or locked.

    Raises:
        Locked: with the reason that was given.
    """
    before = Comment.objects.filter(author=author, form=form).values_list("pk", flat=True).first()
    if before is not None:
        return Posted(pk=before, is_new=False, subject=subject)
    thread = Thread.objects.filter(kind=subject.ref.kind, key=subject.ref.key).first()
    reason = thread.locked_reason if thread else ""
    raise Locked(_("Diskussionen är låst för nya kommentarer. %(reason)s") % {"reason": reason})
