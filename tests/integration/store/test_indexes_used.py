"""What is asked all day long is answered by an index, however many cases wait."""

from __future__ import annotations

import pytest
from sqlalchemy import event, insert, text
from whenever import Date

from engine.store import cases, delivery, inbox, leases, orders
from engine.store.cases import Keys
from engine.store.tables import cases as table
from tests.integration.store.conftest import NOON

WAITING = 4000


@pytest.fixture
def crowded(store):
    """Many cases that wait for a month to pass."""
    later = NOON.add(hours=24 * 30).timestamp_nanos()
    rows = [
        {"opened_for": f"t:{n}", "order_number": f"A-{n}", "opened_at": 0, "head_hash": b"", "wake_at": later + n}
        for n in range(WAITING)
    ]
    store.write_now(lambda conn: conn.execute(insert(table), rows))
    store.write_now(lambda conn: conn.execute(text("ANALYZE")))
    return store


def plan(store, unit):
    """How the database goes about the statements of a unit."""
    asked = []

    def explained(conn):
        def note(_conn, _cursor, statement, parameters, _context, _many):
            asked.append((statement, parameters))

        event.listen(conn, "before_cursor_execute", note)
        unit(conn)
        event.remove(conn, "before_cursor_execute", note)
        how = "EXPLAIN QUERY PLAN " if conn.dialect.name == "sqlite" else "EXPLAIN "
        return " ".join(str(row) for said, values in asked for row in conn.exec_driver_sql(how + said, values))

    return store.write_now(explained)


@pytest.mark.parametrize(
    ("unit", "index"),
    [
        (lambda conn: leases.claim_due(conn, "me", NOON, 60.0, 10), "cases_by_wake"),
        (leases.next_wake, "cases_by_wake"),
        (lambda conn: cases.find(conn, Keys(order="A-7")), "cases_by_order"),
        (lambda conn: inbox.pending(conn, 10), "inbox_waiting"),
        (lambda conn: inbox.for_case(conn, 7), "inbox_waiting"),
    ],
)
def test_the_index_is_used(crowded, unit, index):
    assert index in plan(crowded, unit)


@pytest.mark.parametrize(
    ("unit", "index"),
    [
        (lambda conn: orders.overdue(conn, Date(2026, 12, 1)), "orders_awaited"),
        (lambda conn: delivery.claim_ready(conn, "me", 0.0, 10), "messages_to_send"),
    ],
)
def test_the_index_can_be_used_on_sqlite_for_the_small_tables_too(tmp_path, unit, index):
    from engine.store import Store
    from tests.databases import fresh_sqlite

    store = Store.open(fresh_sqlite(tmp_path))
    assert index in plan(store, unit)
    store.close()
