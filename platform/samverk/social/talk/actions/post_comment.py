"""Say something about a thing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, Line, line_of_new
from samverk.kernel.kept_insert import Row
from samverk.kernel.one_statement import write_with
from samverk.kernel.subjects import Ref, Subject
from samverk.social.tags import tags_in
from samverk.social.talk import told
from samverk.social.talk.access import comment_about_or_404, require_commentable, subject_or_404
from samverk.social.talk.comments_as_subjects import url_of_new
from samverk.social.talk.excerpts import plain_without_names
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention, mentions_in
from samverk.social.talk.models import Comment, Thread
from samverk.social.talk.typed import checked_text


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


#: The thread is locked first, which makes two writers of the same form wait for each other; a locked one gives no row,
#: and then there is nothing to insert, to count and to let go of: what was kept from a session that ran out.
_WRITE = """
thread AS (
    SELECT id FROM social_talk_thread WHERE kind = %(kind)s AND key = %(key)s AND locked_at IS NULL FOR NO KEY UPDATE
), made AS (
    INSERT INTO social_talk_comment (thread_id, author_id, parent_id, top_id, form, text, tags, version, created_at)
    SELECT id, %(author)s, %(parent)s, %(top)s, %(form)s, %(text)s, %(tags)s, 1, %(now)s FROM thread
    ON CONFLICT (author_id, form) DO NOTHING
    RETURNING id, thread_id
), counted AS (
    UPDATE social_talk_thread SET comments = comments + 1, last_at = %(now)s
    FROM made WHERE social_talk_thread.id = made.thread_id
), let_go AS (
    DELETE FROM social_talk_commentdraft USING made WHERE author_id = %(author)s AND form = %(form)s
)
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
    """Write it, count it, log it and tell those it concerns: one statement, whole or not at all (PF-18).

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
        "tags": tags_in(stored),
    }
    line, event = _with_it(actor, author, subject, stored, answered)
    for _turn in range(2):
        made = write_with(_WRITE, values, [line.row, event])
        if made is not None:
            line.mirror(made)
            told.tell_soon()
            return Posted(pk=made, is_new=True, subject=subject)
        before = Comment.objects.filter(author=author, form=form).values_list("pk", flat=True).first()
        if before is not None:
            return Posted(pk=before, is_new=False, subject=subject)
        # The first comment makes the thread.
        thread, _is_new = Thread.objects.get_or_create(kind=ref.kind, key=ref.key)
        if thread.locked_at:
            break
    raise Locked(_("Diskussionen är låst för nya kommentarer. %(reason)s") % {"reason": thread.locked_reason})


def _with_it(actor: Actor, author: User, subject: Subject, text: str, answered: Comment | None) -> tuple[Line, Row]:
    """What is written with the comment: its line in the log, and what is told of it."""
    line = line_of_new(
        actor=actor,
        verb="social.post_comment",
        model=Comment,
        label=subject.title,
        details={"about": f"{subject.ref.kind}:{subject.ref.key}"},
        right="own",
    )
    said = told.Said(
        subject=subject,
        by=author,
        text=plain_without_names(text),
        answers=answered.author_id if answered else None,
        mentions=mentions_in(text),
        tags=tags_in(text),
    )
    return line, told.row_of_new(said, url=url_of_new())
