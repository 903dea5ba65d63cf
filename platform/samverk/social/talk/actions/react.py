"""Say something with one press, or take it back."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref, Subject
from samverk.social.talk.access import COMMENT, require_commentable, subject_or_404
from samverk.social.talk.models import ReactionKind
from tenants.connection import connection

#: The row decides and the number follows it, in one statement: presses at the same moment count once each.
_ADD = """
WITH made AS (
    INSERT INTO social_talk_reaction (user_id, kind, key, reaction, at)
    VALUES (%(user)s, %(kind)s, %(key)s, %(reaction)s, %(now)s)
    ON CONFLICT (kind, key, reaction, user_id) DO NOTHING RETURNING id
)
INSERT INTO social_talk_reactioncount (kind, key, reaction, number)
SELECT %(kind)s, %(key)s, %(reaction)s, 1 FROM made
ON CONFLICT (kind, key, reaction) DO UPDATE SET number = social_talk_reactioncount.number + 1
RETURNING id
"""
_TAKE_BACK = """
WITH gone AS (
    DELETE FROM social_talk_reaction
    WHERE user_id = %(user)s AND kind = %(kind)s AND key = %(key)s AND reaction = %(reaction)s RETURNING id
)
UPDATE social_talk_reactioncount SET number = number - 1
WHERE kind = %(kind)s AND key = %(key)s AND reaction = %(reaction)s AND EXISTS (SELECT FROM gone)
RETURNING id
"""


@transaction.atomic
def react(*, actor: Actor, user: User, ref: Ref, reaction: str, wanted: bool, now: datetime) -> Subject:
    """One of each kind per person and thing; again changes nothing (PF-18).

    Args:
        actor: who acts.
        user: who reacts.
        ref: to what: a comment, or anything that can be commented.
        reaction: one of ReactionKind.
        wanted: False takes it back.
        now: the moment.

    Raises:
        Http404: for what does not exist here.
        Denied: for what the person may not see, or nobody may comment.
    """
    if reaction not in ReactionKind.values:
        raise Http404
    subject = subject_or_404(user=user, ref=ref)
    if ref.kind != COMMENT and wanted:
        require_commentable(subject)
    values = {"user": user.pk, "kind": ref.kind, "key": ref.key, "reaction": reaction, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_ADD if wanted else _TAKE_BACK, values)
        changed = cursor.fetchone() is not None
    if changed:
        verb = "social.react" if wanted else "social.take_back_reaction"
        record_audit(
            actor=actor,
            verb=verb,
            label=reaction,
            details={"about": f"{ref.kind}:{ref.key}"},
            right="own",
        )
    return subject
