"""Reads of settings: what applies, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import CharField, OuterRef, Subquery, Value

from samverk.kernel.memory import Memory
from samverk.kernel.models import AuditEntry
from tenants.connection import connection
from tenants.models import Kind, Tenant
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.settings.models import SettingValue
from tenants.settings.registry import HERE, SITE, TEMPLATE, Scope, SettingKey, UnknownScope, scope_kinds
from tenants.settings.resolution import lock_above, winner
from tenants.settings.shared.models import TemplateSetting

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Level:
    """What one level has chosen.

    Attributes:
        value: checked against the key's kind.
        state: locked, default or free.
        set_at, set_by, reason: when, who (a template: its own name) and why.
        revision: of the row.
    """

    value: Any
    state: str
    set_at: datetime
    set_by: str
    reason: str
    revision: UUID


@dataclass(frozen=True, slots=True)
class Effective:
    """What applies on the last level of a path.

    Attributes:
        key: what was asked about.
        value: what applies.
        path: the levels from the top down.
        levels: what each has chosen, or None.
        decided_by: index of the level that decides; None when the value is the one the key is declared with.
        locked_by: index of the level above whose lock keeps the last level from being changed, or None.
    """

    key: SettingKey[Any]
    value: Any
    path: tuple[Scope, ...]
    levels: tuple[Level | None, ...]
    decided_by: int | None
    locked_by: int | None

    @property
    def own(self) -> Level | None:
        """What the last level itself has chosen, whether it applies or not."""
        return self.levels[-1]

    @property
    def lock(self) -> tuple[Scope, Level] | None:
        """The level above that locks, and its choice."""
        if self.locked_by is None:
            return None
        level = self.levels[self.locked_by]
        assert level is not None
        return self.path[self.locked_by], level


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that anybody has chosen for the active site: read in one query."""

    rows: dict[tuple[str, str, str], Level]

    def effective(self, key: SettingKey[Any], path: Sequence[Scope]) -> Effective:
        """What applies at the end of the path, and why; asks nothing."""
        levels = tuple(self._level(key, scope) for scope in path)
        number = winner(levels)
        level = levels[number] if number is not None else None
        return Effective(
            key=key,
            value=key.default if level is None else level.value,
            path=tuple(path),
            levels=levels,
            decided_by=number,
            locked_by=lock_above(levels),
        )

    def _level(self, key: SettingKey[Any], scope: Scope) -> Level | None:
        found = self.rows.get((key.name, scope.kind, scope.id))
        if found is None:
            return None
        try:
            value = key.kind.clean(found.value)
        except ValidationError:
            # Chosen when the key allowed more: as if nothing were, until somebody chooses anew.
            return None
        return Level(value, found.state, found.set_at, found.set_by, found.reason, found.revision)


_memory: Memory[Chosen] = Memory()
_FIELDS = ("key", "scope_kind", "scope_id", "value", "state", "set_at", "set_by_name", "reason", "revision")


def forget_everything() -> None:
    """What this process remembers; for tests, whose rolled-back transactions no stamp tells of."""
    _memory.clear()


def chosen() -> Chosen:
    """Everything chosen for the active site; nothing asked when this process has read it under today's stamp."""
    if connection.schema_name == OPERATOR_SCHEMA:
        return Chosen({})
    tenant = connection.tenant
    stamped = hasattr(tenant, "settings_version")
    memory_key = (getattr(tenant, "uuid", None), getattr(tenant, "settings_version", None))
    found = _memory.get(memory_key) if stamped else None
    if found is None:
        found = _read()
        if stamped:
            _memory.keep(memory_key, found)
    return found


def _read() -> Chosen:
    template = Tenant.objects.filter(kind=Kind.TEMPLATE).order_by("created_at", "pk").values("schema_name")[:1]
    name = Tenant.objects.filter(schema_name=OuterRef("schema_name")).values("official_name")[:1]
    own = SettingValue.objects.filter(is_set=True).order_by()
    above = TemplateSetting.objects.filter(schema_name=Subquery(template)).order_by()
    if not follows_template():
        above = above.none()
    told = above.annotate(
        scope_kind=Value(TEMPLATE, output_field=CharField()),
        scope_id=Value("", output_field=CharField()),
        set_by_name=Subquery(name),
    )
    rows = own.values_list(*_FIELDS).union(told.values_list(*_FIELDS), all=True)
    return Chosen({(row[0], row[1], row[2]): Level(*row[3:]) for row in rows})


def follows_template() -> bool:
    """Does the active site stand below a template: all do but the templates themselves and the operator's."""
    kind = getattr(connection.tenant, "kind", None)
    if kind is None:
        kind = Tenant.objects.filter(schema_name=connection.schema_name).values_list("kind", flat=True).first()
    return kind not in {Kind.TEMPLATE, Kind.OPERATOR}


def path_to(scope: Scope = HERE) -> tuple[Scope, ...]:
    """The levels from the top down to this one.

    Raises:
        UnknownScope: when there is no such level here.
    """
    tenant = connection.tenant
    here = Scope(SITE, label=getattr(tenant, "official_name", ""))
    top = (Scope(TEMPLATE), here) if follows_template() else (here,)
    if scope == HERE:
        return top
    if scope.kind not in scope_kinds:
        raise UnknownScope(scope.kind)
    return (*top, *scope_kinds[scope.kind].lineage(scope.id))


def effective(key: SettingKey[Any], scope: Scope = HERE) -> Effective:
    """What applies on a level, and where it comes from."""
    return chosen().effective(key, path_to(scope))


def value(key: SettingKey[Kept], scope: Scope = HERE) -> Kept:
    """What applies on a level. The operator's own site goes by what the room declared.

    Raises:
        UnknownScope: when there is no such level here.
    """
    if connection.schema_name == OPERATOR_SCHEMA:
        return key.default
    return cast("Kept", effective(key, scope).value)


def row_of(*, key: SettingKey[Any], scope: Scope) -> SettingValue | None:
    """The row of a key on a level of this site, set or reset; None before anybody chose."""
    return SettingValue.objects.filter(key=key.name, scope_kind=scope.kind, scope_id=scope.id).first()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a key's history, from the log."""

    at: datetime
    who: str
    verb: str
    value: Any
    is_set: bool
    state: str
    reason: str


def history(row: SettingValue, *, most: int = 20) -> list[Change]:
    """The newest changes of a key on a level; one query."""
    entries = AuditEntry.objects.filter(object_type=row._meta.label_lower, object_id=str(row.pk))
    return [
        Change(
            at=entry.at,
            who=entry.actor_name,
            verb=entry.verb,
            value=entry.details["after"]["value"],
            is_set=entry.details["after"]["is_set"],
            state=entry.details["after"]["state"],
            reason=entry.details["reason"],
        )
        for entry in entries[:most]
    ]
