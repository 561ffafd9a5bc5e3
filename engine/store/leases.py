"""Who holds a case: one engine at a time, and an engine that lost its hold can write nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import BigInteger, Connection, Float, Integer, Row, and_, bindparam, func, or_, select, update
from sqlalchemy import case as when
from whenever import Instant

from engine.errors import HoldLostError
from engine.store.moments import machine_now, moment_or_none, stored, stored_or_none
from engine.store.prepared import Prepared
from engine.store.tables import cases


@dataclass(frozen=True, slots=True)
class Lease:
    """A hold on a case: `fence` grows with every claim."""

    case: int
    owner: str
    fence: int
    until: float


@dataclass(frozen=True, slots=True)
class Held:
    """A case that is certainly still ours until the transaction ends, and the end of its journal as it stands there."""

    lease: Lease
    head_seq: int
    head_hash: str


def claim_due(conn: Connection, owner: str, now: Instant, seconds: float, limit: int) -> tuple[Lease, ...]:
    """Take hold of the cases that are due and free, the longest due first; nothing is taken from a living lease."""
    asked = {"owner_": owner, "seconds": seconds, "now": stored(now), "limit_": limit}
    taken = sorted(conn.execute(_claim_due, asked), key=lambda row: (row.wake_at, row.number))
    return tuple(_lease(row, owner) for row in taken)


def claim(conn: Connection, case: int, owner: str, seconds: float) -> Lease | None:
    """Take hold of one case, or nothing if somebody else holds it."""
    row = conn.execute(_claim_one, {"owner_": owner, "seconds": seconds, "case_": case}).first()
    return None if row is None else _lease(row, owner)


def renew(conn: Connection, lease: Lease, seconds: float) -> Lease:
    """Hold a case longer; refused if somebody else has taken it meanwhile."""
    until: float | None = conn.execute(_renew, {**this(lease), "seconds": seconds}).scalar()
    if until is None:
        refuse(lease)
    return Lease(lease.case, lease.owner, lease.fence, until)


def hold(conn: Connection, lease: Lease) -> Held:
    """Make sure that a case is still ours, and keep its row from everybody else until the transaction ends.

    What lands in its inbox meanwhile wakes the case after that: whoever reads the inbox now and lets go of the case in
    the same transaction (`at_rest`) loses no wake-up.
    """
    row = _hold.first(conn, this(lease))
    return refuse(lease) if row is None else Held(lease, row.head_seq, bytes(row.head_hash).hex())


def at_rest(wake_at: Instant | None) -> dict[str, Any]:
    """What stands in the row of a case that its holder lets go until `wake_at`, or until something happens."""
    return {"lease_owner": None, "lease_until": None, "wake_at": stored_or_none(wake_at)}


def give_up(conn: Connection, lease: Lease) -> None:
    """Let go of a case without having settled anything: it stays as due as it was."""
    conn.execute(update(cases).where(MINE).values(lease_owner=None, lease_until=None), this(lease))


def nudge(conn: Connection, case: int, at: Instant) -> None:
    """Wake a case, also an ended one; while one is held, its holder reads the inbox again before it lets go."""
    _nudge.change(conn, {"case_": case, "at": stored(at)})


def due(conn: Connection, now: Instant, most: int) -> int:
    """How many cases are due and free, counted no further than `most`."""
    counted: int = conn.execute(_count_due, {"now": stored(now), "limit_": most}).scalar_one()
    return counted


def next_wake(conn: Connection) -> Instant | None:
    """When the next case that nobody holds becomes due; an expired hold counts as none."""
    return moment_or_none(conn.execute(_next_wake).scalar())


def require(conn: Connection, lease: Lease) -> None:
    """Go on only if the case is still held by this very lease."""
    if conn.execute(_require, this(lease)).first() is None:
        refuse(lease)


def this(lease: Lease) -> dict[str, object]:
    """What `MINE` is asked with."""
    return {"case_": lease.case, "fence_": lease.fence, "owner_": lease.owner}


def refuse(lease: Lease) -> NoReturn:
    """Say that a hold is lost."""
    raise HoldLostError(
        "the hold on this case was lost to another engine, so nothing of this turn was written.",
        where=f"case {lease.case}",
        remedy="The other engine carries on; nothing needs to be done.",
    )


def _lease(row: Row[Any], owner: str) -> Lease:
    return Lease(row.number, owner, row.fence, row.lease_until)


# The statements are made once: to make one takes longer than to do it.
_row = cases.c
_this_case = _row.number == bindparam("case_")
MINE = and_(_this_case, _row.fence == bindparam("fence_"), _row.lease_owner == bindparam("owner_"))
"""The condition that a case is still held by a certain lease."""

_until = machine_now() + bindparam("seconds", type_=Float)
_free = or_(_row.lease_until.is_(None), _row.lease_until < machine_now())
_due = and_(_row.wake_at.is_not(None), _row.wake_at <= bindparam("now"), _free)
_some_due = select(_row.number).where(_due).limit(bindparam("limit_", type_=Integer))
_first_due = _some_due.order_by(_row.wake_at, _row.number).with_for_update(skip_locked=True, key_share=True).cte("due")
_claim = (
    update(cases)
    .values(lease_owner=bindparam("owner_"), lease_until=_until, fence=_row.fence + 1)
    .returning(_row.number, _row.fence, _row.lease_until, _row.wake_at)
)
_claim_due = _claim.where(_row.number.in_(select(_first_due.c.number)))
_claim_one = _claim.where(_this_case, _free)
_renew = update(cases).where(MINE).values(lease_until=_until).returning(_row.lease_until)
_sooner = when(
    (or_(_row.wake_at.is_(None), _row.wake_at > bindparam("at")), bindparam("at", type_=BigInteger)), else_=_row.wake_at
)
_nudge = Prepared(update(cases).where(_this_case).values(nudged=_row.nudged + 1, wake_at=_sooner))
_hold = Prepared(select(_row.head_seq, _row.head_hash).where(MINE).with_for_update(key_share=True))
_require = select(_row.number).where(MINE).with_for_update(key_share=True)
_count_due = select(func.count()).select_from(_some_due.subquery())
_next_wake = select(func.min(_row.wake_at)).where(_row.wake_at.is_not(None), _free)
