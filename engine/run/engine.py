"""The engine: dispatcher, post, mirror and housekeeping side by side, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection

from engine.errors import StoreError
from engine.run.dispatch import Dispatcher
from engine.run.placing import promise_ends, watch_promises
from engine.run.ports import Publisher, Runner, Screens
from engine.run.post import Post
from engine.run.reflecting import Reflecting
from engine.run.world import World
from engine.store import engines

log = logging.getLogger("fjorten")

_BEAT = 2.0
"""Real seconds between two signs of life."""

_AT_LEAST = 0.05

_DEAD_AFTER = 1.5
"""Leases: an engine that was silent for so long is dead; its leases have run out, its mails are in doubt."""


def engine_name() -> str:
    """A name that no other engine ever had."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine at work on a database; several may share it."""

    world: World
    dispatcher: Dispatcher
    post: Post
    screens: Screens | None = None
    publisher: Publisher | None = None

    @classmethod
    def make(
        cls, world: World, runner: Runner, screens: Screens | None = None, publisher: Publisher | None = None
    ) -> Engine:
        """An engine whose turns run in that runner and are shown on those screens, where one can also publish."""
        dispatcher = Dispatcher(world, runner)
        return cls(world, dispatcher, Post(world, dispatcher), screens, publisher)

    async def run(self) -> None:
        """Work until cancelled, then finish what was begun and sign off."""
        await self.world.store.write(lambda conn: _sign_on(conn, self.world.owner))
        works = [self.dispatcher.run, self.post.run, self._settle_doubts, self._keep_house]
        if self.screens:
            works.append(Reflecting(self.world, self.dispatcher, self.screens, self.publisher).run)
        try:
            async with asyncio.TaskGroup() as group:
                for work in works:
                    group.create_task(_whatever_the_database_does(work))
        finally:
            await self.world.store.write(lambda conn: engines.bury(conn, self.world.owner))

    async def _settle_doubts(self) -> None:
        """Find out what became of the mails that a dead engine was sending; that may take as long as it takes."""
        while True:
            await self.post.recover()
            await asyncio.sleep(_BEAT)

    async def _keep_house(self) -> None:
        while True:
            await self._beat()
            await asyncio.sleep(await self._until_the_next_beat())

    async def _until_the_next_beat(self) -> float:
        """Sooner where a promised day ends before: in a demo a second may be a day."""
        world = self.world
        ends = await world.store.read(lambda conn: promise_ends(conn, world.frozen.shop.time_zone))
        seconds = world.clock.real_seconds_until(ends) if ends else _BEAT
        return min(max(seconds, _AT_LEAST), _BEAT)

    async def _beat(self) -> None:
        """Give a sign of life, bury the dead, and watch over the delivery days that were promised."""
        world = self.world
        if not await world.store.write(lambda conn: engines.seen(conn, world.owner)):
            await world.store.write(lambda conn: _sign_on(conn, world.owner))
        await world.store.write(lambda conn: _bury_the_dead(conn, _DEAD_AFTER * world.lease_seconds))
        zone, now = world.frozen.shop.time_zone, world.clock.now()
        if await world.store.write(lambda conn: watch_promises(conn, zone, now)):
            self.dispatcher.call()


async def _whatever_the_database_does(work: Callable[[], Awaitable[None]]) -> None:
    """Everything stands in the database: when it was locked or away for long, the work begins anew from there."""
    while True:
        try:
            await work()
        except StoreError as error:
            log.warning("%s", error)
            await asyncio.sleep(_BEAT)


def _sign_on(conn: Connection, name: str) -> None:
    """Begin; on this machine an engine whose process is gone is certainly dead."""
    here = socket.gethostname()
    for other in engines.known(conn):
        if other.host == here and other.owner != name and (other.pid == os.getpid() or not _lives(other.pid)):
            engines.bury(conn, other.owner)
    engines.begin(conn, name, here, os.getpid())


def _bury_the_dead(conn: Connection, after: float) -> None:
    for one in engines.known(conn):
        if one.silent > after:
            engines.bury(conn, one.owner)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
