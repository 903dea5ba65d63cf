"""Entries of the log as an auditor reads them: codes in words where the house has words for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverk.identity.log.words import words_of
from samverk.identity.models import Capacity
from samverk.identity.models.user import SUPPORT
from samverk.identity.protection.sealed import redactor
from samverk.identity.rights.words import permission_words
from samverk.kernel.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with its words."""

    entry: AuditEntry
    actor_name: str
    deed: str
    object_label: str
    capacity: str
    right: str


def lines(entries: Iterable[AuditEntry], *, reader: object) -> list[Line]:
    """In the order they come, protected names in place of real ones (LAW-24); one query at most."""
    redact = redactor(reader)
    capacities = {str(value): str(label) for value, label in Capacity.choices} | {SUPPORT: _("Support")}
    rights = {"own": _("Sin egen"), "house": _("Husets egen")}
    return [
        Line(
            entry=entry,
            actor_name=redact(entry.actor_name),
            deed=words_of(entry.verb),
            object_label=redact(entry.object_label),
            capacity=capacities.get(entry.capacity, entry.capacity),
            right=rights.get(entry.right) or _right(entry.right),
        )
        for entry in entries
    ]


def _right(code: str) -> str:
    return str(permission_words[code]) if code in permission_words else code
