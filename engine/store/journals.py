"""The journals on disk: entries are added by the holder of the case, chained to what stands there, and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, insert, select

from engine.case.journal import Entry, EntryKind, Fact, seal
from engine.errors import StoreError
from engine.store.cases import change
from engine.store.compact import mapping, pack
from engine.store.leases import Held
from engine.store.moments import moment, stored
from engine.store.prepared import Prepared
from engine.store.tables import entries

_columns = entries.c
_journal = Prepared(
    select(_columns.seq, _columns.at, _columns.kind, _columns.data, _columns.hash)
    .where(_columns.case == bindparam("number"))
    .order_by(_columns.seq)
)
_add = Prepared(insert(entries))
_NOTHING: Mapping[str, object] = MappingProxyType({})


def journal(conn: Connection, case: int) -> tuple[Entry, ...]:
    """Everything that is written of a case, from its first day on."""
    return tuple(
        Entry(seq, moment(at), EntryKind(kind), mapping(data), bytes(digest).hex())
        for seq, at, kind, data, digest in _journal.rows(conn, {"number": case})
    )


def append(conn: Connection, held: Held, new: Sequence[Entry], beside: Mapping[str, object] = _NOTHING) -> None:
    """Add entries to the journal of a case that is held, and keep in its row what is said `beside` them.

    Entries that stand there already change nothing.
    """
    added: dict[str, object] = {}
    if new and new[0].seq <= held.head_seq:
        _same_as_written(conn, held.lease.case, new)
    elif new:
        _chained(held, new)
        _add.change_all(conn, [_stored(held.lease.case, entry) for entry in new])
        added = {"head_seq": new[-1].seq, "head_hash": bytes.fromhex(new[-1].hash)}
    if added or beside:
        change(conn, held.lease, {**added, **beside})


def head(conn: Connection, case: int) -> Entry | None:
    """The last entry of a journal, to which the next one is chained."""
    row = conn.execute(
        select(_columns.seq, _columns.at, _columns.kind, _columns.data, _columns.hash)
        .where(_columns.case == case)
        .order_by(_columns.seq.desc())
        .limit(1)
    ).first()
    return (
        None
        if row is None
        else Entry(row.seq, moment(row.at), EntryKind(row.kind), mapping(row.data), bytes(row.hash).hex())
    )


def _chained(held: Held, new: Sequence[Entry]) -> None:
    case, previous = held.lease.case, held.head_hash
    for number, entry in enumerate(new, held.head_seq + 1):
        if entry.seq != number or entry.hash != seal(case, number, entry.at, Fact(entry.kind, entry.data), previous):
            raise _broken(case, entry.seq)
        previous = entry.hash


def _same_as_written(conn: Connection, case: int, new: Sequence[Entry]) -> None:
    written = {entry.seq: entry.hash for entry in journal(conn, case)}
    for entry in new:
        if written.get(entry.seq) != entry.hash:
            raise _broken(case, entry.seq)


def _broken(case: int, seq: int) -> StoreError:
    return StoreError(
        f"entry {seq} does not follow the last entry of the journal, so nothing was written.",
        where=f"case {case}",
        remedy="Read the journal again and decide anew.",
    )


def _stored(case: int, entry: Entry) -> dict[str, object]:
    return {
        "case": case,
        "seq": entry.seq,
        "at": stored(entry.at),
        "kind": entry.kind.value,
        "data": pack(entry.data),
        "hash": bytes.fromhex(entry.hash),
    }
