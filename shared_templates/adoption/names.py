"""Who did what here, by name: the name of now (LAW-24)."""

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.copies import LENGTH, rename
from shared_templates.adoption.models import Adopted, Application, DeviationStep, PutOff, Step


def follow_name(*, user: User, before: str) -> None:
    """Rewrite items, releases taken and put off, and the history of deviations.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    rename(Adopted.objects.order_by(), "changed_by", user=user, before=before)
    Application.objects.order_by().filter(asked_by_uuid=user.uuid).update(asked_by=actor_for(user).name[:LENGTH])
    rename(PutOff.objects.order_by(), "by", user=user, before=before)
    steps = DeviationStep.objects.order_by()
    rename(steps, "by", user=user, before=before)
    rename(steps.filter(step=Step.HANDED), "note", user=user, before=before)
