"""A journal on disk is what was written: chained, in order, by the holder alone, once."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from engine.case.journal import EntryKind, Fact, chain, first_break
from engine.errors import StoreError
from engine.store import leases
from engine.store.compact import pack
from engine.store.journals import append, head, journal
from engine.store.tables import entries
from tests.integration.store.conftest import NOON, more, notes


@pytest.fixture
def lease(store, opened):
    number = opened()
    return store.write_now(lambda conn: leases.claim(conn, number, "me", 60.0))


def test_a_journal_is_read_as_it_was_written(store, lease):
    data = {"text": "æøå ✓ 漢字", "amount": "499.00", "deep": [1, 2.5, None, True, {"a": []}], "nul": "\x00"}
    facts = [Fact(EntryKind.OPENED, {}), Fact(EntryKind.EVENT, data), Fact(EntryKind.NOTE, {"text": "x" * 5000})]
    written = chain(lease.case, None, facts, NOON)
    store.write_now(lambda conn: append(conn, leases.hold(conn, lease), written))

    assert store.read_now(lambda conn: journal(conn, lease.case)) == written
    assert store.read_now(lambda conn: head(conn, lease.case)) == written[-1]
    assert first_break(lease.case, written) is None


def test_a_case_without_entries_has_no_last_one(store, lease):
    assert store.read_now(lambda conn: head(conn, lease.case)) is None


def test_entries_are_added_after_those_that_stand_there(store, lease):
    for text in ("a", "b", "c"):
        store.write_now(lambda conn, text=text: append(conn, leases.hold(conn, lease), more(conn, lease.case, text)))

    kept = store.read_now(lambda conn: journal(conn, lease.case))
    assert [entry.data["text"] for entry in kept] == ["a", "b", "c"]
    assert first_break(lease.case, kept) is None


def test_the_same_entries_again_change_nothing(store, lease):
    written = notes(lease.case, None, "a", "b")
    for _ in range(2):
        store.write_now(lambda conn: append(conn, leases.hold(conn, lease), written))

    assert store.read_now(lambda conn: journal(conn, lease.case)) == written


@pytest.mark.parametrize("other", ["another text", "a number too high"])
def test_an_entry_that_does_not_follow_the_last_one_is_refused(store, lease, other):
    first = notes(lease.case, None, "a")
    store.write_now(lambda conn: append(conn, leases.hold(conn, lease), first))
    wrong = (
        notes(lease.case, None, "z")
        if other == "another text"
        else notes(lease.case, notes(lease.case, first[0], "b")[0], "c")
    )

    with pytest.raises(StoreError, match="does not follow"):
        store.write_now(lambda conn: append(conn, leases.hold(conn, lease), wrong))
    assert store.read_now(lambda conn: journal(conn, lease.case)) == first


def test_an_entry_of_another_case_is_refused(store, lease):
    with pytest.raises(StoreError, match="does not follow"):
        store.write_now(lambda conn: append(conn, leases.hold(conn, lease), notes(lease.case + 1, None, "a")))


def test_a_changed_letter_on_the_disk_is_found(store, lease):
    store.write_now(lambda conn: append(conn, leases.hold(conn, lease), notes(lease.case, None, "a", "b", "c")))
    forged = update(entries).where(entries.c.seq == 2).values(data=pack({"text": "B", "about": "æøå ✓"}))
    store.write_now(lambda conn: conn.execute(forged))

    assert first_break(lease.case, store.read_now(lambda conn: journal(conn, lease.case))) == 2


def test_nothing_to_add_is_nothing_to_check(store, lease):
    store.write_now(lambda conn: append(conn, leases.hold(conn, lease), ()))

    assert store.read_now(lambda conn: journal(conn, lease.case)) == ()
