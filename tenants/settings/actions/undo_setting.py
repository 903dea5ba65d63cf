"""Take the latest choice back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor
from tenants.settings.actions.set_setting import write
from tenants.settings.models import SettingValue
from tenants.settings.queries import row_of
from tenants.settings.registry import HERE, Scope, SettingKey


class NothingToUndo(ValidationError):
    """Nobody has chosen anything here."""


def undo_setting(
    *, actor: Actor, key: SettingKey[Any], now: datetime, scope: Scope = HERE, seen: UUID | None
) -> SettingValue:
    """Put back what stood on this level before the latest choice; undoing again puts that back.

    Args:
        actor: who decides.
        key: what was decided.
        now: the moment.
        scope: on which level.
        seen: revision of the row the person looked at.

    Raises:
        NothingToUndo: when nothing was chosen here.
        SettingLocked: when a level above has locked it.
        ChangedMeanwhile: when somebody else was first.
    """
    row = row_of(key=key, scope=scope)
    if row is None or row.before is None:
        raise NothingToUndo(_("Det finns ingen ändring att ångra."))
    fields = dict(row.before)
    if fields["is_set"]:
        fields["value"] = key.kind.clean(fields["value"])
    return write(
        actor=actor, key=key, scope=scope, seen=seen, now=now, verb="tenants.undo_setting", reason="", fields=fields
    )
