"""Who holds a case: one engine at a time, and an engine that lost its hold can write nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update
from sqlalchemy import case as when
from whenever import Instant

from engine.errors import StoreError
from engine.store.moments import machine_now, moment_or_none, stored, stored_or_none
from engine.store.tables import cases


@dataclass(frozen=True, slots=True)
class Lease:
    """A hold on a case: `fence` grows with every claim, `nudge` is what had landed in the inbox when it was claimed."""

    case: int
    owner: str
    fence: int
    until: float
    nudge: int


_row = cases.c
_free = or_(_row.lease_until.is_(None), _row.lease_until < machine_now())
_claimed = (_row.number, _row.fence, _row.lease_until, _row.nudged, _row.wake_at)


def claim_due(conn: Connection, owner: str, now: Instant, seconds: float, limit: int) -> tuple[Lease, ...]:
    """Take hold of the cases that are due and free, the longest due first; nothing is taken from a living lease."""
    due = (
        select(_row.number)
        .where(_row.wake_at.is_not(None), _row.wake_at <= stored(now), _free)
        .order_by(_row.wake_at, _row.number)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True)
        .cte("due")
    )
    found = _claim(conn, _row.number.in_(select(due.c.number)), owner, seconds)
    return tuple(lease for _, lease in sorted(found, key=lambda pair: (pair[0], pair[1].case)))


def claim(conn: Connection, case: int, owner: str, seconds: float) -> Lease | None:
    """Take hold of one case, or nothing if somebody else holds it."""
    found = _claim(conn, and_(_row.number == case, _free), owner, seconds)
    return found[0][1] if found else None


def renew(conn: Connection, lease: Lease, seconds: float) -> Lease:
    """Hold a case longer; refused if somebody else has taken it meanwhile."""
    until = conn.execute(
        update(cases).where(mine(lease)).values(lease_until=machine_now() + seconds).returning(_row.lease_until)
    ).scalar()
    if until is None:
        refuse(lease)
    return Lease(lease.case, lease.owner, lease.fence, until, lease.nudge)


def release(conn: Connection, lease: Lease, wake_at: Instant | None, seen_nudge: int) -> bool:
    """Let go of a case until `wake_at`; False if something landed in its inbox meanwhile: look again first."""
    let_go = conn.execute(
        update(cases)
        .where(mine(lease), _row.nudged == seen_nudge)
        .values(lease_owner=None, lease_until=None, wake_at=stored_or_none(wake_at))
    )
    if let_go.rowcount == 0:
        nudged(conn, lease)
    return let_go.rowcount == 1


def give_up(conn: Connection, lease: Lease) -> None:
    """Let go of a case without having settled anything: it stays as due as it was."""
    conn.execute(update(cases).where(mine(lease)).values(lease_owner=None, lease_until=None))


def nudged(conn: Connection, lease: Lease) -> int:
    """How much has landed in the inbox of a case by now, for its holder alone."""
    count: int | None = conn.execute(select(_row.nudged).where(mine(lease))).scalar()
    return refuse(lease) if count is None else count


def nudge(conn: Connection, case: int, at: Instant) -> None:
    """Wake a case, also an ended one and one that is held: its holder will look again before it lets go."""
    conn.execute(update(cases).where(_row.number == case).values(nudged=_row.nudged + 1, wake_at=sooner(stored(at))))


def due(conn: Connection, now: Instant, most: int) -> int:
    """How many cases are due and free, counted no further than `most`."""
    some = select(_row.number).where(_row.wake_at.is_not(None), _row.wake_at <= stored(now), _free).limit(most)
    counted: int = conn.execute(select(func.count()).select_from(some.subquery())).scalar_one()
    return counted


def next_wake(conn: Connection) -> Instant | None:
    """When the next case that nobody holds becomes due; an expired hold counts as none."""
    return moment_or_none(conn.execute(select(func.min(_row.wake_at)).where(_row.wake_at.is_not(None), _free)).scalar())


def require(conn: Connection, lease: Lease) -> None:
    """Go on only if the case is still held by this very lease."""
    if conn.execute(select(_row.number).where(mine(lease)).with_for_update(key_share=True)).first() is None:
        refuse(lease)


def mine(lease: Lease) -> ColumnElement[bool]:
    """The condition that a case is still held by this very lease."""
    return and_(_row.number == lease.case, _row.fence == lease.fence, _row.lease_owner == lease.owner)


def sooner(at: int) -> ColumnElement[int]:
    """The wake-up of a case, or a moment if that is sooner."""
    return when((or_(_row.wake_at.is_(None), _row.wake_at > at), at), else_=_row.wake_at)


def refuse(lease: Lease) -> NoReturn:
    """Say that a hold is lost."""
    raise StoreError(
        "the hold on this case was lost to another engine, so nothing of this turn was written.",
        where=f"case {lease.case}",
        remedy="The other engine carries on; nothing needs to be done.",
    )


def _claim(conn: Connection, which: ColumnElement[bool], owner: str, seconds: float) -> list[tuple[int, Lease]]:
    taken = conn.execute(
        update(cases)
        .where(which)
        .values(lease_owner=owner, lease_until=machine_now() + seconds, fence=_row.fence + 1)
        .returning(*_claimed)
    )
    return [(row.wake_at or 0, Lease(row.number, owner, row.fence, row.lease_until, row.nudged)) for row in taken]
