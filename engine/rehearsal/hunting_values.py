"""What a hunt puts into a case: what is typical of a shop, and the values on which a condition turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whenever import Date, Instant, TimeDelta

from engine.language.catalogue import EVENTS, FIELDS, Field, FieldType
from engine.language.conditions import Both, Compare, CompareFields, Comparison, Condition, Either, Named, Not
from engine.language.fields import plain
from engine.language.values import Money, Value

SET_BY_EVENTS = frozenset(path for kind in EVENTS.values() for path in kind.sets_moment)
"""The fields that hold the moment of an event: nobody tells them, the event does."""

Atom = Compare | CompareFields | Named
"""One comparison of a condition, without the words that join it to others."""

_TYPICAL_AMOUNT = "499.00"
_LITTLE, _MUCH = "1.00", "90000.00"
_NEVER_GIVEN = frozenset({"shop", "case", "settings", "remembered", "deadlines"})
_CURRENCIES = {"DK": "DKK", "NO": "NOK", "SE": "SEK", "GB": "GBP", "PL": "PLN"}
_ORDERED = frozenset({Comparison.MORE, Comparison.LESS, Comparison.AT_LEAST, Comparison.AT_MOST})


def atoms(condition: Condition) -> Iterator[Atom]:
    """The comparisons that a condition is made of."""
    match condition:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


def paths_of(found: Iterable[Atom]) -> frozenset[str]:
    """The fields of the catalogue that comparisons read and that somebody outside gives."""
    paths = {path for atom in found for path in _reads(atom)}
    return frozenset(path for path in paths if path in FIELDS and path.partition(".")[0] not in _NEVER_GIVEN)


def candidates(path: str, found: Iterable[Atom], country: str, now: Instant) -> tuple[Any, ...]:
    """The plain values of a field that make its comparisons come out one way and the other; nothing is an empty field."""
    field, values = FIELDS.get(path), list[Any]()
    for atom in found:
        if field and path in _reads(atom):
            values += _turning(field, atom, country, now)
    return tuple(value for number, value in enumerate(values) if value not in values[:number])


def groups_of(event: str) -> frozenset[str]:
    """The groups of fields that an event of this kind can tell."""
    return frozenset(EVENTS[event].groups) if event in EVENTS else frozenset()


def currency_of(country: str) -> str:
    """The money of a country."""
    return _CURRENCIES.get(country, "EUR")


def paid_in(country: str) -> str:
    """What the customer of a hunt has paid."""
    return _money(_TYPICAL_AMOUNT, country)


def brought_by(event: str, country: str) -> dict[str, Any]:
    """What an event of this kind typically tells."""
    match event:
        case "refund.issued":
            return {"refund.amount": paid_in(country)}
        case "refund.failed":
            return {"refund.reason": "the account is closed"}
        case "return.requested":
            return {"notice.text": "I withdraw from this purchase."}
        case "customer.replied":
            return {"reply.text": "Thank you."}
        case "customer.chose":
            return {"choice.wish": "money"}
        case "complaint.photos":
            return {"complaint.photos": "seam.jpg"}
        case _:
            return {}


def filled(path: str, found: Iterable[Atom], country: str, now: Instant) -> Any:
    """What a person typically writes into a field of a form."""
    field = FIELDS.get(path)
    if field is None:
        return "as agreed"
    mentioned = {value for atom in found if isinstance(atom, Compare) and atom.path == path for value in atom.values}
    others = [choice for choice in field.choices if choice not in mentioned]
    return (others or list(field.choices))[0] if field.choices else _typical(field, country, now)


def _reads(atom: Atom) -> tuple[str, ...]:
    match atom:
        case Compare(path):
            return (path,)
        case CompareFields(path, _, other):
            return path, other
        case _:
            return ()


def _turning(field: Field, atom: Atom, country: str, now: Instant) -> list[Any]:
    typical = _typical(field, country, now)
    match atom:
        case Compare(_, Comparison.IS_SET | Comparison.IS_EMPTY):
            return [typical, None]
        case Compare(_, _, values) if field.type is FieldType.YES_NO:
            return [True, False]
        case Compare(_, comparison, values) if comparison in _ORDERED:
            return [*(_written(value) for value in values), *_around(field, country, now)]
        case Compare(_, _, values):
            others = [choice for choice in field.choices if choice not in values][:1]
            return [*(_written(value) for value in values), *others]
        case _:
            return [typical, *_around(field, country, now)[:1]]


def _written(value: Value) -> Any:
    return str(value) if isinstance(value, Money) else plain(value)


def _around(field: Field, country: str, now: Instant) -> list[Any]:
    match field.type:
        case FieldType.MONEY:
            return [_money(_LITTLE, country), _money(_MUCH, country)]
        case FieldType.NUMBER:
            return ["0", "1000"]
        case FieldType.DATE:
            return [_day(now - TimeDelta(hours=24 * 30)), _day(now + TimeDelta(hours=24 * 30))]
        case FieldType.MOMENT:
            return [(now - TimeDelta(hours=24 * 20)).format_iso(), now.format_iso()]
        case _:
            return []


def _typical(field: Field, country: str, now: Instant) -> Any:
    match field.type:
        case FieldType.MONEY:
            return _money(_TYPICAL_AMOUNT, country)
        case FieldType.DATE:
            return _day(now + TimeDelta(hours=24 * 5))
        case FieldType.MOMENT:
            return now.format_iso()
        case FieldType.YES_NO:
            return True
        case FieldType.NUMBER:
            return "1"
        case FieldType.TEXTS:
            return "seam.jpg"
        case FieldType.CHOICE:
            return field.choices[0]
        case _:
            return "as agreed"


def _money(amount: str, country: str) -> str:
    return f"{amount} {currency_of(country)}"


def _day(moment: Instant) -> str:
    day: Date = moment.to_tz("UTC").date()
    return day.format_iso()
