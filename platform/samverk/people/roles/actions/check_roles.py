"""Look at every role, publish how it stands, and tell the system maintainers once of each vacancy (TN-08)."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction

from samverk.identity.queries import maintainers_to_write_to
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import RoleAlarm
from samverk.people.roles.states import RoleVacancy, State, role_vacancies
from samverk.people.roles.words import letter, subject
from samverk.people.vacancies.models import RoleState
from tenants.queries import active_schema

log = logging.getLogger("samverk.people")


def check_roles(*, actor: Actor, today: date) -> list[RoleVacancy]:
    """Keep how each role stands, here and as a narrow fact for cooperations; returns those that changed.

    A second look the same day changes nothing.
    """
    with transaction.atomic():
        known = {alarm.role: alarm for alarm in RoleAlarm.objects.select_for_update()}
        vacancies = role_vacancies(today)
        changed = [found for found in vacancies if _differs(found, known.get(found.role.key))]
        for found in changed:
            RoleAlarm.objects.update_or_create(
                role=found.role.key,
                defaults={"state": found.state.value, "why": found.why.value, "since": found.since, "told_at": None},
            )
        _publish(vacancies)
        if changed:
            details: dict[str, object] = {found.role.key: found.state.value for found in changed}
            record_audit(actor=actor, verb="people.check_roles", details=details)
    return changed


def _publish(vacancies: Sequence[RoleVacancy]) -> None:
    """The public rows, whatever they were: a site that was moved or imported has left its own behind."""
    here = active_schema()
    public = {row.role: (row.state, row.since) for row in RoleState.objects.filter(schema_name=here)}
    for found in vacancies:
        if public.get(found.role.key) != (found.state.value, found.since):
            RoleState.objects.update_or_create(
                schema_name=here,
                role=found.role.key,
                defaults={"state": found.state.value, "since": found.since},
            )


def _differs(found: RoleVacancy, alarm: RoleAlarm | None) -> bool:
    return alarm is None or (alarm.state, alarm.why, alarm.since) != (found.state, found.why, found.since)


def tell_of_vacancies(*, actor: Actor, today: date, now: datetime) -> int:
    """Write to the system maintainers of what they have not been told yet; returns how many roles the letter names.

    A letter that cannot be sent is tried again at the next look.
    """
    untold = set(RoleAlarm.objects.filter(told_at=None).exclude(state=State.GREEN).values_list("role", flat=True))
    vacancies = [found for found in role_vacancies(today) if found.role.key in untold and found.state != State.GREEN]
    if not vacancies:
        return 0
    addresses = [person.email for person in maintainers_to_write_to()]
    if not addresses or not _sent(addresses, vacancies):
        return 0
    with transaction.atomic():
        RoleAlarm.objects.filter(role__in=[found.role.key for found in vacancies]).update(told_at=now)
        record_audit(actor=actor, verb="people.tell_of_vacancies", details={"roles": sorted(untold)})
    return len(vacancies)


def _sent(addresses: list[str], vacancies: Sequence[RoleVacancy]) -> bool:
    try:
        for address in addresses:
            send_mail(subject(vacancies), letter(vacancies), None, [address])
    except OSError as error:
        log.warning("people.mail_failed", extra={"error": type(error).__name__, "roles": len(vacancies)})
        return False
    return True
