"""The pace of the demo: fast to the next moment at which something is due, slow while it is being done."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy import Connection
from whenever import Instant

from engine.commands.assembly import keep_time
from engine.commands.demo.month import Month
from engine.commands.demo.senders import Senders
from engine.commands.demo.staff import Staff
from engine.run.clocks import PacedClock
from engine.run.engine import Engine
from engine.run.placing import promise_ends
from engine.store import inbox, leases, messages

_SLOW = 60.0
"""How much faster than real time business time runs while something is being done."""

_TICK = 0.03
_KEEP_EVERY = 10


@dataclass(slots=True)
class Pace:
    """Sets the demo's clock."""

    engine: Engine
    clock: PacedClock
    month: Month
    senders: Senders
    staff: Staff

    async def run(self) -> None:
        """Look again and again, until cancelled; where the clock stands is written down as it goes."""
        ticks = 0
        try:
            while True:
                await self._set()
                ticks += 1
                if ticks % _KEEP_EVERY == 0:
                    await asyncio.to_thread(keep_time, self.engine.world.store, self.clock)
                await asyncio.sleep(_TICK)
        finally:
            keep_time(self.engine.world.store, self.clock)

    async def _set(self) -> None:
        if await self._is_busy():
            if self.clock.anchor.speed != _SLOW:
                self.clock.pace(_SLOW)
            return
        limit = await self._next()
        if self.clock.anchor.speed != self.clock.fast or limit != self.clock.limit or not self.clock.anchor.running:
            self.clock.pace(self.clock.fast, limit)
            self.engine.dispatcher.call()

    async def _is_busy(self) -> bool:
        waits_for_you = self.clock.now() >= self.month.ends and not self.senders.last_question_answered
        if self.engine.dispatcher.turning or self.senders.is_behind or waits_for_you:
            return True
        return await self.engine.world.store.read(_is_under_way)

    async def _next(self) -> Instant | None:
        """The next moment at which something is due: a case, a promised day, a sender, an answer of the staff, the end."""
        store, zone = self.engine.world.store, self.engine.world.frozen.shop.time_zone
        wake = await store.read(leases.next_wake)
        promise = await store.read(lambda conn: promise_ends(conn, zone))
        moments = (wake, promise, self.senders.next_moment(), await self.staff.next_moment(), self._end())
        return min((moment for moment in moments if moment), default=None)

    def _end(self) -> Instant | None:
        return self.month.ends if self.clock.now() < self.month.ends else None


def _is_under_way(conn: Connection) -> bool:
    """Whether an event looks for its case, or a mail is being handed over or in doubt since a crash."""
    return bool(inbox.pending(conn, 1) or messages.in_doubt(conn, frozenset()))
