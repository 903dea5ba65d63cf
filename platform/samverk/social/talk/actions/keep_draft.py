"""Keep what somebody had typed when their session had run out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.social.refusing import refuse_personal_number
from samverk.social.talk.models import CommentDraft
from samverk.social.text import LONGEST


@transaction.atomic
def keep_draft(
    *, actor: Actor, author: User, ref: Ref, form: UUID, parent: int | None, text: str, now: datetime
) -> CommentDraft:
    """For whoever the form was made for; the same form again replaces its text. What it is about is asked when it is
    sent, by somebody signed in.

    Args:
        actor: who acts: the house, as nobody is signed in.
        author: whose form it was.
        ref: what the comment is about.
        form: of the form.
        parent: the comment it answers.
        text: as typed.
        now: the moment.

    Raises:
        ValidationError: for a personnummer (LAW-24).
    """
    refuse_personal_number(text)
    draft, _is_new = CommentDraft.objects.update_or_create(
        author=author,
        form=form,
        defaults={"kind": ref.kind, "key": ref.key, "parent": parent, "text": text[:LONGEST], "kept_at": now},
    )
    record_audit(actor=actor, verb="social.keep_draft", details={"person": str(author.uuid)})
    return draft
