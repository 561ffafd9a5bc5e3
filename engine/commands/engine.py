"""`fjorten engine`: one engine against a database that several share."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import click

from engine.commands.assembly import Places, open_store, publish_new, read_shop, set_going, world
from engine.commands.house import stopping_on_signals, with_prefect
from engine.commands.watching import Watching, tell_drafts, tell_mistakes
from engine.run.engine import Engine
from engine.run.plainly import PlainRunner
from engine.run.world import LEASE_SECONDS


@click.command(
    epilog="Example: fjorten engine --database postgresql://shop@db/fjorten --prefect http://127.0.0.1:4200/api"
)
@click.option("--folder", type=click.Path(path_type=Path), default="playbooks", help="Your playbooks and shop.yaml.")
@click.option(
    "--data", type=click.Path(path_type=Path), default="data", help="Where this machine keeps its own things."
)
@click.option("--database", default="", envvar="FJORTEN_DATABASE", help="The database that the engines share.")
@click.option("--prefect", default="", envvar="FJORTEN_PREFECT", help="Prefect's API; without it, turns run unseen.")
@click.option(
    "--lease",
    type=click.FloatRange(1.0),
    default=LEASE_SECONDS,
    show_default=True,
    help="Seconds of silence after which another engine may take over; the same for all that share a database.",
)
def engine(folder: Path, data: Path, database: str, prefect: str, lease: float) -> None:
    """Start one more engine. Several on one database take turns; each step is done once.

    Only one of them should be given Prefect: it shows the cases of all.
    """
    asyncio.run(_engine(Places(folder, data, database), prefect, lease))


async def _engine(places: Places, prefect: str, lease: float) -> None:
    ready = read_shop(places.folder)
    tell_mistakes(ready, click.echo)
    async with AsyncExitStack() as stack:
        store = open_store(places)
        stack.push_async_callback(store.aclose)
        made = world(places, ready, store, stack, lease)
        tell_drafts(publish_new(made, ready), ready, made, click.echo)
        at_work = await with_prefect(places, prefect, made, stack) if prefect else Engine.make(made, PlainRunner())
        click.echo(f"Engine {made.owner} works on {store.url.render_as_string(hide_password=True)}. Ctrl-C stops it.")
        await _until_stopped(at_work, Watching(places, made, click.echo, ready.stamps))
    click.echo("Stopped. Nothing is lost.")


async def _until_stopped(at_work: Engine, watching: Watching) -> None:
    set_going(at_work.world.clock)
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        async with asyncio.TaskGroup() as group:
            working = [group.create_task(at_work.run()), group.create_task(watching.run())]
            await stop.wait()
            for task in working:
                task.cancel()
