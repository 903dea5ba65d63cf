"""Posts of a unit that gives way to another are read where its people went (TN-09)."""

from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession
from samverk.social.posts.models import Post
from samverk.social.posts.parts import keys_of
from samverk.social.posts.refs import LEVELS


def move_posts(*, actor: Actor, moved: Succession, day: date) -> int:
    """Every post of those that give way is read by the first of their successors, from now on.

    Args:
        actor: who acts.
        moved: which gave way to which.
        day: from when the organisation is so.
    """
    count, heir = 0, moved.after[0]
    with transaction.atomic():
        for uuid in moved.before:
            for level in LEVELS:
                old, new = f"{level}:{uuid}", f"{level}:{heir}"
                count += Post.objects.filter(place=old).update(place_before=old, place=new, version=F("version") + 1)
        if count:
            record_audit(actor=actor, verb="social.move_posts", details={"posts": count, "to": str(heir)})
    return count


def move_back(*, actor: Actor, moved: Succession, day: date) -> int:
    """Undo `move_posts`; what has been written since stays where it was written."""
    rows: QuerySet[Post] = Post.objects.filter(
        place__in=keys_of(moved.after[:1]), place_before__in=keys_of(moved.before)
    )
    with transaction.atomic():
        count = rows.update(place=F("place_before"), place_before="", version=F("version") + 1)
        if count:
            record_audit(actor=actor, verb="social.move_posts_back", details={"posts": count})
    return count
