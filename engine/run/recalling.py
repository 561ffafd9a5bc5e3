"""What the cases of an order already know of an event: a fact that one has settled, or a parcel that belongs to its notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from engine.case.facts import Event
from engine.case.folding import fold
from engine.case.journal import EntryKind, Journal
from engine.case.keys import Keys, keys_by_path, keys_of
from engine.case.matching import Candidate
from engine.case.state import Happened, State
from engine.case.taking_in import fact_of
from engine.store import cases, journals
from engine.store.inbox import Received

PARCEL = "return.received"
_NOTICE = "return.requested"
_SHARED = frozenset({"order", "customer", "notice"})


@dataclass(frozen=True, slots=True)
class Original:
    """The case to which a linked one belongs, the notice whose refund clock they share, and what else both know."""

    case: int
    notice: Event
    fields: Mapping[str, Any]


def settled_by(conn: Connection, event: Received, candidates: Sequence[Candidate]) -> int | None:
    """The case that has the first report of this fact: a repeat belongs there, although the case may have ended."""
    fact = fact_of(event.type, event.data)
    is_plain = len(candidates) == 1 and not candidates[0].ended
    if not fact or is_plain:
        return None
    for candidate in candidates:
        if any(one == fact for one in _facts(journals.journal(conn, candidate.case), event.type)):
            return candidate.case
    return None


def original_of(conn: Connection, event: Received, own: int | None = None) -> Original | None:
    """The case whose notice speaks of the lines in this parcel, if other lines of it have come before."""
    keys = keys_of(event.data)
    if event.type != PARCEL or not keys.lines:
        return None
    numbered = cases.find(conn, cases.Keys(keys.order, keys.returned))
    others = [one for one in numbered if one.number != own]
    if any(keys.lines <= frozenset(one.keys.lines) for one in others):
        return None
    states = {one.number: fold(journals.journal(conn, one.number)) for one in others if one.head_seq}
    if any(keys.lines & _came(state) for state in states.values()):
        return None
    return next((found for number, state in states.items() if (found := _original(number, state, keys))), None)


def _original(case: int, state: State, keys: Keys) -> Original | None:
    notice = next(iter(state.occurred(_NOTICE)), None)
    if notice is None or not _came(state) or not keys.lines <= _announced(notice, state):
        return None
    event = Event(notice.source, notice.id, notice.type, notice.time, notice.arrived_at, notice.data)
    shared = {path: value for path, value in state.values.items() if path.partition(".")[0] in _SHARED}
    return Original(case, event, shared)


def _announced(notice: Happened, state: State) -> frozenset[str]:
    """The lines that the customer spoke of: the whole order where the notice names none."""
    return keys_of(notice.data).lines or keys_by_path({"return.lines": state.values.get("order.lines")}).lines


def _came(state: State) -> frozenset[str]:
    return frozenset().union(*(keys_of(parcel.data).lines for parcel in state.occurred(PARCEL)))


def _facts(journal: Journal, wire_type: str) -> Iterator[tuple[Any, ...]]:
    for entry in journal:
        data: Mapping[str, Any] = entry.data
        if entry.kind is EntryKind.EVENT and data["type"] == wire_type:
            yield fact_of(wire_type, data["data"])
