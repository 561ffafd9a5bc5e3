"""A case at rest follows another version from now on, because a person wished it; or the journal says why it cannot."""

from __future__ import annotations

from sqlalchemy import Connection
from whenever import Instant

from engine.case import facts
from engine.case.in_force import InForce
from engine.case.journal import Fact, chain
from engine.case.moving import move
from engine.case.state import Wish
from engine.run.frozen import slug_of
from engine.run.holding import Holding
from engine.run.world import World
from engine.store import cases, journals, leases, versions


async def follow(wish: Wish, held: Holding, world: World, now: Instant) -> None:
    """Meet the wish, or refuse it, in one transaction with what it changes."""
    new = await world.store.read(lambda conn: _wanted(conn, wish, world))
    fact = _decided(wish, held, new, now)
    entries = chain(held.lease.case, held.journal[-1], [fact], now)

    def written(conn: Connection) -> None:
        journals.append(conn, leases.hold(conn, held.lease), entries)
        if new and "why" not in fact.data:
            cases.move(conn, held.lease, slug_of(new.version), new.version.digest)

    await world.store.write(written)
    held.journal += entries
    if new and "why" not in fact.data:
        held.in_force = new


def _wanted(conn: Connection, wish: Wish, world: World) -> InForce | None:
    return world.frozen.in_force(conn, wish.version) if versions.is_kept(conn, wish.version) else None


def _decided(wish: Wish, held: Holding, new: InForce | None, now: Instant) -> Fact:
    if new is None:
        return facts.not_moved(wish.version, wish.number, "unknown", "")
    return move(held.in_force, new, held.journal, now, wish.number)
