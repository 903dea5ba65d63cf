"""What an editor holds in the editors' tools, for whoever plans their last day."""

from datetime import date

from wagtail.models import Page, WorkflowState

from samverk.identity.models import User
from samverk.identity.movers.owned import Thing
from samverk.intranet.actions.hand_over_pages import release_locks
from samverk.intranet.knowledge.queries import owned_by
from samverk.kernel.actions.record_audit import Actor


def drafts(user: User) -> list[Thing]:
    """Pages the person began that are not published."""
    pages = Page.objects.filter(owner=user, live=False).order_by("title")
    return [Thing(key=str(page.pk), label=page.get_admin_display_title()) for page in pages]


def reviews(user: User) -> list[Thing]:
    """Reviews the person asked for that are going on."""
    going_on = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    rows = WorkflowState.objects.filter(requested_by=user, status__in=going_on).prefetch_related("content_object")
    return [Thing(key=str(row.pk), label=str(row.content_object)) for row in rows]


def articles(user: User) -> list[Thing]:
    """Published articles of the knowledge bank that the person owns."""
    return [Thing(key=str(page.pk), label=page.title) for page in owned_by(user)]


def count_locks(*, user: User) -> int:
    """Pages only the person can change now."""
    found: int = Page.objects.filter(locked_by=user, locked=True).count()
    return found


def open_locks(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """A lock is opened, not handed over."""
    return release_locks(actor=actor, user=user)
