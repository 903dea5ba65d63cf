"""Give somebody a role, and end it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import RoleAssignment
from samverk.people.models.dated import in_words
from samverk.people.roles.actions.check_roles import check_roles
from samverk.people.roles.catalogue import Role


class RoleRefused(Exception):
    """The person cannot hold the role then; carries a sentence for the person who asked."""


def assign_role(
    *,
    actor: Actor,
    role: Role,
    user: User,
    from_day: date,
    to_day: date | None = None,
    is_deputy: bool = False,
    today: date,
) -> RoleAssignment:
    """Let somebody hold a role, or stand in for its holder.

    Where only one may hold it, the present holder's last day becomes the day before.

    Raises:
        RoleRefused: for guests and suppliers, who are not the organisation's own; when the days are turned round; when
            the person holds it then already, or somebody else's time begins later.
    """
    if not user.is_internal or not user.is_active:
        raise RoleRefused(_("Bara den som tillhör organisationen kan ha rollen."))
    if to_day is not None and to_day < from_day:
        raise RoleRefused(_("Sista dagen ligger före den första."))
    with transaction.atomic():
        held = RoleAssignment.objects.select_for_update().filter(
            Q(valid_to=None) | Q(valid_to__gte=from_day), role=role.key, is_deputy=is_deputy
        )
        if to_day is not None:
            held = held.filter(valid_from__lte=to_day)
        present = list(held)
        if any(row.user_id == user.pk for row in present):
            raise RoleRefused(_("%(name)s har redan rollen då.") % {"name": user})
        if not role.several:
            if any(row.valid_from >= from_day for row in present):
                raise RoleRefused(_("Någon annan får rollen från den dagen eller senare. Avsluta det först."))
            for row in present:
                row.valid_to = from_day - timedelta(days=1)
                row.save(update_fields=["valid_to"])
        made = RoleAssignment.objects.create(
            role=role.key, user=user, is_deputy=is_deputy, valid_from=from_day, valid_to=to_day
        )
        details: dict[str, object] = {"role": role.key, "deputy": is_deputy, "from": from_day.isoformat()}
        record_audit(actor=actor, verb="people.assign_role", target=user, details=details)
        check_roles(actor=actor, today=today)
    return made


def end_role(*, actor: Actor, assignment: RoleAssignment, last_day: date, today: date) -> None:
    """Somebody's last day in a role; one that would begin later never begins.

    Raises:
        RoleRefused: when it has ended already by then.
    """
    with transaction.atomic():
        held = RoleAssignment.objects.select_for_update().select_related("user").get(pk=assignment.pk)
        if held.valid_to is not None and held.valid_to <= last_day:
            raise RoleRefused(_("Rollen avslutas redan den %(day)s.") % {"day": in_words(held.valid_to)})
        details: dict[str, object] = {"role": held.role, "deputy": held.is_deputy, "last": last_day.isoformat()}
        record_audit(actor=actor, verb="people.end_role", target=held.user, details=details)
        if held.valid_from > last_day:
            held.delete()
        else:
            held.valid_to = last_day
            held.save(update_fields=["valid_to"])
        check_roles(actor=actor, today=today)
