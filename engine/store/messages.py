"""The outbox on disk: each message with its exact bytes, written before it is sent, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, select, text
from whenever import Instant

from engine.errors import StoreError
from engine.store.compact import plain, release, squeeze
from engine.store.moments import moment, moment_or_none, stored
from engine.store.once import insert_once, key_once
from engine.store.tables import NOT_SENT, messages


class MessageState(StrEnum):
    """What became of a message."""

    HELD = "held"  #: waits for the owner's approval
    READY = "ready"  #: may be sent
    SENDING = "sending"  #: an engine is handing it to the mail server, or died while it did
    SENT = "sent"  #: the mail server took it
    RETRY = "retry"  #: certainly not delivered: tried again later
    STOP = "stop"  #: refused for good: a person looks
    UNKNOWN = "unknown"  #: it may have arrived
    BOUNCED = "bounced"  #: it came back


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to keep before it is sent; its `message_id` makes it one, however often it is put."""

    case: int | None
    step: str
    message_id: str
    message: str
    language: str
    recipient: str
    envelope_from: str
    subject: str
    body: bytes
    statutory: bool
    written_at: Instant
    state: MessageState = MessageState.READY
    next_try: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as it stands in the outbox; `body` are the exact bytes and `sha256` is theirs."""

    id: int
    case: int | None
    step: str
    message_id: str
    message: str
    language: str
    recipient: str
    envelope_from: str
    subject: str
    body: bytes
    sha256: bytes
    statutory: bool
    state: MessageState
    attempts: int
    next_try: float | None
    owner: str | None
    reply: str
    reason: str
    written_at: Instant
    sent_at: Instant | None


def put(conn: Connection, new: NewMessage) -> StoredMessage:
    """Keep a message; one that is there already comes back as it is, whatever was put now."""
    insert_once(conn, messages, _row(new))
    return as_message(conn.execute(_by_message_id, {"identity": new.message_id}).one())


def put_in_hand(conn: Connection, new: NewMessage, owner: str) -> StoredMessage | None:
    """Keep a new message that its engine sends as soon as it is on the disk; nothing if it is there already."""
    sending = {"state": MessageState.SENDING, "attempts": 1, "owner": owner}
    row = _row(new) | sending
    number = key_once(conn, messages, row, messages.c.id)
    if number is None:
        return None
    written = {field.name: getattr(new, field.name) for field in fields(new)}
    unknown_yet = {"reply": "", "reason": "", "sent_at": None}
    return StoredMessage(**written | sending | unknown_yet, id=number, sha256=row["sha256"])


def get(conn: Connection, number: int) -> StoredMessage:
    """The message of that number."""
    row = conn.execute(_by_number, {"number": number}).first()
    if row is None:
        raise StoreError("there is no such message.", where=f"message {number}")
    return as_message(row)


def find_by_message_id(conn: Connection, message_id: str) -> StoredMessage | None:
    """The message that carries this Message-ID, if it is ours."""
    row = conn.execute(_by_message_id, {"identity": message_id}).first()
    return None if row is None else as_message(row)


def by_case(conn: Connection, case: int) -> tuple[StoredMessage, ...]:
    """Every message of a case, oldest first."""
    return _some(conn, messages.c.case == case)


def held(conn: Connection) -> tuple[StoredMessage, ...]:
    """The messages that wait for the owner's approval, oldest first."""
    return not_sent(conn, MessageState.HELD)


def not_sent(conn: Connection, *states: MessageState) -> tuple[StoredMessage, ...]:
    """The messages that have not simply gone out, but stand so (held, stopped, unknown, bounced), oldest first."""
    return _some(conn, and_(text(NOT_SENT), messages.c.state.in_([state.value for state in states])))


def in_doubt(conn: Connection, living: frozenset[str]) -> tuple[StoredMessage, ...]:
    """The messages that an engine was sending when it died: nobody knows whether they arrived."""
    sending = not_sent(conn, MessageState.SENDING)
    return tuple(message for message in sending if message.owner not in living)


def _row(new: NewMessage) -> dict[str, Any]:
    return {
        "case": new.case,
        "step": new.step,
        "message_id": new.message_id,
        "message": new.message,
        "language": new.language,
        "recipient": plain(new.recipient),
        "envelope_from": new.envelope_from,
        "subject": plain(new.subject),
        "body": squeeze(new.body),
        "sha256": hashlib.sha256(new.body).digest(),
        "statutory": new.statutory,
        "state": new.state.value,
        "next_try": new.next_try,
        "written_at": stored(new.written_at),
    }


_by_message_id = select(messages).where(messages.c.message_id == bindparam("identity"))
_by_number = select(messages).where(messages.c.id == bindparam("number"))


def _some(conn: Connection, which: ColumnElement[bool]) -> tuple[StoredMessage, ...]:
    return tuple(as_message(row) for row in conn.execute(select(messages).where(which).order_by(messages.c.id)))


def as_message(row: Row[Any]) -> StoredMessage:
    """A row of the table as a message."""
    values = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's public name for a row as a mapping
    return StoredMessage(
        **values
        | {
            "body": release(row.body),
            "sha256": bytes(row.sha256),
            "state": MessageState(row.state),
            "written_at": moment(row.written_at),
            "sent_at": moment_or_none(row.sent_at),
        }
    )
