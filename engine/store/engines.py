"""Which engines work on this database, and what is done about one that died."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from engine.store.moments import machine_now
from engine.store.once import ignoring
from engine.store.tables import cases, engines


@dataclass(frozen=True, slots=True)
class EngineSeen:
    """An engine and how many seconds ago it was heard of, by the database's clock."""

    owner: str
    host: str
    pid: int
    silent: float


def begin(conn: Connection, owner: str, host: str, pid: int) -> None:
    """An engine starts work under a name that no other ever had."""
    row = {"owner": owner, "host": host, "pid": pid, "started": machine_now(), "last_seen": machine_now()}
    conn.execute(ignoring(conn.dialect.name, engines).values(row))


def seen(conn: Connection, owner: str) -> bool:
    """An engine says that it lives; False if it was taken for dead meanwhile and must begin anew."""
    return conn.execute(update(engines).where(engines.c.owner == owner).values(last_seen=machine_now())).rowcount == 1


def known(conn: Connection) -> tuple[EngineSeen, ...]:
    """Every engine that has begun and not ended, the one heard of last first."""
    silent = (machine_now() - engines.c.last_seen).label("silent")
    rows = conn.execute(select(engines.c.owner, engines.c.host, engines.c.pid, silent).order_by(silent))
    return tuple(EngineSeen(*row) for row in rows)


def bury(conn: Connection, owner: str) -> int:
    """An engine has ended or is certainly dead: what it held is free at once; say how many cases that were.

    Its hold cannot come to life again: whoever claims a case next gets a higher fence.
    """
    freed = conn.execute(
        update(cases).where(cases.c.lease_owner == owner).values(lease_owner=None, lease_until=None)
    ).rowcount
    conn.execute(delete(engines).where(engines.c.owner == owner))
    return freed
