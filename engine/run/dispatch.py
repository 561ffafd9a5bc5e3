"""Dispatch: who runs which case now. Normally each turn in its case's own flow run, under overload many at once.

No legal step waits for the screens: above a backlog, turns run plainly and the mirror shows them afterwards.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from engine.case.view import Stage
from engine.errors import DatabaseAwayError, FjortenError, HoldLostError
from engine.run.advance import advance, before, hold
from engine.run.placing import place
from engine.run.plainly import PlainRunner
from engine.run.ports import Runner
from engine.run.world import World
from engine.store import cases, leases
from engine.store.compact import plain
from engine.store.leases import Lease

log = logging.getLogger("fjorten")

_AT_ONCE = 16
"""Turns side by side in normal times; each may wait for a mail server or for Prefect."""

_BULK = 100
"""Turns side by side under overload."""

_OVERLOADED = 48
_RELIEVED = 8
"""The backlog at which turns leave their flow runs, and at which they come back: two figures, so that it is steady."""

_LOOK_AGAIN = 0.5
"""Real seconds after which the database is looked at even if nobody called: other engines may have written."""

_HEADLINE = 500
"""As many letters of a reason stand in the lists."""

_TRIES = 5
"""So often a case may break a turn before it is set aside for a person, and the others go on."""


@dataclass(slots=True)
class Dispatcher:
    """Claims the cases that are due and has each advanced, by the runner or plainly."""

    world: World
    runner: Runner
    called: asyncio.Event = field(default_factory=asyncio.Event)
    overloaded: bool = False
    turning: set[asyncio.Task[None]] = field(default_factory=set)
    broken: dict[int, int] = field(default_factory=dict)

    def call(self) -> None:
        """Something arrived: look at once."""
        self.called.set()

    async def run(self) -> None:
        """Work until cancelled; turns that have begun are brought to their end."""
        try:
            while True:
                self.called.clear()
                if not await self.once():
                    await self._rest()
        finally:
            await asyncio.gather(*self.turning, return_exceptions=True)

    async def once(self) -> int:
        """Place what arrived, begin a turn for every case that is due; gives how many were begun."""
        room = (_BULK if self.overloaded else _AT_ONCE) - len(self.turning)
        claimed = await self.world.store.write(lambda conn: self._place_and_claim(conn, room))
        for lease in claimed:
            task = asyncio.create_task(self._turn(lease))
            self.turning.add(task)
            task.add_done_callback(self._turned)
        return len(claimed)

    async def settle(self) -> None:
        """Work until nothing is due any more: for tests and for a clean stop."""
        while await self.once() or self.turning:
            await asyncio.gather(*self.turning)

    def _place_and_claim(self, conn: Connection, room: int) -> tuple[Lease, ...]:
        world = self.world
        place(conn, world.frozen, world.clock.now())
        if room <= 0:
            return ()
        waiting = leases.due(conn, world.clock.now(), _OVERLOADED + 1)
        self.overloaded = waiting > (_RELIEVED if self.overloaded else _OVERLOADED)
        return leases.claim_due(conn, world.owner, world.clock.now(), world.lease_seconds, room)

    def _turned(self, task: asyncio.Task[None]) -> None:
        self.turning.discard(task)
        self.called.set()
        if not task.cancelled() and (error := task.exception()):
            log.warning("A turn could not even be set aside: %s", error)  # the lease runs out, and it begins anew

    async def _turn(self, lease: Lease) -> None:
        runner = PlainRunner() if self.overloaded else self.runner
        try:
            held = await self.world.store.read(lambda conn: hold(conn, lease, self.world))
            await runner.run(held.before, lambda watch: advance(held, self.world, watch))
        except HoldLostError as error:
            log.warning("%s", error)
        except DatabaseAwayError as error:
            log.warning("case %s: %s", lease.case, error)
            await self.world.store.write(lambda conn: leases.give_up(conn, lease))
        except FjortenError as error:
            await self._set_aside(lease, str(error))
        except Exception as error:  # a poisoned case must not stop the others
            log.exception("case %s broke its turn", lease.case)
            await self._set_aside(lease, f"Fjorten broke over this case ({type(error).__name__}).")
        else:
            self.broken.pop(lease.case, None)

    async def _set_aside(self, lease: Lease, why: str) -> None:
        """Let go of a case that broke its turn; after a few tries it rests until a person touches it."""
        tries = self.broken[lease.case] = self.broken.get(lease.case, 0) + 1
        if tries < _TRIES:
            await self.world.store.write(lambda conn: leases.give_up(conn, lease))
        else:
            await self.world.store.write(lambda conn: _aside(conn, lease, why))

    async def _rest(self) -> None:
        moment = await self.world.store.read(leases.next_wake)
        seconds = self.world.clock.real_seconds_until(moment) if moment else _LOOK_AGAIN
        try:
            await asyncio.wait_for(self.called.wait(), min(max(seconds, 0.01), _LOOK_AGAIN))
        except TimeoutError:
            return


def _aside(conn: Connection, lease: Lease, why: str) -> None:
    headline = plain(f"Handed over to a person: {why}")[:_HEADLINE]
    shown = before(cases.get(conn, lease.case))
    cases.set_aside(conn, lease, replace(shown, stage=Stage.HANDED_OVER, headline=headline, wake_at=None))
