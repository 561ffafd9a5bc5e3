"""What steps did outside (refunds, labels): begun before it is done, and known afterwards, under one key each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, text, update

from engine.errors import StoreError
from engine.store.compact import mapping, pack
from engine.store.leases import Lease, require
from engine.store.once import insert_once
from engine.store.tables import STARTED, effects


class EffectState(StrEnum):
    """How far a step that acts on the outside has come."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Effect:
    """One act on the outside; `answer` is what the other side said."""

    key: str
    case: int
    step: str
    what: str
    state: EffectState
    answer: Mapping[str, Any] | None
    owner: str


def begin(conn: Connection, lease: Lease, key: str, step: str, what: str) -> Effect:
    """Note that a step is about to act outside; noted before, what is known of it comes back instead."""
    require(conn, lease)
    row = {"key": key, "case": lease.case, "step": step, "what": what, "owner": lease.owner, "state": "started"}
    insert_once(conn, effects, row)
    return _some(conn, effects.c.key == key)[0]


def finish(conn: Connection, lease: Lease, key: str, state: EffectState, answer: Mapping[str, Any]) -> None:
    """Note what became of it."""
    require(conn, lease)
    mine = (effects.c.key == key) & (effects.c.case == lease.case)
    told = conn.execute(update(effects).where(mine).values(state=state.value, answer=pack(dict(answer))))
    if told.rowcount == 0:
        raise StoreError("nothing was begun under this key.", where=f"case {lease.case}, {key}")


def find(conn: Connection, key: str) -> Effect | None:
    """What is known of the act under this key."""
    found = _some(conn, effects.c.key == key)
    return found[0] if found else None


def by_case(conn: Connection, case: int) -> tuple[Effect, ...]:
    """Everything that a case did outside."""
    return _some(conn, effects.c.case == case)


def in_doubt(conn: Connection, living: frozenset[str]) -> tuple[Effect, ...]:
    """What an engine had begun when it died: nobody knows whether it was done."""
    return _some(conn, and_(text(STARTED), effects.c.owner.not_in(sorted(living))))


def _some(conn: Connection, which: ColumnElement[bool]) -> tuple[Effect, ...]:
    return tuple(_effect(row) for row in conn.execute(select(effects).where(which).order_by(effects.c.key)))


def _effect(row: Row[Any]) -> Effect:
    answer = None if row.answer is None else mapping(row.answer)
    return Effect(row.key, row.case, row.step, row.what, EffectState(row.state), answer, row.owner)
