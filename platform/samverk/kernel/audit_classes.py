"""Classes of entries in the log, each with the shortest time it is kept (LAW-14, LAW-54).

A verb belongs to the first class with a prefix that fits; what fits none belongs to `record`, which is kept for ever.
"""

from dataclasses import dataclass

from django.conf import settings

RECORD = "record"


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


def audit_classes() -> dict[str, AuditClass]:
    """The classes of SAMVERK_AUDIT_CLASSES, in its order."""
    return {
        name: AuditClass(name=name, prefixes=tuple(values["prefixes"]), days=values["days"])
        for name, values in settings.SAMVERK_AUDIT_CLASSES.items()
    }


def class_of(verb: str) -> str:
    """Name of the class a verb belongs to."""
    for name, found in audit_classes().items():
        if verb.startswith(found.prefixes):
            return name
    return RECORD
