"""Go back to what the levels above say."""

from datetime import datetime
from typing import Any
from uuid import UUID

from samverk.kernel.actions.record_audit import Actor
from tenants.settings.actions.set_setting import write
from tenants.settings.models import Mode, SettingValue
from tenants.settings.registry import HERE, Scope, SettingKey


def reset_setting(
    *, actor: Actor, key: SettingKey[Any], now: datetime, scope: Scope = HERE, reason: str = "", seen: UUID | None
) -> SettingValue:
    """Choose nothing on this level any more (TN-06); the log and the way back remain.

    Args:
        actor: who decides.
        key: what is no longer decided here.
        now: the moment.
        scope: on which level.
        reason: why.
        seen: revision of the row the person looked at.

    Raises:
        SettingLocked: when a level above has locked it.
        ChangedMeanwhile: when somebody else was first.
    """
    return write(
        actor=actor,
        key=key,
        scope=scope,
        seen=seen,
        now=now,
        verb="tenants.reset_setting",
        reason=reason,
        fields={"is_set": False, "value": None, "state": str(Mode.DEFAULT)},
    )
