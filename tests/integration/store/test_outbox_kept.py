"""A message is kept with its exact bytes before it is sent, is sent by one engine at a time, and its outcome stays."""

from __future__ import annotations

import hashlib

import pytest

from engine.errors import StoreError
from engine.store import delivery, messages
from engine.store.delivery import Try
from engine.store.messages import MessageState, NewMessage
from tests.integration.store.conftest import NOON

BODY = b"Subject: =?utf-8?q?K=C3=A6re?=\r\n\r\n" + bytes(range(256)) * 20


def put(store, message_id="<1.1.1@shop.dk>", **changes):
    fields = {
        "case": None,
        "step": "1/confirm",
        "message_id": message_id,
        "message": "return_confirmed",
        "language": "da",
        "recipient": "maja@example.com",
        "envelope_from": "bounce+1@shop.dk",
        "subject": "Vi har modtaget din retur",
        "body": BODY,
        "statutory": True,
        "written_at": NOON,
        **changes,
    }
    return store.write_now(lambda conn: messages.put(conn, NewMessage(**fields)))


def sending(store, owner="one", machine=0.0):
    return store.write_now(lambda conn: delivery.claim_ready(conn, owner, machine, 10))


def now(store, message):
    return store.read_now(lambda conn: messages.get(conn, message.id))


def this_try(message):
    return Try(message.id, message.owner, message.attempts)


def test_a_message_is_kept_with_its_exact_bytes(store, opened):
    number = opened()
    kept = put(store, case=number)

    assert (kept.body, kept.sha256) == (BODY, hashlib.sha256(BODY).digest())
    assert (kept.state, kept.attempts, kept.statutory, kept.written_at) == (MessageState.READY, 0, True, NOON)
    assert store.read_now(lambda conn: messages.by_case(conn, number)) == (kept,)
    assert store.read_now(lambda conn: messages.find_by_message_id(conn, "<1.1.1@shop.dk>")) == kept
    assert store.read_now(lambda conn: messages.find_by_message_id(conn, "<other@shop.dk>")) is None


def test_the_same_message_put_again_stays_as_it_was(store):
    first = put(store)
    (taken,) = sending(store)
    again = put(store, body=b"another text")

    assert again == taken
    assert again.id == first.id


def test_a_message_is_sent_by_one_engine_at_a_time(store):
    message = put(store)

    assert [taken.id for taken in sending(store, "one")] == [message.id]
    assert sending(store, "two") == ()
    assert store.write_now(lambda conn: delivery.mark_sending(conn, message.id, "two")) is None


def test_a_sent_message_keeps_the_servers_reply_and_is_never_sent_again(store):
    put(store)
    (taken,) = sending(store)
    store.write_now(lambda conn: delivery.mark_sent(conn, this_try(taken), "250 2.0.0 Ok: queued as 4ABC", NOON))

    kept = now(store, taken)
    assert (kept.state, kept.reply, kept.sent_at) == (MessageState.SENT, "250 2.0.0 Ok: queued as 4ABC", NOON)
    assert sending(store, "two", machine=1e12) == ()


def test_a_message_that_was_not_delivered_is_tried_again_when_its_time_has_come(store):
    put(store)
    (taken,) = sending(store)
    store.write_now(lambda conn: delivery.mark_retry(conn, this_try(taken), "451 greylisted", 1000.0))

    assert sending(store, machine=999.9) == ()
    (again,) = sending(store, machine=1000.0)
    assert (again.attempts, again.reason) == (2, "451 greylisted")


@pytest.mark.parametrize(
    ("mark", "state"), [(delivery.mark_stop, MessageState.STOP), (delivery.mark_unknown, MessageState.UNKNOWN)]
)
def test_a_message_that_stopped_or_may_have_arrived_is_not_repeated(store, mark, state):
    put(store)
    (taken,) = sending(store)
    store.write_now(lambda conn: mark(conn, this_try(taken), "550 no such user"))

    assert (now(store, taken).state, now(store, taken).reason) == (state, "550 no such user")
    assert sending(store, machine=1e12) == ()


def test_the_outcome_of_an_older_try_is_not_taken(store):
    put(store)
    (old,) = sending(store, "stopped")
    new = store.write_now(lambda conn: delivery.take_over(conn, old, "next"))

    assert new is not None
    with pytest.raises(StoreError, match="taken this message over"):
        store.write_now(lambda conn: delivery.mark_sent(conn, this_try(old), "250", NOON))
    store.write_now(lambda conn: delivery.mark_sent(conn, this_try(new), "250 new", NOON))
    assert now(store, new).reply == "250 new"


def test_a_message_in_doubt_is_taken_over_once(store):
    put(store)
    (old,) = sending(store, "stopped")

    assert store.read_now(lambda conn: messages.in_doubt(conn, frozenset({"stopped"}))) == ()
    assert store.read_now(lambda conn: messages.in_doubt(conn, frozenset({"next"}))) == (old,)
    assert store.write_now(lambda conn: delivery.take_over(conn, old, "next")) is not None
    assert store.write_now(lambda conn: delivery.take_over(conn, old, "third")) is None


def test_a_held_message_goes_only_when_the_owner_lets_it(store):
    message = put(store, state=MessageState.HELD)

    assert sending(store, machine=1e12) == ()
    assert [kept.id for kept in store.read_now(messages.held)] == [message.id]
    assert store.write_now(lambda conn: delivery.approve(conn, message.id)) is True
    assert store.write_now(lambda conn: delivery.approve(conn, message.id)) is False
    assert [taken.id for taken in sending(store)] == [message.id]


def test_a_held_message_can_be_stopped_by_the_owner(store):
    message = put(store, state=MessageState.HELD)

    assert store.write_now(lambda conn: delivery.reject(conn, message.id, "Wrong tone.")) is True
    assert (now(store, message).state, now(store, message).reason) == (MessageState.STOP, "Wrong tone.")
    assert store.write_now(lambda conn: delivery.approve(conn, message.id)) is False


def test_a_sent_message_that_comes_back_is_not_sent_any_more(store):
    put(store)
    (taken,) = sending(store)
    store.write_now(lambda conn: delivery.mark_sent(conn, this_try(taken), "250", NOON))
    store.write_now(lambda conn: delivery.mark_bounced(conn, taken.id, "550 5.1.1"))

    assert (now(store, taken).state, now(store, taken).reason) == (MessageState.BOUNCED, "550 5.1.1")


def test_an_unknown_outcome_can_be_found_to_be_a_good_one(store):
    put(store)
    (taken,) = sending(store)
    store.write_now(lambda conn: delivery.mark_unknown(conn, this_try(taken), "connection lost"))
    store.write_now(lambda conn: delivery.settle_unknown(conn, taken.id, "found in the archive", NOON))

    assert (now(store, taken).state, now(store, taken).sent_at) == (MessageState.SENT, NOON)


def test_a_message_that_is_not_there_is_said_to_be_missing(store):
    with pytest.raises(StoreError, match="no such message"):
        store.read_now(lambda conn: messages.get(conn, 99))
