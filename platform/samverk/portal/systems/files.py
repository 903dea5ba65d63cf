"""The register as a file, out and in."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.scim.csv_files import read_rows, write_rows
from samverk.kernel.actions.record_audit import Actor
from samverk.people.roles.catalogue import BY_KEY
from samverk.portal.models import Integration, LineOfBusinessSystem, Obstacle, SignIn
from samverk.portal.systems.actions.keep_system import keep_system
from samverk.portal.systems.facts import SystemFacts
from samverk.portal.systems.forms import SystemForm, find_maintainer

#: Headings of the file are the form's own names: the file of one municipality can be read by another.
COLUMNS = (
    "name", "purpose", "address", "owner", "maintainer", "support_phone", "support_mail", "support_hours", "sign_in",
    "integration", "obstacle", "alternative", "capacities", "roles",
)  # fmt: skip
_ALLOWED = {"sign_in": SignIn, "integration": Integration, "obstacle": Obstacle}
_USUAL = {"sign_in": SignIn.OWN.value, "integration": Integration.LINK.value, "obstacle": ""}


class BadRow(Exception):
    """A row of the file cannot be kept; nothing of the file was."""

    def __init__(self, line: str, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line, self.why = line, why


def write_register() -> bytes:
    """Every system, one row each; which units it is meant for stays here, since they are this municipality's own."""
    rows = LineOfBusinessSystem.objects.select_related("maintainer")
    return write_rows(COLUMNS, ([_cell(row, name) for name in COLUMNS] for row in rows))


def read_register(*, actor: Actor, content: bytes) -> int:
    """Keep every row of a file, by the systems' names; all of them or none.

    Returns:
        How many were kept.

    Raises:
        Unreadable: when it is no list.
        BadRow: at the first row that cannot be kept, with its line and why.
    """
    rows = read_rows(content)
    known = {row.name.casefold(): row for row in LineOfBusinessSystem.objects.all()}
    with transaction.atomic():
        for row in rows:
            system = known.get(row.get("name", "").casefold())
            try:
                keep_system(actor=actor, facts=_facts(row, system), system=system)
            except ValidationError as error:
                raise BadRow(row["#"], " ".join(error.messages)) from error
    return len(rows)


def _cell(row: LineOfBusinessSystem, name: str) -> str:
    if name == "maintainer":
        return row.maintainer.username if row.maintainer else ""
    held = getattr(row, name)
    return " ".join(held) if isinstance(held, list) else str(held)


def _facts(row: Mapping[str, str], system: LineOfBusinessSystem | None) -> SystemFacts:
    held = {name: row.get(name, "").strip() for name in COLUMNS}
    for name, allowed in _ALLOWED.items():
        held[name] = held[name] or _USUAL[name]
        if held[name] not in allowed.values:
            raise _not_among(name, allowed.values)
    for name in ("name", "purpose", "address", "owner"):
        if not held[name]:
            raise ValidationError(SystemForm.base_fields[name].error_messages["required"])
    maintainer = find_maintainer(held.pop("maintainer"))
    capacities = tuple(held.pop("capacities").split())
    roles = tuple(held.pop("roles").split())
    if not BY_KEY.keys() >= set(roles):
        raise _not_among("roles", BY_KEY)
    units = tuple(system.units) if system else ()
    return SystemFacts(**held, maintainer=maintainer, capacities=capacities, roles=roles, units=units)


def _not_among(column: str, allowed: Iterable[str]) -> ValidationError:
    choices = ", ".join(value for value in allowed if value)
    return ValidationError(_("Kolumnen %(column)s kan vara %(choices)s.") % {"column": column, "choices": choices})
