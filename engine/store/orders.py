"""The orders as the shop reported them, and the watch over the delivery days that were promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, text, update
from whenever import Date, Instant

from engine.store.compact import mapping, pack, plain
from engine.store.moments import moment, moment_or_none, stored, stored_or_none
from engine.store.once import key_once
from engine.store.prepared import Prepared
from engine.store.tables import AWAITED, orders


@dataclass(frozen=True, slots=True)
class Report:
    """What one event says of an order; `at` is its moment, and what is not said stays as it is."""

    number: str
    at: Instant
    snapshot: Mapping[str, Any]
    country: str = ""
    promised_delivery: Date | None = None
    delivered_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as all reports together have it; `version` counts the changes, `as_of` is the newest report."""

    number: str
    snapshot: Mapping[str, Any]
    version: int
    as_of: Instant
    country: str
    promised_delivery: Date | None
    delivered_at: Instant | None
    missed_at: Instant | None


def upsert(conn: Connection, report: Report) -> Order:
    """Take a report in: a newer one overrides field by field, an older one that comes late only fills gaps."""
    number = plain(report.number)
    if key_once(conn, orders, _row(report), orders.c.number) is None:
        _merge(conn, report, _order(_by_number_held.first(conn, {"number_": number})))
    return _order(_by_number.first(conn, {"number_": number}))


def find(conn: Connection, number: str) -> Order | None:
    """The order of that number, if the shop has reported it."""
    row = _by_number.first(conn, {"number_": plain(number)})
    return None if row is None else _order(row)


def overdue(conn: Connection, today: Date, limit: int = 1000) -> tuple[Order, ...]:
    """The orders whose promised day has passed without delivery and without anybody having been told yet."""
    past = select(orders).where(text(AWAITED), orders.c.promised_delivery < today.format_iso())
    return tuple(_order(row) for row in conn.execute(past.order_by(orders.c.promised_delivery).limit(limit)))


def next_promise(conn: Connection) -> Date | None:
    """The first promised day of all the orders that are still awaited."""
    first = conn.execute(select(func.min(orders.c.promised_delivery)).where(text(AWAITED))).scalar()
    return Date.parse_iso(first) if first else None


def mark_missed(conn: Connection, number: str, promised: Date, at: Instant) -> bool:
    """Note that the promised day was missed; False if it was noted before or another day is promised now."""
    still = orders.c.promised_delivery == promised.format_iso(), orders.c.missed_at.is_(None)
    missed = update(orders).where(orders.c.number == plain(number), *still).values(missed_at=stored(at))
    return conn.execute(missed).rowcount == 1


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """A newer snapshot over an older one: objects field by field, lists and plain values as a whole, null says nothing."""
    both = dict(old)
    for name, value in new.items():
        before = both.get(name)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            both[name] = merged(before, value)
        elif value is not None or name not in both:
            both[name] = value
    return both


def _merge(conn: Connection, report: Report, known: Order) -> None:
    newer, older = (report, known) if report.at >= known.as_of else (known, report)
    promised = newer.promised_delivery or older.promised_delivery
    values = {
        "snapshot": pack(merged(older.snapshot, newer.snapshot)),
        "as_of": stored(max(report.at, known.as_of)),
        "country": newer.country or older.country,
        "promised_delivery": promised and promised.format_iso(),
        "delivered_at": stored_or_none(newer.delivered_at or older.delivered_at),
        # A new promise can be missed anew.
        "missed_at": stored_or_none(known.missed_at) if promised == known.promised_delivery else None,
    }
    if _changes(values, known):
        known_version = known.version + 1
        conn.execute(update(orders).where(orders.c.number == known.number).values(version=known_version, **values))


def _changes(values: dict[str, Any], known: Order) -> bool:
    return values != {name: value for name, value in _stored(known).items() if name in values}


def _row(report: Report) -> dict[str, Any]:
    return _stored(
        Order(
            plain(report.number),
            report.snapshot,
            1,
            report.at,
            report.country,
            report.promised_delivery,
            report.delivered_at,
            None,
        )
    )


def _stored(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "snapshot": pack(order.snapshot),
        "version": order.version,
        "as_of": stored(order.as_of),
        "country": order.country,
        "promised_delivery": order.promised_delivery and order.promised_delivery.format_iso(),
        "delivered_at": stored_or_none(order.delivered_at),
        "missed_at": stored_or_none(order.missed_at),
    }


_numbered = select(orders).where(orders.c.number == bindparam("number_"))
_by_number, _by_number_held = Prepared(_numbered), Prepared(_numbered.with_for_update())


def _order(row: Row[Any]) -> Order:
    return Order(
        number=row.number,
        snapshot=mapping(row.snapshot),
        version=row.version,
        as_of=moment(row.as_of),
        country=row.country,
        promised_delivery=row.promised_delivery and Date.parse_iso(row.promised_delivery),
        delivered_at=moment_or_none(row.delivered_at),
        missed_at=moment_or_none(row.missed_at),
    )
