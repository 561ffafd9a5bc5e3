"""One engine that plays the demo's month without Prefect: the process that the tests kill.

It is put together from the same parts as `fjorten demo`; only Prefect is missing, and time is shorter.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from engine.commands.assembly import Places, open_store, publish_new, read_shop, world
from engine.commands.demo.month import month
from engine.commands.demo.play import Play
from engine.commands.demo.stage import MailPorts, set_stage
from engine.commands.house import House
from engine.commands.open_doors import Doors, open_doors
from engine.run.clocks import PacedClock
from engine.run.engine import Engine
from engine.run.intake import StoreIntake
from engine.run.plainly import PlainRunner

SECONDS = 6.0
"""Real seconds that the month takes while nothing is being done."""


async def play_on(data: Path, pages: int, mail: MailPorts) -> None:
    """Begin the month, or carry it on where the last process was killed; write down how it ended."""
    async with AsyncExitStack() as stack:
        played = month()
        places = set_stage(data, played, mail, pages, seconds=SECONDS)
        built = await _built(places, pages, stack)
        assert isinstance(built.world.clock, PacedClock)
        print("up", flush=True)  # noqa: T201 -- the test waits for it
        play = Play(built, played, built.world.clock, places, exits=True)
        await built.until_stopped(play.run())
    file = data / "outcome.json"
    file.with_suffix(".part").write_text(json.dumps(play.found, ensure_ascii=False), encoding="utf-8")
    file.with_suffix(".part").rename(file)


async def _built(places: Places, pages: int, stack: AsyncExitStack) -> House:
    ready = read_shop(places.folder)
    store = open_store(places)
    stack.push_async_callback(store.aclose)
    made = world(places, ready, store, stack)
    publish_new(made, ready)
    engine = Engine.make(made, PlainRunner())
    intake = StoreIntake(store, made.clock, engine.dispatcher.call)
    address = await open_doors(Doors(made, intake, places.safe, places.folder), pages, stack)
    return House(ready, made, engine, intake, "", address)


if __name__ == "__main__":
    folder, port, smtp, imap = sys.argv[1:]
    asyncio.run(play_on(Path(folder), int(port), MailPorts(int(smtp), int(imap))))
