"""The engine: dispatcher, post, mirror and housekeeping side by side, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection

from engine.run.advance import LEASE_SECONDS
from engine.run.dispatch import Dispatcher
from engine.run.placing import promise_ends, watch_promises
from engine.run.ports import Runner, Screens
from engine.run.post import Post
from engine.run.reflecting import Reflecting
from engine.run.world import World
from engine.store import engines

_BEAT = 2.0
"""Real seconds between two signs of life."""

_AT_LEAST = 0.05

_DEAD_AFTER = LEASE_SECONDS * 1.5
"""An engine that was silent for so long is dead: its leases have run out, its mails are in doubt."""


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

    @classmethod
    def make(cls, world: World, runner: Runner, screens: Screens | None = None) -> Engine:
        """An engine whose turns run in that runner and are shown on those screens."""
        dispatcher = Dispatcher(world, runner)
        return cls(world, dispatcher, Post(world, dispatcher), screens)

    async def begin(self) -> None:
        """Sign on, and settle what an engine that died here left behind."""
        name = self.world.owner
        await self.world.store.write(lambda conn: _sign_on(conn, name))
        await self.post.recover()

    async def run(self) -> None:
        """Work until cancelled, then finish what was begun and sign off."""
        await self.begin()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.dispatcher.run())
                group.create_task(self.post.run())
                group.create_task(self._keep_house())
                if self.screens:
                    group.create_task(Reflecting(self.world, self.dispatcher, self.screens).run())
        finally:
            await self.world.store.write(lambda conn: engines.bury(conn, self.world.owner))

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
        if await world.store.write(_bury_the_dead):
            await self.post.recover()
        zone, now = world.frozen.shop.time_zone, world.clock.now()
        if await world.store.write(lambda conn: watch_promises(conn, zone, now)):
            self.dispatcher.call()


def _sign_on(conn: Connection, name: str) -> None:
    """Begin; on this machine an engine whose process is gone is certainly dead."""
    here = socket.gethostname()
    for other in engines.known(conn):
        if other.host == here and other.owner != name and not _lives(other.pid):
            engines.bury(conn, other.owner)
    engines.begin(conn, name, here, os.getpid())


def _bury_the_dead(conn: Connection) -> int:
    dead = [one.owner for one in engines.known(conn) if one.silent > _DEAD_AFTER]
    for name in dead:
        engines.bury(conn, name)
    return len(dead)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
