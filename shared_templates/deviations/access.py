"""Who may do what with deviations."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.people.models import Placement, Unit
from samverk.people.models.dated import on
from shared_templates.adoption.access import may_take, require_reader
from shared_templates.adoption.models import Deviation

APPROVE = "adoption.approve_deviations"


def may_approve(user: object) -> bool:
    """Decide about deviations."""
    return is_person(user) and user.has_perm(APPROVE)


def may_write(user: User, deviation: Deviation) -> bool:
    """Its owner writes; where there is none any more, whoever sees to the templates takes it over."""
    owner = deviation.owner
    return owner == user if owner is not None and owner.is_active else may_take(user)


def may_decide(user: User, deviation: Deviation) -> bool:
    """Whoever approves deviations, but never of their own."""
    return may_approve(user) and deviation.owner_id != user.pk


def may_end(user: User, deviation: Deviation) -> bool:
    """Its owner, and whoever approves."""
    return may_write(user, deviation) or may_approve(user)


def require_writer(user: object, deviation: Deviation) -> User:
    """Whoever may write the deviation.

    Raises:
        Denied: for everybody else.
    """
    person = require_reader(user)
    if not may_write(person, deviation):
        raise Denied(_("Bara den som äger avsteget skriver i det."))
    return person


def require_decider(user: object, deviation: Deviation) -> User:
    """Whoever may say yes or no to the deviation.

    Raises:
        Denied: for everybody else.
    """
    person = require_reader(user)
    if not may_decide(person, deviation):
        raise Denied(why_not_decide(person, deviation))
    return person


def require_ender(user: object, deviation: Deviation) -> User:
    """Whoever may end the deviation.

    Raises:
        Denied: for everybody else.
    """
    person = require_reader(user)
    if not may_end(person, deviation):
        raise Denied(_("Avsteget avslutas av den som äger det eller av den som godkänner avsteg."))
    return person


def why_not_decide(user: User, deviation: Deviation) -> str:
    """Who decides, said to somebody who may not."""
    if deviation.owner_id == user.pk:
        return _("Du äger avsteget. Någon annan som får godkänna avsteg tar ställning till det.")
    return _("De som får godkänna avsteg hos er tar ställning till det.")


def units_for(user: User, day: date) -> dict[UUID, str]:
    """Units a person may say something for: all of them for who sees to the templates, else those they work in.

    Returns:
        uuid → name, in the organisation's order.
    """
    found = Unit.objects.filter(on(day))
    if not may_take(user):
        found = found.filter(pk__in=Placement.objects.filter(on(day), user=user).values("unit"))
    return dict(found.values_list("uuid", "name"))
