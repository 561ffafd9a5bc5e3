"""The post: sends what waits in the outbox, and tells each case what became of its mails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.case.facts import Event
from engine.run.dispatch import Dispatcher
from engine.run.perform import hand, told
from engine.run.tries import Delivery
from engine.run.world import World
from engine.store import engines, inbox

_PAUSE = 0.5
_TO_STAFF = "note"
"""The name of messages to the shop's own people: no case waits for them."""


@dataclass(frozen=True, slots=True)
class Post:
    """One engine's postman."""

    world: World
    dispatcher: Dispatcher

    async def run(self) -> None:
        """Send again and again, until cancelled."""
        while True:
            if not await self.once():
                await asyncio.sleep(_PAUSE)

    async def once(self) -> int:
        """Send what is due now; gives how many mails that were."""
        found = await self.world.outbox.drain(self.world.frozen.shop, hand(self.world), tell=self._tell)
        return self._called_for(found)

    async def recover(self) -> int:
        """Settle what a dead engine was sending; gives how many mails that were."""
        seen = await self.world.store.read(engines.known)
        living = frozenset(one.owner for one in seen)
        return self._called_for(await self.world.outbox.recover(hand(self.world), living, self._tell))

    def _called_for(self, found: Sequence[Delivery]) -> int:
        if found:
            self.dispatcher.call()
        return len(found)

    def _tell(self, conn: Connection, told_now: Delivery) -> None:
        """Put the outcome into the inbox of its case, together with the outcome itself."""
        event, case = told(told_now, self.world.clock.now()), told_now.message.case
        if event is not None and case is not None and told_now.message.message != _TO_STAFF:
            _deliver(conn, event, case)


def _deliver(conn: Connection, event: Event, case: int) -> None:
    kept = inbox.Delivery(event.source, event.id, event.type, event.time, event.data, f"case {case}")
    arrival = inbox.accept(conn, kept, event.arrived_at)
    inbox.assign(conn, arrival.id, case)
