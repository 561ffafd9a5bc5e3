"""What is asked all day long is answered by an index, however many cases wait."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from whenever import Date

from engine.store import cases, delivery, effects, inbox, leases, messages, orders
from engine.store.cases import Keys
from engine.store.compact import pack
from engine.store.messages import MessageState
from tests.databases import overheard
from tests.integration.store.conftest import NOON

MANY = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 4000)"
CASES = "INSERT INTO cases (opened_for, order_number, stage, opened_at, head_hash, listens, reopens, line_ids, wake_at)"
EVENTS = "INSERT INTO inbox (source, event_id, twin, type, time, arrived_at, data, body_sha256, state)"


@pytest.fixture
def crowded(store):
    """Many cases that wait for a month to pass, and as many events that were taken in long ago."""
    later = NOON.add(hours=24 * 30).timestamp_nanos()
    cast, empty = "CAST(n AS VARCHAR)", "CAST('' AS {bytes})"

    def crowd(conn):
        waiting = f"SELECT {cast}, 'A-' || {cast}, 'waiting', 0, {empty}, :none, :none, :none, {later} + n FROM many"  # noqa: S608
        taken = f"SELECT 's', {cast}, {empty}, 't', 0, 0, {empty}, {empty}, 'taken' FROM many"  # noqa: S608
        kind = "BLOB" if conn.dialect.name == "sqlite" else "BYTEA"
        for into, what in ((CASES, waiting), (EVENTS, taken)):
            lead = f"{into} {MANY}" if kind == "BYTEA" else f"{MANY} {into}"
            conn.execute(text(f"{lead} {what.format(bytes=kind)}"), {"none": pack(())} if into == CASES else {})
        conn.execute(text("ANALYZE"))

    store.write_now(crowd)
    return store


def plan(store, unit):
    """How the database goes about the statements of a unit."""
    asked = []

    def explained(conn):
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("SET LOCAL enable_seqscan = off")  # it would rather read a small table whole
        stop = overheard(conn.connection.dbapi_connection, lambda *said: asked.append(said))
        unit(conn)
        stop()
        how = "EXPLAIN QUERY PLAN " if conn.dialect.name == "sqlite" else "EXPLAIN "
        return " ".join(str(row) for said, values in asked for row in conn.exec_driver_sql(how + said, values))

    return store.write_now(explained)


@pytest.mark.parametrize(
    ("unit", "index"),
    [
        (lambda conn: leases.claim_due(conn, "me", NOON, 60.0, 10), "cases_by_wake"),
        (leases.next_wake, "cases_by_wake"),
        (lambda conn: cases.find(conn, Keys(order="A-7")), "cases_by_order"),
        (lambda conn: cases.of_customer(conn, b"k"), "cases_by_customer"),
        (lambda conn: inbox.pending(conn, 10), "inbox_waiting"),
        (lambda conn: inbox.for_case(conn, 7), "inbox_waiting"),
        (lambda conn: orders.overdue(conn, Date(2026, 12, 1)), "orders_awaited"),
        (lambda conn: delivery.claim_ready(conn, "me", 0.0, 10), "messages_to_send"),
        (lambda conn: messages.not_sent(conn, MessageState.UNKNOWN), "messages_not_sent"),
        (lambda conn: effects.in_doubt(conn, frozenset({"me"})), "effects_open"),
    ],
)
def test_the_index_is_used(crowded, unit, index):
    assert index in plan(crowded, unit)
