"""Questions that every page asks: built into SQL once a process, then only asked.

Building a query out of conditions costs Django several times what the database needs to answer it. What the query is
stays written with models and conditions, once; here its SQL is kept with the places where the arguments stand. The SQL
names no schema: which site's tables are asked is the connection's search path, as for every query.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Generic, TypeVar, get_args, get_origin
from uuid import UUID
from weakref import WeakSet

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from tenants.answers import answer
from tenants.prepared import ask

Row = TypeVar("Row")
#: Stand for an argument while the query is built; nobody asks with them.
_STAND_INS: dict[type, Any] = {
    int: 1_987_654_321,
    str: "\ue000kept-query\ue001",
    date: date(1871, 3, 7),
    UUID: UUID("5c3e3a0e-6a0b-4f6e-9f2d-0d3c1b7a9e11"),
}
_MARKS = re.compile("%[%s]")

#: Those whose answers are kept; a test looks at the tables they read.
kept_by_standing: "WeakSet[KeptQuery[Any]]" = WeakSet()
kept_for_person: "WeakSet[KeptQuery[Any]]" = WeakSet()


class KeptQuery(Generic[Row]):
    """One query with arguments of declared kinds.

    Args:
        build: gives the query for its arguments, which it must use as they are: not count with them or branch on
            them. One that ends in `values_list` yields rows, any other instances.
        by_standing: may the answer be kept for as long as the site's stamp of standing is the same? Every table it
            reads is then one that renews the stamp (`kernel.stamping`; a test looks).
        for_person: the argument that is the key of whom the question is about, where the answer may be kept for as long
            as their own stamp is the same too (`tenants.answers.answer`).
        kinds: of each argument; two of one kind are told apart. `list[str]` and the like are for `tenants.conditions`.
    """

    def __init__(
        self,
        build: "Callable[..., QuerySet[Any, Row]]",
        *,
        by_standing: bool = False,
        for_person: str = "",
        **kinds: Any,
    ) -> None:
        self._build = build
        self._kinds = kinds
        self._by_standing = by_standing
        self._for_person = for_person
        if by_standing:
            kept_by_standing.add(self)
        if for_person:
            kept_for_person.add(self)
        self._kept: _Kept | None = None

    def __call__(self, **arguments: Any) -> list[Row]:
        """The rows, asked now.

        Args:
            arguments: by the names that were declared.
        """
        kept = self._kept
        if kept is None:
            kept = self._kept = self._prepare()
        if kept.sql is None:
            return []
        params = [arguments[name] for name in kept.names]
        if self._for_person:
            rows = answer(kept.sql, params, person=arguments[self._for_person])
        else:
            rows = answer(kept.sql, params) if self._by_standing else ask(kept.sql, params)
        if kept.converters:
            rows = list(kept.compiler.apply_converters(rows, kept.converters))
        if kept.fields is None:
            return [row[0] for row in rows] if kept.flat else [tuple(row) for row in rows]  # type: ignore[misc]
        return [kept.model.from_db(kept.alias, kept.fields, row) for row in rows]

    @property
    def sql(self) -> str | None:
        """The text; None for a question whose answer is always empty."""
        self._kept = self._kept or self._prepare()
        return self._kept.sql

    def _prepare(self) -> "_Kept":
        stand_ins = {name: _stand_in(kind, number) for number, (name, kind) in enumerate(self._kinds.items())}
        rows = self._build(**stand_ins)
        fields: list[str] | None = None
        if rows.query.select_related or rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("A kept query reads one table's rows, or the values it names")
        if not rows.query.values_select and not rows.query.annotation_select:
            fields = [field.attname for field in rows.model._meta.concrete_fields]
            # Not all: a query of one type of page joins the table of pages.
            rows = rows.values_list(*fields)
        return _Kept(rows, fields, {repr(value): name for name, value in stand_ins.items()})


class _Kept:
    """SQL, and what becomes of its rows."""

    def __init__(self, rows: "QuerySet[Any, Any]", fields: list[str] | None, names: dict[str, str]) -> None:
        self.alias = rows.db
        self.fields = fields
        self.model = rows.model
        self.flat = getattr(rows._iterable_class, "__name__", "") == "FlatValuesListIterable"
        self.compiler = rows.query.get_compiler(using=rows.db)
        self.sql: str | None
        self.names: list[str]
        try:
            text, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.names = None, []
        else:
            self.sql, self.names = _written_out(text, params, names)
        missing = set(names.values()) - set(self.names)
        if self.sql is not None and missing:
            raise TypeError(f"A kept query does not use its arguments as they are: {', '.join(sorted(missing))}")
        select = [expression for expression, _sql, _alias in self.compiler.select or ()]
        self.converters = self.compiler.get_converters(select)


def _written_out(sql: str, params: Iterable[Any], names: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text with the query's own constants in it, and which argument stands at each place that is left.

    The database plans with what it can read: by a constant in the text it finds an index of some rows, or of what is
    made of them, which by a value it is given later it may not.
    """
    given, order = iter(params), []

    def put(mark: "re.Match[str]") -> str:
        if mark[0] == "%%":
            return "%%"
        value = next(given)
        name = names.get(repr(value))
        if name is None:
            constant: str = connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]
            return constant.replace("%", "%%")
        order.append(name)
        return "%s"

    return _MARKS.sub(put, sql), order


def _stand_in(kind: Any, number: int) -> Any:
    if get_origin(kind) is list:
        return [_stand_in(get_args(kind)[0], number)]
    value = _STAND_INS[kind]
    if kind is int:
        return value + number
    if kind is date:
        return value + timedelta(days=number)
    return UUID(int=value.int + number) if kind is UUID else f"{value}{number}"
