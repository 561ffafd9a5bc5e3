"""The post: sends what waits in the outbox, and tells each case what became of its mails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.case.facts import Event
from engine.run.dispatch import Dispatcher
from engine.run.outbox import Delivery
from engine.run.perform import hand, told
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
        found = await self.world.outbox.drain(self.world.frozen.shop, hand(self.world))
        await self.tell(found)
        return len(found)

    async def recover(self) -> None:
        """Settle what a dead engine was sending."""
        seen = await self.world.store.read(engines.known)
        living = frozenset(one.owner for one in seen)
        await self.tell(await self.world.outbox.recover(hand(self.world), living))

    async def tell(self, found: Sequence[Delivery]) -> None:
        """Put the outcomes into the inboxes of their cases."""
        if found:
            await self.world.store.write(lambda conn: self._tell(conn, found))
            self.dispatcher.call()

    def _tell(self, conn: Connection, found: Sequence[Delivery]) -> None:
        now = self.world.clock.now()
        for one in found:
            event = told(one, now)
            if event is not None and one.message.case is not None and one.message.message != _TO_STAFF:
                _deliver(conn, event, one.message.case)


def _deliver(conn: Connection, event: Event, case: int) -> None:
    kept = inbox.Delivery(event.source, event.id, event.type, event.time, event.data, f"case {case}")
    arrival = inbox.accept(conn, kept, event.arrived_at)
    inbox.assign(conn, arrival.id, case)
