"""The journals on disk: entries are added by the holder of the case, chained to what stands there, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from engine.case.journal import Entry, EntryKind, Fact, seal
from engine.errors import StoreError
from engine.store.compact import mapping, pack
from engine.store.leases import Lease, refuse
from engine.store.moments import moment, stored
from engine.store.tables import cases, entries

_columns = entries.c
_journal = (
    select(_columns.seq, _columns.at, _columns.kind, _columns.data, _columns.hash)
    .where(_columns.case == bindparam("number"))
    .order_by(_columns.seq)
)
_head = (
    select(cases.c.head_seq, cases.c.head_hash, cases.c.fence, cases.c.lease_owner)
    .where(cases.c.number == bindparam("number_"))
    .with_for_update(key_share=True)
)
_add = insert(entries)
_advance = (
    update(cases)
    .where(cases.c.number == bindparam("number_"))
    .values(head_seq=bindparam("seq_"), head_hash=bindparam("hash_"))
)


def journal(conn: Connection, case: int) -> tuple[Entry, ...]:
    """Everything that is written of a case, from its first day on."""
    return tuple(
        Entry(seq, moment(at), EntryKind(kind), mapping(data), bytes(digest).hex())
        for seq, at, kind, data, digest in conn.execute(_journal, {"number": case})
    )


def append(conn: Connection, lease: Lease, new: Sequence[Entry]) -> None:
    """Add entries to the journal of a case that is held; entries that stand there already change nothing."""
    if not new:
        return
    head = _held_head(conn, lease)
    if new[0].seq <= head.head_seq:
        _same_as_written(conn, lease.case, new)
        return
    _chained(lease.case, bytes(head.head_hash).hex(), head.head_seq, new)
    conn.execute(_add, [_stored(lease.case, entry) for entry in new])
    last = new[-1]
    conn.execute(_advance, {"number_": lease.case, "seq_": last.seq, "hash_": bytes.fromhex(last.hash)})


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


def _held_head(conn: Connection, lease: Lease) -> Row[Any, Any, Any, Any]:
    row = conn.execute(_head, {"number_": lease.case}).first()
    if row is None or row.fence != lease.fence or row.lease_owner != lease.owner:
        refuse(lease)
    return row


def _chained(case: int, previous: str, seq: int, new: Sequence[Entry]) -> None:
    for number, entry in enumerate(new, seq + 1):
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
