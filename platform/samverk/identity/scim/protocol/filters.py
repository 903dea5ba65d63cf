"""A SCIM filter as a condition in the database: what `ScimFilter.match` says of each resource, without reading them.

Texts are compared without regard to case unless the attribute says otherwise, and empty text in a column is what SCIM
calls an unassigned attribute. `tests/integration/identity/scim/test_law49_contract.py` holds one against the other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any, Literal

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Lower
from django.db.models.lookups import (
    Contains,
    EndsWith,
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
    Lookup,
    StartsWith,
)
from scim2_models import InvalidFilterException, ScimFilter
from scim2_models.path import (
    AttrPath,
    CompareOperator,
    Comparison,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)
from scim2_models.path.resolution import coerce_value
from scim2_models.path.visitor import FilterVisitor


@dataclass(frozen=True, slots=True)
class Column:
    """Where an attribute lies.

    Attributes:
        path: Django's path to it.
        sort: text, exact (text with regard to case), flag or moment.
    """

    path: str
    sort: Literal["text", "exact", "flag", "moment"] = "text"

    @property
    def compared(self) -> Combinable:
        """The column in the form it is compared in."""
        if self.sort == "text":
            return Lower(self.path)
        if self.sort == "exact":
            return Cast(self.path, CharField())
        return F(self.path)

    @property
    def present(self) -> Q:
        """Is anything there?"""
        if self.sort in {"text", "exact"}:
            return ~Q(Exact(Cast(self.path, CharField()), ""))
        return Q(**{f"{self.path}__isnull": False})


@dataclass(frozen=True, slots=True)
class Many:
    """A multi-valued attribute: a table of its own.

    Attributes:
        rows: its rows, with the outer row's key as `OuterRef("pk")`.
        columns: sub-attribute → column; `value` is compared where none is named.
    """

    rows: Callable[[], "QuerySet[Any]"]
    columns: Mapping[str, Column]


Attributes = Mapping[str, "Column | Many"]
_LOOKUPS: dict[CompareOperator, type[Lookup[Any]]] = {
    CompareOperator.eq: Exact,
    CompareOperator.co: Contains,
    CompareOperator.sw: StartsWith,
    CompareOperator.ew: EndsWith,
    CompareOperator.gt: GreaterThan,
    CompareOperator.ge: GreaterThanOrEqual,
    CompareOperator.lt: LessThan,
    CompareOperator.le: LessThanOrEqual,
}
_KINDS: dict[str, type[Any]] = {"text": str, "exact": str, "flag": bool, "moment": datetime}
NOTHING = Q(pk__in=[])


def condition(found: ScimFilter[Any], attributes: Attributes) -> Q:
    """The condition of a filter.

    Args:
        found: bound to one resource type.
        attributes: full name in lower case (`name.familyname`, with the schema for an extension's) → where it lies.

    Raises:
        InvalidFilterException: for an attribute or a comparison that we do not offer in filters.
    """
    return _Conditions(found, attributes).visit(found.ast)


class _Conditions(FilterVisitor[Q]):
    def __init__(self, found: ScimFilter[Any], attributes: Attributes) -> None:
        self.found = found
        self.attributes = attributes

    def _where(self, path: AttrPath) -> tuple["Column | Many", str]:
        prefix = f"{path.uri}:" if path.uri and path.uri.casefold() not in CORE else ""
        name, sub = f"{prefix}{path.attr}".lower(), (path.sub_attr or "").lower()
        there = self.attributes.get(name)
        if isinstance(there, Many):
            return there, sub or "value"
        there = self.attributes.get(f"{name}.{sub}" if sub else name)
        if there is None:
            raise InvalidFilterException(detail=f"Filtering on {path} is not supported")
        return there, ""

    def visit_comparison(self, node: Comparison) -> Q:
        resolved = self.found.resolve_comparison(node.attr_path, strict=False)
        if resolved is None:
            # RFC 7644 §3.4.2.1: at the root, an attribute that this type of resource lacks matches none of it.
            return NOTHING
        value = coerce_value(resolved, node.value, node.op)
        there, sub = self._where(node.attr_path)
        if isinstance(there, Column):
            return compare(there, node.op, value)
        if sub not in there.columns:
            raise InvalidFilterException(detail=f"Filtering on {node.attr_path} is not supported")
        column = there.columns[sub]
        if node.op is CompareOperator.ne:
            return ~_any(there, compare(column, CompareOperator.eq, value)) & _some(there, value)
        hit = _any(there, compare(column, node.op, value))
        if node.op is CompareOperator.eq and value is None:
            return hit | ~_any(there, Q())
        return hit

    def visit_present(self, node: Present) -> Q:
        if self.found.resolve(node.attr_path, strict=False) is None:
            return NOTHING
        group = self._group(node.attr_path)
        if group is not None:
            return group
        there, sub = self._where(node.attr_path)
        if isinstance(there, Column):
            return there.present
        if node.attr_path.sub_attr is None:
            return _any(there, Q())
        return _any(there, there.columns[sub].present) if sub in there.columns else NOTHING

    def _group(self, path: AttrPath) -> Q | None:
        """`name pr`: is any part of a complex attribute there?"""
        prefix = f"{path.uri}:" if path.uri and path.uri.casefold() not in CORE else ""
        name = f"{prefix}{path.attr}".lower()
        parts = [each for key, each in self.attributes.items() if key.startswith(f"{name}.")]
        if path.sub_attr or name in self.attributes or not parts:
            return None
        found = NOTHING
        for part in parts:
            assert isinstance(part, Column)
            found |= part.present
        return found

    def visit_not(self, node: Not) -> Q:
        return ~self.visit(node.expr)

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        return _joined(node, self)

    def visit_value_path(self, node: ValuePath) -> Q:
        if self.found.resolve(node.attr_path, strict=False) is None:
            return NOTHING
        there, _sub = self._where(node.attr_path)
        if not isinstance(there, Many):
            raise InvalidFilterException(detail=f"{node.attr_path} has one value only")
        return _any(there, _Inner(there).visit(node.val_filter))


class _Inner(FilterVisitor[Q]):
    """The filter in brackets: about one row of the other table."""

    def __init__(self, many: Many) -> None:
        self.many = many

    def _column(self, path: AttrPath) -> Column:
        column = self.many.columns.get(path.attr.lower())
        if column is None or path.sub_attr:
            raise InvalidFilterException(detail=f"Filtering on {path} is not supported")
        return column

    def visit_comparison(self, node: Comparison) -> Q:
        return compare(self._column(node.attr_path), node.op, node.value)

    def visit_present(self, node: Present) -> Q:
        return self._column(node.attr_path).present

    def visit_not(self, node: Not) -> Q:
        return ~self.visit(node.expr)

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        return _joined(node, self)

    def visit_value_path(self, node: ValuePath) -> Q:
        raise InvalidFilterException(detail="A filter in brackets holds no brackets")


def _joined(node: LogicalExpr, visitor: FilterVisitor[Q]) -> Q:
    terms = (visitor.visit(term) for term in node.terms)
    return reduce(and_ if node.op is LogicalOperator.and_ else or_, terms)


CORE = {"urn:ietf:params:scim:schemas:core:2.0:user", "urn:ietf:params:scim:schemas:core:2.0:group"}


def _any(many: Many, where: Q) -> Q:
    return Q(Exists(many.rows().filter(where)))


def _some(many: Many, value: object) -> Q:
    """No row at all is unequal to a value, and equal to null."""
    return _any(many, Q()) if value is None else Q()


def compare(column: Column, op: CompareOperator, value: Any) -> Q:
    """One comparison; three-valued logic never shows, so that `not` and `ne` mean what they say."""
    if value is None:
        if op is CompareOperator.eq:
            return ~column.present
        return column.present if op is CompareOperator.ne else NOTHING
    if op is CompareOperator.ne:
        return ~compare(column, CompareOperator.eq, value)
    # Values of another kind never match, whatever the comparison (RFC 7644 leaves it open; the library says so).
    if not isinstance(value, _KINDS[column.sort]):
        return NOTHING
    wanted = value.lower() if column.sort == "text" else value
    hit = Q(_LOOKUPS[op](column.compared, wanted))
    return hit & column.present


def ordered(rows: "QuerySet[Any]", column: Column, *, descending: bool) -> "QuerySet[Any]":
    """Sorted by a column, unassigned last (first when descending), then by key so that pages are stable."""
    missing = ExpressionWrapper(~column.present, output_field=BooleanField())
    sign = "-" if descending else ""
    judged: QuerySet[Any] = rows.annotate(sort_missing=missing, sort_value=column.compared)
    return judged.order_by(f"{sign}sort_missing", f"{sign}sort_value", "pk")
