"""What office holders do with others' posts: put first, call official, hide."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import MANAGE, OFFICIAL, require_manager
from samverk.social.posts.models import Post, PostState


def pin_post(*, actor: Actor, manager: User, post: Post, last_day: date | None, today: date) -> None:
    """The post stands first in its place until the end of a day; None lets it go.

    Args:
        actor: who acts.
        manager: the same person: the unit's head, or who manages posts.
        post: which; one the person may read.
        last_day: the last day.
        today: the day.

    Raises:
        Denied: for everybody else.
        ValidationError: for a day that has passed.
    """
    right = require_manager(manager, post)
    if last_day is not None and last_day < today:
        raise ValidationError(_("Välj en dag som inte har passerat."))
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(pinned_to=last_day)
        until: dict[str, object] = {"until": last_day.isoformat() if last_day else None}
        record_audit(actor=actor, verb="social.pin_post", target=post, right=right, details=until)


def mark_official(*, actor: Actor, officer: User, post: Post, official: bool) -> None:
    """What is not marked is a colleague's own word (PF-12); the mark says that the organisation stands behind it.

    Args:
        actor: who acts.
        officer: the same person.
        post: which; one the person may read.
        official: marked or not.

    Raises:
        Denied: without the right.
    """
    if not officer.has_perm(OFFICIAL):
        raise Denied(_("Det är redaktörerna som märker inlägg som officiell information."))
    with transaction.atomic():
        if Post.objects.filter(pk=post.pk).exclude(is_official=official).update(is_official=official):
            record_audit(
                actor=actor, verb="social.mark_official", target=post, right=OFFICIAL, details={"official": official}
            )


def hide_post(*, actor: Actor, moderator: User, post: Post, hidden: bool) -> None:
    """Only its author and those who manage posts see it, or everybody again. Who asks for it keeps the reason.

    Args:
        actor: who acts.
        moderator: the same person.
        post: which, wherever it stands.
        hidden: hide or show.

    Raises:
        Denied: without the right.
    """
    if not moderator.has_perm(MANAGE):
        raise Denied(_("Det här gör en granskare."))
    before, after = (
        (PostState.PUBLISHED, PostState.HIDDEN) if hidden else (PostState.HIDDEN, PostState.PUBLISHED)
    )
    with transaction.atomic():
        if Post.objects.filter(pk=post.pk, state=before).update(state=after, version=F("version") + 1):
            record_audit(actor=actor, verb="social.hide_post", target=post, right=MANAGE, details={"hidden": hidden})
