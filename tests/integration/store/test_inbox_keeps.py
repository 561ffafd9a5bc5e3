"""The inbox keeps every delivery once, and nothing that arrived is ever out of somebody's sight."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from engine.errors import StoreError
from engine.store import Store, inbox, leases
from engine.store.inbox import Delivery, EventState, Outcome
from tests.integration.store.conftest import NOON, let_go


def delivery(event_id="1", body=b"{}", **data):
    return Delivery("shop", event_id, "order.delivered", NOON.subtract(hours=1), data, "A-1", body)


def accept(store, *args, **data):
    return store.write_now(lambda conn: inbox.accept(conn, delivery(*args, **data), NOON))


def test_a_delivery_is_kept_as_it_came(store):
    number = accept(store, tracking="æøå").id

    kept = store.read_now(lambda conn: inbox.get(conn, number))
    assert (kept.source, kept.event_id, kept.type, kept.subject) == ("shop", "1", "order.delivered", "A-1")
    assert (kept.time, kept.arrived_at, kept.data) == (NOON.subtract(hours=1), NOON, {"tracking": "æøå"})
    assert (kept.case, kept.state) == (None, EventState.WAITING)


def test_a_sender_with_a_fast_clock_is_not_believed(store):
    early = Delivery("shop", "1", "order.delivered", NOON.add(hours=5), {})
    number = store.write_now(lambda conn: inbox.accept(conn, early, NOON)).id

    assert store.read_now(lambda conn: inbox.get(conn, number)).time == NOON


def test_the_same_delivery_twice_is_one_event(store):
    first, second = accept(store), accept(store)

    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.DUPLICATE)
    assert first.id == second.id


def test_the_same_id_from_two_senders_is_two_events(store):
    other = Delivery("carrier", "1", "order.delivered", NOON, {})

    assert accept(store).outcome is Outcome.NEW
    assert store.write_now(lambda conn: inbox.accept(conn, other, NOON)).outcome is Outcome.NEW


def test_another_body_under_a_known_id_is_kept_apart_once_and_never_applied(store, opened):
    first, number = accept(store, "1", b"a"), opened()
    twins = [accept(store, "1", b"b") for _ in range(3)]

    assert {twin.outcome for twin in twins} == {Outcome.CONFLICT}
    assert len({twin.id for twin in twins} | {first.id}) == 2
    assert [event.id for event in store.read_now(lambda conn: inbox.pending(conn, 10))] == [first.id]
    assert [event.id for event in store.read_now(inbox.unmatched)] == [twins[0].id]
    store.write_now(lambda conn: inbox.assign(conn, twins[0].id, number))
    assert store.read_now(lambda conn: inbox.for_case(conn, number)) == ()
    with pytest.raises(StoreError, match="cannot be given to a case"):
        store.write_now(lambda conn: inbox.assign_by_hand(conn, twins[0].id, number))


def test_a_delivery_without_a_body_is_known_by_its_content(store):
    assert accept(store, "1", b"", amount="1.00").outcome is Outcome.NEW
    assert accept(store, "1", b"", amount="1.00").outcome is Outcome.DUPLICATE
    assert accept(store, "1", b"", amount="2.00").outcome is Outcome.CONFLICT


def test_a_hundred_of_the_same_from_eight_threads_and_two_engines_are_one_event(store, url):
    engines, seen = (store, Store.open(url)), Counter()
    start = threading.Barrier(8)

    def knock(mine: Store) -> None:
        start.wait()
        seen.update(accept(mine).outcome for _ in range(100 // 8 + 1))

    threads = [threading.Thread(target=knock, args=(engines[number % 2],)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engines[1].close()

    assert seen == {Outcome.NEW: 1, Outcome.DUPLICATE: 103}


def test_an_event_accepted_before_a_crash_is_still_pending_afterwards(url):
    before = Store.open(url)
    number = accept(before).id
    before.close()
    after = Store.open(url)

    assert [event.id for event in after.read_now(lambda conn: inbox.pending(conn, 10))] == [number]
    after.close()


def test_an_event_given_to_a_case_wakes_it_and_waits_for_it_in_order(store, opened):
    case = opened()
    let_go(store, store.write_now(lambda conn: leases.claim(conn, case, "me", 60.0)), None)
    first, second = accept(store, "1"), accept(store, "2")
    for event in (second, first):
        store.write_now(lambda conn, event=event: inbox.assign(conn, event.id, case))

    assert [event.id for event in store.read_now(lambda conn: inbox.for_case(conn, case))] == [first.id, second.id]
    assert store.read_now(lambda conn: inbox.pending(conn, 10)) == ()
    assert store.read_now(leases.next_wake) == NOON


def test_an_event_given_twice_wakes_its_case_once(store, opened):
    case, event = opened(), accept(store).id
    store.write_now(lambda conn: inbox.assign(conn, event, case))
    let_go(store, store.write_now(lambda conn: leases.claim(conn, case, "me", 60.0)), None)
    store.write_now(lambda conn: inbox.assign(conn, event, case))

    assert store.read_now(leases.next_wake) is None


def test_a_taken_event_leaves_the_inbox_and_is_still_known_when_it_comes_again(store, opened):
    case, event = opened(), accept(store, "1", b"body", secret="Jens").id
    store.write_now(lambda conn: inbox.assign(conn, event, case))
    lease = store.write_now(lambda conn: leases.claim(conn, case, "me", 60.0))
    store.write_now(lambda conn: inbox.mark_taken(conn, leases.hold(conn, lease), [event]))

    assert store.read_now(lambda conn: inbox.for_case(conn, case)) == ()
    assert store.read_now(lambda conn: inbox.get(conn, event)).state is EventState.TAKEN
    assert accept(store, "1", b"body", secret="Jens").outcome is Outcome.DUPLICATE


def test_only_the_holder_takes_events(store, opened):
    case, event = opened(), accept(store).id
    store.write_now(lambda conn: inbox.assign(conn, event, case))
    old = store.write_now(lambda conn: leases.claim(conn, case, "old", -1.0))
    store.write_now(lambda conn: leases.claim(conn, case, "new", 60.0))

    with pytest.raises(StoreError, match="lost to another engine"):
        store.write_now(lambda conn: inbox.mark_taken(conn, leases.hold(conn, old), [event]))


def test_an_event_put_aside_is_seen_and_a_person_can_give_it_to_a_case(store, opened):
    case, event = opened(), accept(store).id
    store.write_now(lambda conn: inbox.park(conn, event, EventState.UNMATCHED, "No case has order A-1."))

    (seen,) = store.read_now(inbox.unmatched)
    assert (seen.state, seen.reason) == (EventState.UNMATCHED, "No case has order A-1.")
    assert store.read_now(lambda conn: inbox.pending(conn, 10)) == ()
    store.write_now(lambda conn: inbox.assign_by_hand(conn, event, case))
    assert [found.id for found in store.read_now(lambda conn: inbox.for_case(conn, case))] == [event]
    with pytest.raises(StoreError, match="cannot be given"):
        store.write_now(lambda conn: inbox.assign_by_hand(conn, event, case))


def test_text_that_one_database_cannot_hold_is_kept_as_far_as_both_can(store):
    odd = Delivery("shop", "1\x00", "order\x00", NOON, {"name": "a\x00b"}, "\x00")
    number = store.write_now(lambda conn: inbox.accept(conn, odd, NOON)).id

    assert store.read_now(lambda conn: inbox.get(conn, number)).data == {"name": "a\x00b"}
    assert store.write_now(lambda conn: inbox.accept(conn, odd, NOON)).outcome is Outcome.DUPLICATE


def test_an_event_that_is_not_there_is_said_to_be_missing(store):
    with pytest.raises(StoreError, match="no such event"):
        store.read_now(lambda conn: inbox.get(conn, 99))
