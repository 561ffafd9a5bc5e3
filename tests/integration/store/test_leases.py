"""Only one engine holds a case, and no wake-up that arrives in the meantime is lost."""

from __future__ import annotations

import threading

import pytest
from whenever import Instant

from engine.case.journal import START
from engine.errors import StoreError
from engine.store import Store, cases, leases
from engine.store.journals import append, journal
from tests.integration.store.conftest import NOON, let_go, more, new_case

LATER = NOON.add(hours=24)


def hold(store, owner="one", seconds=60.0, now=NOON, limit=10):
    return store.write_now(lambda conn: leases.claim_due(conn, owner, now, seconds, limit))


def test_a_new_case_is_due_at_once(store, opened):
    number = opened()

    assert [lease.case for lease in hold(store)] == [number]


def test_a_held_case_is_given_to_nobody_else(store, opened):
    opened()
    hold(store, "one")

    assert hold(store, "two") == ()


def test_a_case_that_waits_is_not_claimed_before_its_moment(store, opened):
    opened()
    (lease,) = hold(store)
    let_go(store, lease, LATER)

    assert hold(store, now=LATER.subtract(nanoseconds=1)) == ()
    assert len(hold(store, now=LATER)) == 1


def test_the_longest_due_come_first(store):
    for hours in (3, 1, 2):
        store.write_now(
            lambda conn, hours=hours: cases.open_case(
                conn, cases.NewCase(f"t:{hours}", "P", "p", "", "DK", "da", NOON.add(hours=hours), cases.Keys())
            )
        )

    claimed = hold(store, now=LATER, limit=2)
    assert [lease.case for lease in claimed] == [2, 3]


def test_what_lands_while_a_case_is_being_let_go_wakes_it_again(store, url, opened):
    number, other = opened(), Store.open(url)
    (lease,) = hold(store)
    landing = threading.Thread(target=other.write_now, args=(lambda conn: leases.nudge(conn, number, NOON),))

    def look_and_let_go(conn):
        leases.hold(conn, lease)
        landing.start()
        landing.join(0.3)
        cases.change(conn, lease, leases.at_rest(LATER))
        return landing.is_alive()

    waited = store.write_now(look_and_let_go)
    landing.join()
    other.close()

    assert waited
    assert [lease.case for lease in hold(store)] == [number]


def test_a_nudge_wakes_a_waiting_case_and_an_ended_one(store, opened):
    for wake_at in (LATER, None):
        number = opened()
        lease = next(lease for lease in hold(store) if lease.case == number)
        let_go(store, lease, wake_at)
        assert hold(store) == ()
        store.write_now(lambda conn, number=number: leases.nudge(conn, number, NOON))

        assert [lease.case for lease in hold(store)] == [number]


def test_an_expired_hold_passes_on_and_the_old_holder_can_write_nothing(store, opened):
    number = opened()
    (old,) = hold(store, "stopped", seconds=-1.0)
    (new,) = hold(store, "next")
    entries = store.read_now(lambda conn: more(conn, number, "a"))

    assert new.fence > old.fence
    for write in (
        lambda conn: append(conn, leases.Held(old, 0, START), entries),
        lambda conn: leases.renew(conn, old, 60.0),
        lambda conn: cases.change(conn, old, leases.at_rest(None)),
        lambda conn: leases.hold(conn, old),
        lambda conn: leases.require(conn, old),
    ):
        with pytest.raises(StoreError, match="lost to another engine"):
            store.write_now(write)
    assert store.read_now(lambda conn: journal(conn, number)) == ()


def test_an_old_holder_that_gives_up_takes_nothing_from_the_new_one(store, opened):
    opened()
    (old,) = hold(store, "stopped", seconds=-1.0)
    (new,) = hold(store, "next")
    store.write_now(lambda conn: leases.give_up(conn, old))

    assert hold(store, "third") == ()
    store.write_now(lambda conn: leases.require(conn, new))


def test_a_renewed_hold_lasts_longer(store, opened):
    opened()
    (lease,) = hold(store, seconds=-1.0)
    renewed = store.write_now(lambda conn: leases.renew(conn, lease, 60.0))

    assert renewed.until > lease.until + 50
    assert hold(store, "two") == ()


def test_one_case_can_be_claimed_by_name_unless_it_is_held(store, opened):
    number = opened()
    lease = store.write_now(lambda conn: leases.claim(conn, number, "command", 60.0))

    assert lease is not None
    assert lease.case == number
    assert store.write_now(lambda conn: leases.claim(conn, number, "other", 60.0)) is None


def test_the_next_wake_up_is_that_of_the_free_case_that_is_due_first(store, opened):
    assert store.read_now(leases.next_wake) is None
    opened()
    (lease,) = hold(store)
    assert store.read_now(leases.next_wake) is None
    let_go(store, lease, LATER)
    assert store.read_now(leases.next_wake) == LATER
    opened()

    assert store.read_now(leases.next_wake) == NOON


def test_a_case_given_up_is_due_again_as_before(store, opened):
    number = opened()
    (lease,) = hold(store)
    store.write_now(lambda conn: leases.give_up(conn, lease))

    assert [lease.case for lease in hold(store, "two")] == [number]


def test_two_engines_that_claim_at_once_never_get_the_same_case(store, url):
    other, total = Store.open(url), 120
    store.write_now(lambda conn: [cases.open_case(conn, new_case(f"c:{number}")) for number in range(total)])
    claimed: dict[str, list[int]] = {"one": [], "two": []}
    start = threading.Barrier(2)

    def work(owner: str, mine: Store) -> None:
        start.wait()
        while found := hold(mine, owner, limit=7):
            claimed[owner] += [lease.case for lease in found]

    threads = [threading.Thread(target=work, args=pair) for pair in (("one", store), ("two", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()

    assert sorted(claimed["one"] + claimed["two"]) == list(range(1, total + 1))


def test_a_moment_keeps_its_last_nanosecond(store, opened):
    number = opened()

    assert store.read_now(lambda conn: cases.get(conn, number)).opened_at == Instant("2026-12-01T11:00:00.123456789Z")
