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
import uvicorn

from engine.commands.assembly import Places, Ready, open_store, publish_all, read_shop, world
from engine.commands.watching import Watching, tell_mistakes
from engine.errors import OutsideError
from engine.run.engine import Engine
from engine.run.intake import StoreIntake
from engine.run.prefect_server import PrefectServer
from engine.run.prefect_settings import adopt
from engine.run.showing import StoreViews
from engine.run.shown_in_store import StoreShown
from engine.run.world import World
from integrations.web.app import app
from integrations.web.needs import Needs, Secrets


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the doors and pages are on this machine, and where Prefect is."""

    pages: int = 8470
    prefect: int = 4200


@dataclass(frozen=True, slots=True)
class House:
    """A house that stands: its parts, and the addresses to look at."""

    ready: Ready
    world: World
    engine: Engine
    intake: StoreIntake
    prefect: PrefectServer
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
        prefect = await PrefectServer.start(places.data / "prefect", ports.prefect, {})
        stack.push_async_callback(prefect.stop)
        made = world(places, ready, store, stack)
        publish_all(made, ready)
        engine = await with_prefect(places, prefect.api, made, ready, stack)
        intake = StoreIntake(store, made.clock, engine.dispatcher.call)
        pages = await _open_doors(places, ports, made, intake, prefect, stack)
        yield House(ready, made, engine, intake, prefect, pages)


async def with_prefect(places: Places, api: str, made: World, ready: Ready, stack: AsyncExitStack) -> Engine:
    """An engine whose turns run in Prefect and are shown there."""
    adopt(places.data / "prefect-client", api)
    import flows

    cards = [flows.PlaybookCard(one.title, one.about, one.starts_when) for one in ready.checked.playbooks.values()]
    operators = flows.PrefectOperators(cards, clock=made.clock, shown=StoreShown(made.store))
    await stack.enter_async_context(operators)
    return Engine.make(made, operators.runner, operators.mirror)


async def _open_doors(
    places: Places, ports: Ports, made: World, intake: StoreIntake, prefect: PrefectServer, stack: AsyncExitStack
) -> str:
    views, safe = StoreViews(made.store), places.safe
    needs = Needs(
        intake=intake,
        views=views,
        mails=views,
        staff=intake,
        clock=made.clock,
        secrets=Secrets(safe.several("events"), safe.several("woocommerce")),
        shop=lambda: made.frozen.shop,
        operators=prefect.address,
    )
    config = uvicorn.Config(app(needs), host="127.0.0.1", port=ports.pages, log_level="warning", lifespan="off")
    server = _Doors(config)
    serving = asyncio.create_task(server.serve())
    stack.push_async_callback(_close, server, serving)
    while not server.started:
        if serving.done():
            raise OutsideError(
                f"Port {ports.pages} is taken by another program.",
                where="pages",
                remedy="Stop it, or choose another port with --port.",
            )
        await asyncio.sleep(0.02)
    return f"http://127.0.0.1:{ports.pages}"


class _Doors(uvicorn.Server):
    """The doors leave signals to the house."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Do nothing: Ctrl-C is one thing for the whole house."""
        yield

    async def startup(self, sockets: Any = None) -> None:
        """Open; a port that is taken ends the task instead of the program."""
        with suppress(SystemExit):
            await super().startup(sockets)


async def _close(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    server.should_exit = True
    with suppress(SystemExit):
        await serving


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
    return Watching(places.folder, built.world, say).run()
