"""What becomes of a message: who is sending it now, and each outcome as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, text, update
from whenever import Instant

from engine.errors import HoldLostError
from engine.store.compact import plain
from engine.store.messages import MessageState, StoredMessage, as_message
from engine.store.moments import stored
from engine.store.prepared import Prepared
from engine.store.tables import TO_SEND, messages

_row = messages.c
_to_send = text(TO_SEND)


@dataclass(frozen=True, slots=True)
class Try:
    """One try at sending: which message, by whom, the how-manieth; an outcome of an older try is not taken."""

    message: int
    owner: str
    attempt: int


def claim_ready(conn: Connection, owner: str, machine: float, limit: int) -> tuple[StoredMessage, ...]:
    """Take the messages whose time has come, to send them now; two engines never take the same one."""
    return _claim_due(conn, owner, _row.next_try <= machine, limit)


def claim_statutory(conn: Connection, owner: str, machine: float, limit: int) -> tuple[StoredMessage, ...]:
    """Take only those that the law asks for: what a paused shop still sends."""
    return _claim_due(conn, owner, (_row.next_try <= machine) & _row.statutory, limit)


def _claim_due(conn: Connection, owner: str, due_now: ColumnElement[bool], limit: int) -> tuple[StoredMessage, ...]:
    due = (
        select(_row.id)
        .where(_to_send, due_now)
        .order_by(_row.next_try, _row.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return _claim(conn, owner, _row.id.in_(select(due.c.id)))


def mark_sending(conn: Connection, message: int, owner: str) -> StoredMessage | None:
    """Take one message to send it now, or nothing if it is held, sent, or another engine's."""
    row = conn.execute(_take, {"id_": message, "owner_": owner}).first()
    return None if row is None else as_message(row)


def take_over(conn: Connection, message: StoredMessage, owner: str) -> StoredMessage | None:
    """Take a message that is in doubt from an engine that died, or nothing if somebody else was quicker."""
    doubtful = _row.state.in_([MessageState.SENDING.value, MessageState.UNKNOWN.value])
    found = _claim(conn, owner, (_row.id == message.id) & doubtful & (_row.attempts == message.attempts))
    return found[0] if found else None


def mark_sent(conn: Connection, this: Try, reply: str, sent_at: Instant) -> None:
    """The mail server took it, and this is what it said."""
    _outcome(conn, this, {"state": MessageState.SENT, "reply": plain(reply), "sent_at": stored(sent_at), "reason": ""})


def mark_retry(conn: Connection, this: Try, reason: str, next_try: float) -> None:
    """It was certainly not delivered; it is tried again at a moment of machine time."""
    _outcome(conn, this, {"state": MessageState.RETRY, "reason": plain(reason), "next_try": next_try})


def mark_stop(conn: Connection, this: Try, reason: str) -> None:
    """It was refused for good; a person looks."""
    _outcome(conn, this, {"state": MessageState.STOP, "reason": plain(reason)})


def mark_unknown(conn: Connection, this: Try, reason: str) -> None:
    """It may have arrived; nothing is repeated blindly."""
    _outcome(conn, this, {"state": MessageState.UNKNOWN, "reason": plain(reason)})


def mark_bounced(conn: Connection, message: int, reason: str) -> None:
    """It came back, whatever was known of it before."""
    conn.execute(
        update(messages)
        .where(_row.id == message)
        .values(state=MessageState.BOUNCED.value, reason=plain(reason), owner=None)
    )


def settle_unknown(conn: Connection, message: int, reply: str, sent_at: Instant) -> None:
    """A message of unknown outcome was found to have arrived."""
    conn.execute(
        update(messages)
        .where(_row.id == message, _row.state == MessageState.UNKNOWN.value)
        .values(state=MessageState.SENT.value, reply=plain(reply), sent_at=stored(sent_at), reason="", owner=None)
    )


def approve(conn: Connection, message: int) -> bool:
    """The owner lets a held message go; False if it is not held any more."""
    return _from_held(conn, message, {"state": MessageState.READY.value, "next_try": 0.0})


def reject(conn: Connection, message: int, reason: str) -> bool:
    """The owner does not let a held message go; False if it is not held any more."""
    return _from_held(conn, message, {"state": MessageState.STOP.value, "reason": plain(reason)})


def send_again(conn: Connection, message: int) -> None:
    """A person had a look and wants it sent again: the same bytes under the same Message-ID."""
    over = _row.state.in_([MessageState.STOP.value, MessageState.UNKNOWN.value])
    again = {"state": MessageState.READY.value, "next_try": 0.0, "owner": None}
    conn.execute(update(messages).where((_row.id == message) & over).values(again))


def _from_held(conn: Connection, message: int, values: dict[str, Any]) -> bool:
    held = (_row.id == message) & (_row.state == MessageState.HELD.value)
    return conn.execute(update(messages).where(held).values(values)).rowcount == 1


def _claim(conn: Connection, owner: str, which: ColumnElement[bool]) -> tuple[StoredMessage, ...]:
    taken = conn.execute(_sending.where(which).returning(*messages.c), {"owner_": owner})
    return tuple(sorted((as_message(row) for row in taken), key=lambda message: message.id))


def _outcome(conn: Connection, this: Try, values: dict[str, Any]) -> None:
    known = {"id_": this.message, "by": this.owner, "attempt": this.attempt}
    new = {f"new_{name}": value for name, value in values.items()}
    if _told(tuple(values)).change(conn, known | new) == 0:
        raise HoldLostError(
            "another engine has taken this message over, so the outcome of the older try is not kept.",
            where=f"message {this.message}",
            remedy="The newer try says what became of it.",
        )


@cache
def _told(names: tuple[str, ...]) -> Prepared:
    same_try = and_(_this, _row.owner == bindparam("by"), _row.attempts == bindparam("attempt"))
    return Prepared(update(messages).where(same_try).values({name: bindparam(f"new_{name}") for name in names}))


_this = _row.id == bindparam("id_")
_sending = update(messages).values(
    state=MessageState.SENDING.value, owner=bindparam("owner_"), attempts=_row.attempts + 1
)
_take = _sending.where(_this, _to_send).returning(*messages.c)
