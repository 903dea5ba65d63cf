"""What an editor who leaves has in the editors' tools."""

from collections.abc import Collection

from django.db import transaction
from wagtail.models import Page, WorkflowState

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


def give_drafts(*, actor: Actor, keys: Collection[str], frm: User, to: User) -> int:
    """Let somebody else own pages that are not published; who wrote what is published stays its author.

    Args:
        actor: who decides.
        keys: of the pages.
        frm: who owns them now; others' are left alone.
        to: who is to own them.
    """
    with transaction.atomic():
        moved: int = Page.objects.filter(pk__in=keys, owner=frm, live=False).update(owner=to)
        record_audit(actor=actor, verb="intranet.give_drafts", target=frm, details={"count": moved, "to": str(to.uuid)})
    return moved


def give_reviews(*, actor: Actor, keys: Collection[str], frm: User, to: User) -> int:
    """Let somebody else stand as the one who asked for a review that is going on, and get its answer.

    Args:
        actor: who decides.
        keys: of the reviews.
        frm: who asked.
        to: who stands for it from now on.
    """
    going_on = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    with transaction.atomic():
        asked = WorkflowState.objects.filter(pk__in=keys, requested_by=frm, status__in=going_on)
        moved: int = asked.update(requested_by=to)
        record_audit(
            actor=actor, verb="intranet.give_reviews", target=frm, details={"count": moved, "to": str(to.uuid)}
        )
    return moved


def release_locks(*, actor: Actor, user: User) -> int:
    """Unlock what the person has locked, or nobody could go on with it.

    Args:
        actor: who decides.
        user: who leaves.
    """
    with transaction.atomic():
        opened: int = Page.objects.filter(locked_by=user, locked=True).update(
            locked=False, locked_by=None, locked_at=None
        )
        if opened:
            record_audit(actor=actor, verb="intranet.release_locks", target=user, details={"count": opened})
    return opened
