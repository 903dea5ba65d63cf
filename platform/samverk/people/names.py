"""A plan keeps the name of who made it: the name of now (LAW-24)."""

from samverk.identity.models import User
from samverk.identity.protection.copies import rename
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.actions.share_skills import share_skills
from samverk.people.models import ReorganisationPlan


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the plans.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    rename(ReorganisationPlan.objects.order_by(), "made_by", user=user, before=before)


def follow_protection(*, user: User, before: str) -> None:
    """What a person shares with other sites goes, or comes back, at once and not at the hourly look (LAW-24).

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    share_skills(actor=HOUSE, user=user)
