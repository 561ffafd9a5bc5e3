"""The inbox: every delivery is kept before it is answered, once, until a case takes it or a person looks at it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, and_, bindparam, select, text, update
from whenever import Instant

from engine.errors import StoreError
from engine.store.compact import as_json, mapping, pack, plain
from engine.store.leases import Held, nudge
from engine.store.moments import moment, stored
from engine.store.once import key_once
from engine.store.prepared import Prepared
from engine.store.tables import IN_WAITING, inbox


class EventState(StrEnum):
    """What became of an event."""

    WAITING = "waiting"  #: not yet matched with a case, or matched and not yet taken in
    TAKEN = "taken"  #: a case has it in its journal
    UNMATCHED = "unmatched"  #: it fits no case, or two equally: a person looks
    UNKNOWN_TYPE = "unknown type"  #: nobody knows this type: kept and listed
    NO_CASE_WANTED = "no case wanted"  #: it opens no case and none asked for it
    CONFLICT = "conflict"  #: another body under an id that is known: kept, never applied
    SETTLED = "settled"  #: a person has looked at it, or it was dealt with without a case


class Outcome(StrEnum):
    """What a delivery turned out to be."""

    NEW = "new"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event as it was delivered; `body` is what the sender signed, so that a changed repeat is noticed."""

    source: str
    event_id: str
    type: str
    time: Instant
    data: Mapping[str, Any]
    subject: str = ""
    body: bytes = b""

    def digest(self) -> bytes:
        """The SHA-256 of what was delivered."""
        return hashlib.sha256(self.body or as_json([self.type, self.subject, self.data])).digest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """The number that a delivery got in the inbox, and whether it was new."""

    id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Received:
    """An event as it stands in the inbox; `arrived_at` is never earlier than `time`."""

    id: int
    source: str
    event_id: str
    type: str
    subject: str
    time: Instant
    arrived_at: Instant
    data: Mapping[str, Any]
    case: int | None
    state: EventState
    reason: str


def accept(conn: Connection, delivery: Delivery, arrived_at: Instant) -> Arrival:
    """Keep a delivery: the same one twice is one event, another body under a known id is kept apart."""
    digest = delivery.digest()
    row = _row(delivery, arrived_at, digest)
    if (new := key_once(conn, inbox, row, inbox.c.id)) is not None:
        return Arrival(new, Outcome.NEW)
    known = conn.execute(select(inbox.c.id, inbox.c.body_sha256).where(_same_id(row), inbox.c.twin == b"")).one()
    if bytes(known.body_sha256) == digest:
        return Arrival(known.id, Outcome.DUPLICATE)
    return Arrival(_keep_apart(conn, row, digest), Outcome.CONFLICT)


def pending(conn: Connection, limit: int) -> tuple[Received, ...]:
    """Events that nobody has looked for a case for yet, oldest first: also those from before a crash."""
    return tuple(_event(row) for row in conn.execute(_pending, {"limit_": limit}))


def for_case(conn: Connection, case: int) -> tuple[Received, ...]:
    """The events of a case that it has not yet taken in, oldest first."""
    return tuple(_event(row) for row in _for_case.rows(conn, {"case_": case}))


def unmatched(conn: Connection, limit: int = 1000) -> tuple[Received, ...]:
    """What a person has to look at: events without a case, of unknown types, or contradicting an earlier one."""
    look = [EventState.UNMATCHED.value, EventState.UNKNOWN_TYPE.value, EventState.CONFLICT.value]
    return _received(conn, inbox.c.state.in_(look), limit)


def get(conn: Connection, event: int) -> Received:
    """One event of the inbox."""
    found = _received(conn, inbox.c.id == event, 1)
    if not found:
        raise StoreError("there is no such event in the inbox.", where=f"event {event}")
    return found[0]


def assign(conn: Connection, event: int, case: int) -> None:
    """Give an event to its case and wake the case; given already, nothing changes."""
    if given := _assign.first(conn, {"id_": event, "case_": case}):
        nudge(conn, case, moment(given.arrived_at))


def assign_by_hand(conn: Connection, event: int, case: int) -> None:
    """A person says which case an event belongs to; refused for one that contradicts an earlier event."""
    before = get(conn, event)
    if before.state is EventState.CONFLICT or before.case is not None:
        raise StoreError(
            f"this event cannot be given to a case: it is {before.state.value}.",
            where=f"event {event}",
            remedy="Report what is right as a new event.",
        )
    assign(conn, event, case)


def park(conn: Connection, event: int, state: EventState, reason: str) -> None:
    """Put an event aside where somebody sees it, and say why."""
    conn.execute(
        update(inbox).where(inbox.c.id == event, inbox.c.case.is_(None)).values(state=state.value, reason=plain(reason))
    )


def mark_taken(conn: Connection, held: Held, events: Sequence[int]) -> None:
    """Note that the holder of a case has these events in its journal, where their data now stands (and no more here)."""
    if events:
        _take.change_all(conn, [{"id_": event, "case_": held.lease.case} for event in events])


NO_DATA = pack({})
_of_case, _oldest = inbox.c.case == bindparam("case_"), inbox.c.id
_pending = (
    select(inbox)
    .where(inbox.c.case.is_(None), text(IN_WAITING))
    .order_by(_oldest)
    .limit(bindparam("limit_", type_=Integer))
)
_for_case = Prepared(select(inbox).where(_of_case, text(IN_WAITING)).order_by(_oldest))
_assign = Prepared(
    update(inbox)
    .where(inbox.c.id == bindparam("id_"), inbox.c.case.is_(None), inbox.c.state != EventState.CONFLICT.value)
    .values(case=bindparam("case_"), state=EventState.WAITING.value, reason="")
    .returning(inbox.c.arrived_at)
)
_take = Prepared(
    update(inbox).where(inbox.c.id == bindparam("id_"), _of_case).values(state=EventState.TAKEN.value, data=NO_DATA)
)


def _row(delivery: Delivery, arrived_at: Instant, digest: bytes) -> dict[str, Any]:
    return {
        "source": plain(delivery.source),
        "event_id": plain(delivery.event_id),
        "twin": b"",
        "type": plain(delivery.type),
        "subject": plain(delivery.subject),
        "time": stored(min(delivery.time, arrived_at)),
        "arrived_at": stored(arrived_at),
        "data": pack(delivery.data),
        "body_sha256": digest,
        "state": EventState.WAITING.value,
    }


def _keep_apart(conn: Connection, row: dict[str, Any], digest: bytes) -> int:
    reason = "The same id came before with another content."
    twin = {**row, "twin": digest, "state": EventState.CONFLICT.value, "reason": reason}
    new: int | None = key_once(conn, inbox, twin, inbox.c.id)
    if new is not None:
        return new
    known: int = conn.execute(select(inbox.c.id).where(_same_id(row), inbox.c.twin == digest)).scalar_one()
    return known


def _same_id(row: dict[str, Any]) -> ColumnElement[bool]:
    return and_(inbox.c.source == row["source"], inbox.c.event_id == row["event_id"])


def _received(conn: Connection, which: ColumnElement[bool], limit: int) -> tuple[Received, ...]:
    rows = conn.execute(select(inbox).where(which).order_by(inbox.c.id).limit(limit))
    return tuple(_event(row) for row in rows)


def _event(row: Row[Any]) -> Received:
    return Received(
        id=row.id,
        source=row.source,
        event_id=row.event_id,
        type=row.type,
        subject=row.subject,
        time=moment(row.time),
        arrived_at=moment(row.arrived_at),
        data=mapping(row.data),
        case=row.case,
        state=EventState(row.state),
        reason=row.reason,
    )
