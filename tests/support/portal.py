"""Systems and alarms as rows, for tests."""

from datetime import timedelta

from samverk.kernel import clock
from samverk.portal.models import Alarm, LineOfBusinessSystem
from samverk.portal.systems.queries import forget_systems


def system_row(name: str, **values: object) -> LineOfBusinessSystem:
    """A system everybody is meant for, all well."""
    usual = {"purpose": "Se sin lön.", "address": "https://lon.example.invalid/", "owner": "HR-chefen"}
    made = LineOfBusinessSystem.objects.create(name=name, **{**usual, **values})
    forget_systems()
    return made


def alarm_row(**values: object) -> Alarm:
    """An alarm that stands for an hour."""
    now = clock.now()
    usual = {
        "severity": "serious",
        "title": "Telefonväxeln ligger nere",
        "begins": now,
        "ends": now + timedelta(hours=1),
    }
    return Alarm.objects.create(**{**usual, **values})
