"""A case is opened once for one reason, found by what an event names, and shown as its holder sees it."""

from __future__ import annotations

import pytest
from whenever import Date

from engine.case.view import CaseView, DeadlineState, DeadlineView, QuestionView, Stage
from engine.errors import StoreError
from engine.store import cases, leases, lists
from engine.store.cases import Keys
from engine.store.lists import Wanted
from tests.integration.store.conftest import NOON, new_case


def view_of(number, stage=Stage.WAITING, result=""):
    question = QuestionView("1/ask", "Refund?", "owner", ("yes", "no"), (("amount", "money", ("a", "b")),), NOON, NOON)
    deadline = DeadlineView(
        "refund", "r:1", "legal", "§ 1", Date(2026, 12, 15), NOON, Date(2026, 12, 14), DeadlineState.DUE
    )
    return CaseView(
        number,
        "Return requested",
        "A-1",
        "DK",
        "da",
        stage,
        "Waiting for return",
        result,
        NOON,
        (question,),
        (deadline,),
    )


def open_one(store, reason, **keys):
    return store.write_now(lambda conn: cases.open_case(conn, new_case(reason, **keys)))


def find(store, **keys):
    return [case.number for case in store.read_now(lambda conn: cases.find(conn, Keys(**keys)))]


def test_the_same_reason_opens_one_case(store):
    assert open_one(store, "inbox:1") == open_one(store, "inbox:1")
    assert open_one(store, "inbox:2") != open_one(store, "inbox:1")


def test_a_case_is_found_by_each_of_its_numbers(store):
    first = open_one(store, "1", order="A-1", return_number="R-1")
    second = open_one(store, "2", order="A-1", complaint="C-1")

    assert find(store, order="A-1") == [first, second]
    assert find(store, return_number="R-1") == [first]
    assert find(store, complaint="C-1", return_number="R-1") == [first, second]
    assert find(store, order="A-2") == []
    assert find(store) == []


def test_a_number_that_one_database_cannot_hold_finds_its_case_again(store):
    number = open_one(store, "1", order="A\x00-1")

    assert find(store, order="A\x00-1") == [number]


def test_a_case_stands_as_its_holder_sees_it(store):
    number = open_one(store, "1", order="A-1")
    lease = store.write_now(lambda conn: leases.claim(conn, number, "me", 60.0))
    view, keys = view_of(number), Keys("A-1", "R-9", "", ("1", "2"))
    wants = {"listens": ("parcel.returned",), "reopens": ("refund.failed",)}
    store.write_now(lambda conn: cases.change(conn, lease, cases.on_show(view, keys, **wants)))

    kept = store.read_now(lambda conn: cases.get(conn, number))
    assert (kept.view, kept.keys, kept.listens, kept.reopens) == (view, keys, *wants.values())
    assert (kept.stage, kept.headline, kept.held_by) == (Stage.WAITING, "Waiting for return", "me")


def test_an_ended_case_is_still_found_and_knows_when_it_ended(store):
    number = open_one(store, "1", order="A-1")
    lease = store.write_now(lambda conn: leases.claim(conn, number, "me", 60.0))
    closed = view_of(number, Stage.CLOSED, "refunded")
    store.write_now(lambda conn: cases.change(conn, lease, cases.on_show(closed, Keys("A-1"), closed_at=NOON)))

    (found,) = store.read_now(lambda conn: cases.find(conn, Keys(order="A-1")))
    assert (found.stage, found.result, found.closed_at) == (Stage.CLOSED, "refunded", NOON)


def test_only_the_holder_changes_a_case(store):
    number = open_one(store, "1")
    old = store.write_now(lambda conn: leases.claim(conn, number, "old", -1.0))
    store.write_now(lambda conn: leases.claim(conn, number, "new", 60.0))

    for write in (
        lambda conn: cases.change(conn, old, cases.on_show(view_of(number), Keys())),
        lambda conn: cases.move(conn, old, "return_requested", "e" * 64),
    ):
        with pytest.raises(StoreError, match="lost to another engine"):
            store.write_now(write)
    assert store.read_now(lambda conn: cases.get(conn, number)).view is None


def test_a_moved_case_follows_its_new_version(store):
    number = open_one(store, "1")
    lease = store.write_now(lambda conn: leases.claim(conn, number, "me", 60.0))
    store.write_now(lambda conn: cases.move(conn, lease, "return_requested", "e" * 64))

    assert store.read_now(lambda conn: cases.get(conn, number)).version == "e" * 64


def test_a_customer_is_found_by_her_address_in_any_spelling_and_the_address_is_not_kept(store):
    new = cases.NewCase("1", "P", "p", "", "DK", "da", NOON, Keys(), cases.customer_key("Maja@Example.com "))
    number = store.write_now(lambda conn: cases.open_case(conn, new))
    key = cases.customer_key("maja@example.COM")

    assert [case.number for case in store.read_now(lambda conn: cases.of_customer(conn, key))] == [number]
    assert [store.read_now(lambda conn, n=n: cases.count_before(conn, key, n)) for n in (number, number + 1)] == [0, 1]


def test_a_list_shows_the_newest_first_page_by_page(store):
    numbers = [open_one(store, str(reason)) for reason in range(5)]
    first = store.read_now(lambda conn: lists.list_cases(conn, Wanted(limit=3)))
    rest = store.read_now(lambda conn: lists.list_cases(conn, Wanted(limit=3, before=first[-1].number)))

    assert [case.number for case in (*first, *rest)] == numbers[::-1]


def test_a_list_shows_what_is_asked_for(store):
    number = open_one(store, "1", order="A-1")
    open_one(store, "2", order="A-2")

    for wanted, seen in (
        (Wanted(order="A-1"), [number]),
        (Wanted(country="SE"), []),
        (Wanted(slug="return_requested", version="d" * 64, stages=(Stage.RUNNING,)), [number + 1, number]),
        (Wanted(stages=(Stage.CLOSED, Stage.WAITING)), []),
    ):
        assert [case.number for case in store.read_now(lambda conn, w=wanted: lists.list_cases(conn, w))] == seen
    assert store.read_now(cases.count_by_stage) == {Stage.RUNNING: 2}


def test_a_case_that_is_not_there_is_said_to_be_missing(store):
    with pytest.raises(StoreError, match="no such case"):
        store.read_now(lambda conn: cases.get(conn, 99))
