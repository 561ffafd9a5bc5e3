"""Orders are what all reports together say, and a promised day that passes is noticed once."""

from __future__ import annotations

from whenever import Date

from engine.store import orders
from engine.store.orders import Report
from tests.integration.store.conftest import NOON

EVE = Date(2026, 12, 24)


def report(store, at=NOON, **said):
    snapshot = said.pop("snapshot", {})
    return store.write_now(lambda conn: orders.upsert(conn, Report("A-1", at, snapshot, **said)))


def overdue(store, today):
    return [order.number for order in store.read_now(lambda conn: orders.overdue(conn, today))]


def test_an_order_is_kept_as_reported(store):
    kept = report(store, snapshot={"lines": [{"id": "1"}]}, country="DK", promised_delivery=EVE)

    assert store.read_now(lambda conn: orders.find(conn, "A-1")) == kept
    assert (kept.snapshot, kept.country, kept.promised_delivery) == ({"lines": [{"id": "1"}]}, "DK", EVE)
    assert (kept.version, kept.as_of, kept.delivered_at) == (1, NOON, None)
    assert store.read_now(lambda conn: orders.find(conn, "A-2")) is None


def test_a_newer_report_overrides_what_it_says_and_leaves_the_rest(store):
    report(
        store, snapshot={"status": "paid", "customer": {"name": "Maja", "phone": "1"}, "lines": [1, 2]}, country="DK"
    )
    kept = report(store, NOON.add(hours=1), snapshot={"status": "sent", "customer": {"phone": "2"}, "lines": [1]})

    assert kept.snapshot == {"status": "sent", "customer": {"name": "Maja", "phone": "2"}, "lines": [1]}
    assert (kept.version, kept.country, kept.as_of) == (2, "DK", NOON.add(hours=1))


def test_an_older_report_that_comes_late_only_fills_gaps(store):
    report(store, snapshot={"status": "sent"}, delivered_at=NOON)
    kept = report(store, NOON.subtract(hours=1), snapshot={"status": "paid", "note": "gift"}, country="SE")

    assert kept.snapshot == {"status": "sent", "note": "gift"}
    assert (kept.country, kept.delivered_at, kept.as_of) == ("SE", NOON, NOON)


def test_the_same_report_again_is_no_change(store):
    first = report(store, snapshot={"status": "paid"}, promised_delivery=EVE)

    assert report(store, snapshot={"status": "paid"}, promised_delivery=EVE) == first


def test_a_promised_day_is_overdue_from_the_day_after(store):
    report(store, promised_delivery=EVE)

    assert overdue(store, EVE) == []
    assert overdue(store, EVE.add(days=1)) == ["A-1"]


def test_a_missed_day_is_noted_once(store):
    report(store, promised_delivery=EVE)

    assert store.write_now(lambda conn: orders.mark_missed(conn, "A-1", EVE, NOON)) is True
    assert store.write_now(lambda conn: orders.mark_missed(conn, "A-1", EVE, NOON)) is False
    assert overdue(store, EVE.add(days=9)) == []


def test_a_new_promise_can_be_missed_anew(store):
    report(store, promised_delivery=EVE)
    store.write_now(lambda conn: orders.mark_missed(conn, "A-1", EVE, NOON))
    report(store, NOON.add(hours=1), promised_delivery=EVE.add(days=3))

    assert overdue(store, EVE.add(days=4)) == ["A-1"]
    assert store.write_now(lambda conn: orders.mark_missed(conn, "A-1", EVE, NOON)) is False


def test_a_delivered_order_is_not_overdue(store):
    report(store, promised_delivery=EVE)
    report(store, NOON.add(hours=1), delivered_at=NOON)

    assert overdue(store, EVE.add(days=9)) == []


def test_the_first_promised_day_is_known_as_long_as_it_is_awaited(store):
    before = store.read_now(orders.next_promise)
    report(store, promised_delivery=EVE)
    awaited = store.read_now(orders.next_promise)
    store.write_now(lambda conn: orders.mark_missed(conn, "A-1", EVE, NOON))

    assert (before, awaited, store.read_now(orders.next_promise)) == (None, EVE, None)
