"""What office holders do with others' posts: put first, call official."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import OFFICIAL, require_manager
from samverk.social.posts.models import Post


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
