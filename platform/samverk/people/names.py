"""A plan keeps the name of who made it: the name of now (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import rename
from samverk.people.models import ReorganisationPlan


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the plans.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    rename(ReorganisationPlan.objects.order_by(), "made_by", user=user, before=before)
