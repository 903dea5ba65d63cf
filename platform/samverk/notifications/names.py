"""Names in what was told: they become what the person is called now (LAW-24)."""

from django.db.models import F, Value
from django.db.models.functions import Replace

from samverk.identity.models import User
from samverk.notifications.models import Event


def follow_name(*, user: User, before: str) -> None:
    """In titles and excerpts, where somebody's name was written out; only what hides, never back.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    if not user.is_protected or not before:
        return
    for field in ("title", "excerpt"):
        rows = Event.objects.filter(**{f"{field}__contains": before})
        rows.update(**{field: Replace(F(field), Value(before), Value(user.display_name))})
