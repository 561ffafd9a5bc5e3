"""What the operators' screens were shown last, so that a restart neither shows it twice nor misses a click."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from engine.store.moments import machine_now
from engine.store.tables import mirror


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing on the screens: its run, the last state that the engine itself wrote, a digest of what was shown."""

    kind: str
    key: str
    run_id: str
    state_id: str
    digest: str


def get(conn: Connection, kind: str, key: str) -> Shown | None:
    """What was shown last under this key, or nothing."""
    row = conn.execute(_all.where(mirror.c.kind == kind, mirror.c.key == key)).first()
    return None if row is None else Shown(*row)


def put(conn: Connection, shown: Shown) -> None:
    """Remember what is shown now."""
    forget(conn, shown.kind, shown.key)
    conn.execute(
        insert(mirror).values(
            kind=shown.kind,
            key=shown.key,
            run_id=shown.run_id,
            state_id=shown.state_id,
            digest=shown.digest,
            updated_at=machine_now(),
        )
    )


def forget(conn: Connection, kind: str, key: str) -> None:
    """Nothing is shown under this key any more."""
    conn.execute(delete(mirror).where(mirror.c.kind == kind, mirror.c.key == key))


def of_kind(conn: Connection, kind: str) -> dict[str, Shown]:
    """Everything shown of one kind, by key."""
    return {row.key: Shown(*row) for row in conn.execute(_all.where(mirror.c.kind == kind))}


_all = select(mirror.c.kind, mirror.c.key, mirror.c.run_id, mirror.c.state_id, mirror.c.digest)
