"""Where business time stands and how fast it runs, kept so that it stands still while no engine runs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from whenever import Instant

from engine.store.moments import moment, stored
from engine.store.tables import clock


@dataclass(frozen=True, slots=True)
class Anchor:
    """At this machine time it was this business time, which since then runs at this speed, or not at all."""

    business: Instant
    machine: float
    speed: float
    running: bool


def read(conn: Connection) -> Anchor | None:
    """How business time stands, or nothing if it was never set: then it is simply the time."""
    row = conn.execute(select(clock)).first()
    return None if row is None else Anchor(moment(row.anchor_business), row.anchor_machine, row.speed, row.running)


def write(conn: Connection, anchor: Anchor) -> None:
    """Set business time."""
    conn.execute(delete(clock))
    conn.execute(
        insert(clock).values(
            id=1,
            anchor_business=stored(anchor.business),
            anchor_machine=anchor.machine,
            speed=anchor.speed,
            running=anchor.running,
        )
    )
