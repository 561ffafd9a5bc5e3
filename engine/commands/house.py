"""The whole house on one machine: Prefect's server, the engine, the doors and the pages, up and down together."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import click

from engine.commands.assembly import Places, Ready, open_store, publish_new, read_shop, world
from engine.commands.open_doors import Doors, open_doors
from engine.commands.publisher import FolderPublisher
from engine.commands.watching import Watching, tell_drafts, tell_mistakes
from engine.run.engine import Engine
from engine.run.intake import StoreIntake
from engine.run.prefect_guard import PrefectGuard
from engine.run.prefect_settings import adopt
from engine.run.shown_in_store import StoreShown
from engine.run.world import World


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the doors and pages are on this machine, and where Prefect is."""

    pages: int = 8470
    prefect: int = 4200


@dataclass(frozen=True, slots=True)
class House:
    """A house that stands: its parts, and the addresses to look at; `operators` is Prefect's."""

    ready: Ready
    world: World
    engine: Engine
    intake: StoreIntake
    operators: str
    pages: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_stopped(self, *others: Coroutine[Any, Any, None]) -> None:
        """Work until Ctrl-C or `stop`; what was begun is brought to its end."""
        with stopping_on_signals(self.stop):
            working = [asyncio.create_task(one) for one in (self.engine.run(), *others)]
            stopped = asyncio.create_task(self.stop.wait())
            await asyncio.wait({*working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            await _end(working, stopped)


@asynccontextmanager
async def house(places: Places, ports: Ports, say: Callable[[str], None] = click.echo) -> AsyncIterator[House]:
    """Build the house; when it is left, everything that it started is stopped."""
    ready = read_shop(places.folder)
    tell_mistakes(ready, say)
    async with AsyncExitStack() as stack:
        store = open_store(places)
        stack.push_async_callback(store.aclose)
        guard = await PrefectGuard.start(places.data / "prefect", ports.prefect)
        stack.push_async_callback(guard.stop)
        prefect = guard.server
        made = world(places, ready, store, stack)
        tell_drafts(publish_new(made, ready), ready, made, say)
        engine = await with_prefect(places, prefect.api, made, stack)
        intake = StoreIntake(store, made.clock, engine.dispatcher.call)
        pages = await open_doors(Doors(made, intake, places.safe, places.folder, prefect.address), ports.pages, stack)
        yield House(ready, made, engine, intake, prefect.address, pages)


async def with_prefect(places: Places, api: str, made: World, stack: AsyncExitStack) -> Engine:
    """An engine whose turns run in Prefect and are shown there."""
    adopt(places.data / "prefect-client", api)
    import flows

    published = made.store.read_now(made.frozen.published)
    cards = [flows.PlaybookCard(one.title, one.about, one.starts_when) for _, one in published]
    operators = flows.PrefectOperators(cards, clock=made.clock, shown=StoreShown(made.store))
    await stack.enter_async_context(operators)
    return Engine.make(made, operators.runner, operators.mirror, FolderPublisher(places.folder, made))


async def _end(working: list[asyncio.Task[None]], stopped: asyncio.Task[Any]) -> None:
    """Stop everything; what failed by itself is told, what was cancelled is not."""
    for task in (*working, stopped):
        task.cancel()
    results = await asyncio.gather(*working, return_exceptions=True)
    with suppress(asyncio.CancelledError):
        await stopped
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
            raise result


@contextlib.contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Any:
    """Ctrl-C and a polite kill ask the house to stop."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


def watching(built: House, places: Places, say: Callable[[str], None] = click.echo) -> Coroutine[Any, Any, None]:
    """Read the folder again whenever it changes."""
    return Watching(places, built.world, say, built.ready.stamps).run()
