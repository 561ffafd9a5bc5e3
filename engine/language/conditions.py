"""Conditions as a playbook writes them, and whether one holds for a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from engine.language.values import Value


class Comparison(StrEnum):
    """How two values are compared, in the words of the playbook."""

    IS = "is"
    IS_NOT = "is not"
    IS_SET = "is set"
    IS_EMPTY = "is empty"
    IS_ONE_OF = "is one of"
    CONTAINS = "contains"
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Compare:
    """`order.country is one of DK, SE`: one field against fixed values (already of the field's type)."""

    path: str
    comparison: Comparison
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareFields:
    """`return.refund_total > order.paid_total`: one field against another."""

    path: str
    comparison: Comparison
    other: str


@dataclass(frozen=True, slots=True)
class Named:
    """A condition that an integration adds under a name of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """`… and …`: every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`… or …`: at least one part holds."""

    parts: tuple[Condition, ...]


Condition = Compare | CompareFields | Named | Not | Both | Either
Lookup = Callable[[str], Value]


def holds(condition: Condition, lookup: Lookup) -> bool:
    """Whether a condition is true for a case; `lookup` gives the value of a field by its path.

    An empty field is never more, less or equal; `is not` is true for it.
    """
    match condition:
        case Both(parts):
            return all(holds(part, lookup) for part in parts)
        case Either(parts):
            return any(holds(part, lookup) for part in parts)
        case Not(part):
            return not holds(part, lookup)
        case Named(name):
            return lookup(name) is True
        case CompareFields(path, comparison, other):
            return _compare(lookup(path), comparison, (lookup(other),))
        case Compare(path, comparison, values):
            return _compare(lookup(path), comparison, values)


def _compare(left: Value, comparison: Comparison, values: tuple[Value, ...]) -> bool:
    match comparison:
        case Comparison.IS_SET:
            return left not in (None, "", ())
        case Comparison.IS_EMPTY:
            return left in (None, "", ())
        case Comparison.IS | Comparison.IS_ONE_OF:
            return left in values
        case Comparison.IS_NOT:
            return left not in values
        case Comparison.CONTAINS:
            return _contains(left, values[0])
        case _:
            return _ordered(left, comparison, values[0])


def _contains(left: Value, value: Value) -> bool:
    match left, value:
        case str(), str():
            return value.casefold() in left.casefold()
        case tuple(), str():
            return value in left
        case _:
            return False


def _ordered(left: Value, comparison: Comparison, right: Value) -> bool:
    if left is None or right is None or type(left) is not type(right):
        return False
    if getattr(left, "currency", None) != getattr(right, "currency", None):
        return False
    less, same = left < right, left == right  # type: ignore[operator]  # the checker compares only what has an order
    match comparison:
        case Comparison.LESS:
            return bool(less)
        case Comparison.AT_MOST:
            return bool(less or same)
        case Comparison.AT_LEAST:
            return not less
        case _:
            return not (less or same)
