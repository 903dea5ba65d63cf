"""Choose a value on one level."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.settings.models import Mode, SettingValue
from tenants.settings.queries import Level, effective, row_of
from tenants.settings.registry import HERE, Scope, SettingKey
from tenants.settings.stamps import stamp_anew
from tenants.settings.template_part import publish


class SettingLocked(Exception):
    """A level above has locked the key.

    Attributes:
        scope: which level.
        level: what it chose, when and why.
    """

    def __init__(self, scope: Scope, level: Level) -> None:
        super().__init__(f"locked by {scope.label or level.set_by}")
        self.scope, self.level = scope, level


class LockWithoutReason(ValidationError):
    """Whoever cannot change a value has a right to know why."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same key on the same level since the person looked.

    Attributes:
        row: as it is now; None when it has just been made.
    """

    def __init__(self, row: SettingValue | None) -> None:
        super().__init__("changed meanwhile")
        self.row = row


def set_setting(
    *,
    actor: Actor,
    key: SettingKey[Any],
    value: Any,
    now: datetime,
    scope: Scope = HERE,
    state: str = Mode.DEFAULT,
    reason: str = "",
    seen: UUID | None = None,
) -> SettingValue:
    """Choose a value, and how far it reaches (TN-06). Takes effect at the next request.

    Args:
        actor: who decides.
        key: what is decided.
        value: checked by the key's kind.
        now: the moment.
        scope: on which level.
        state: locked, default or free.
        reason: why; shown wherever the value is explained.
        seen: revision of the row the person looked at; None when there was none.

    Raises:
        ValidationError: when the value is none, or the key is not decided on such a level.
        LockWithoutReason: when a lock has no reason.
        UnknownScope: when there is no such level.
        SettingLocked: when a level above has locked it; carries who and why.
        ChangedMeanwhile: when somebody else was first; nothing of theirs is lost.
    """
    cleaned = key.kind.clean(value)
    if scope.kind not in {HERE.kind, *key.scopes}:
        raise ValidationError(_("Inställningen gäller hela webbplatsen och kan inte väljas för en del av den."))
    if state not in Mode.values:
        raise ValidationError(_("Välj ett av alternativen."))
    if state == Mode.LOCKED and not reason.strip():
        raise LockWithoutReason(_("Skriv varför inställningen låses. De som inte kan ändra den läser det."))
    return write(
        actor=actor,
        key=key,
        scope=scope,
        seen=seen,
        now=now,
        verb="tenants.set_setting",
        reason=reason,
        fields={"is_set": True, "value": cleaned, "state": str(state)},
    )


def write(
    *,
    actor: Actor,
    key: SettingKey[Any],
    scope: Scope,
    seen: UUID | None,
    now: datetime,
    verb: str,
    reason: str,
    fields: dict[str, Any],
) -> SettingValue:
    """What setting, resetting and undoing have in common: lock above, row held, log, template, stamp.

    Args:
        actor: who decides.
        key: what is decided.
        scope: on which level.
        seen: revision of the row the person looked at.
        now: the moment.
        verb: for the log.
        reason: why.
        fields: is_set, value and state from now on.

    Raises:
        SettingLocked: see `set_setting`.
        ChangedMeanwhile: see `set_setting`.
    """
    with transaction.atomic():
        row = _held(key=key, scope=scope, seen=seen, now=now, actor=actor)
        found = effective(key, scope)
        if found.lock is not None:
            raise SettingLocked(*found.lock)
        before = {"is_set": row.is_set, "value": row.value, "state": row.state}
        row.before = before
        for name, content in fields.items():
            setattr(row, name, content)
        row.set_at, row.set_by_uuid, row.set_by_name = now, actor.uuid, actor.name[:200]
        row.reason, row.revision = reason.strip()[:300], uuid.uuid4()
        row.save()
        details: dict[str, object] = {
            "key": key.name, "level": scope.kind, "which": scope.id, "before": before, "after": fields,
            "reason": row.reason,
        }  # fmt: skip
        record_audit(actor=actor, verb=verb, target=row, label=key.name, details=details, right=key.right)
        stamp_anew(all_sites=publish(row))
    return row


def _held(*, key: SettingKey[Any], scope: Scope, seen: UUID | None, now: datetime, actor: Actor) -> SettingValue:
    """The row, kept from others until the transaction ends.

    Raises:
        ChangedMeanwhile: when it is not the one the person saw.
    """
    wanted = {"key": key.name, "scope_kind": scope.kind, "scope_id": scope.id}
    row = SettingValue.objects.select_for_update().filter(**wanted).first()
    if row is not None:
        if row.revision != seen:
            raise ChangedMeanwhile(row)
        return row
    if seen is not None:
        raise ChangedMeanwhile(None)
    try:
        with transaction.atomic():
            return SettingValue.objects.create(
                **wanted, is_set=False, set_at=now, set_by_uuid=actor.uuid, set_by_name=actor.name[:200]
            )
    except IntegrityError as error:
        raise ChangedMeanwhile(row_of(key=key, scope=scope)) from error
