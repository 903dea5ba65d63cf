"""Who tried out a draft: the name of now (LAW-24)."""

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.copies import LENGTH
from shared_templates.masters.models import TestResult


def follow_name(*, user: User, before: str) -> None:
    """Rewrite the results; the rows know the person.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    TestResult.objects.order_by().filter(tester=user).update(tester_name=actor_for(user).name[:LENGTH])
