"""Classes of entries in the log, each with the shortest time it is kept (LAW-14, LAW-54).

A verb belongs to the class with a prefix that fits; what fits none is kept for ever.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from samverk.kernel.registries import audit_floors


@dataclass(frozen=True, slots=True)
class AuditClass:
    """One class.

    Attributes:
        name: as in the setting.
        prefixes: what its verbs begin with.
        days: kept at least so long; None for ever.
    """

    name: str
    prefixes: tuple[str, ...]
    days: int | None

    @property
    def kept_days(self) -> int | None:
        """The same, or longer where the site keeps it longer; never shorter."""
        if self.days is None or self.name not in audit_floors:
            return self.days
        return max(self.days, audit_floors[self.name]())


def audit_classes() -> dict[str, AuditClass]:
    """The classes of SAMVERK_AUDIT_CLASSES, in its order."""
    configured: dict[str, Any] = dict(settings.SAMVERK_AUDIT_CLASSES)
    return {
        name: AuditClass(name=name, prefixes=tuple(values["prefixes"]), days=values["days"])
        for name, values in configured.items()
    }
