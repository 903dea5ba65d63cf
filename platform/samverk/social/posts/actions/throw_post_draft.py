"""Throw away what somebody has begun to write, or take that back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor
from samverk.social.posts.access import UNDO
from samverk.social.posts.actions.save_post_draft import save_post_draft
from samverk.social.posts.models import Draft


@transaction.atomic
def throw_post_draft(*, actor: Actor, user: int, fields: Mapping[str, str], now: datetime) -> bool:
    """The form is empty again; for ten minutes the person can take that back, with all that stood in it.

    Args:
        actor: who acts.
        user: key of the person.
        fields: of the form as it was when it was thrown away; without text the stored ones count.
        now: the moment.

    Returns:
        Can it be taken back: is there something that may be stored.
    """
    if fields.get("text", "").strip():
        save_post_draft(actor=actor, user=user, fields=fields, now=now)
    return bool(Draft.objects.filter(user=user, thrown_at=None).update(thrown_at=now))


def take_back_draft(*, actor: Actor, user: int, now: datetime) -> bool:
    """Undo `throw_post_draft`; False when it is too late, or when something new has been begun.

    Args:
        actor: who acts.
        user: key of the person.
        now: the moment.
    """
    return bool(Draft.objects.filter(user=user, thrown_at__gte=now - UNDO).update(thrown_at=None))


def forget_thrown_drafts(*, actor: Actor, now: datetime) -> int:
    """Let go of those that nobody can bring back; returns how many.

    Args:
        actor: the house.
        now: the moment.
    """
    return Draft.objects.filter(thrown_at__lt=now - UNDO).delete()[0]
