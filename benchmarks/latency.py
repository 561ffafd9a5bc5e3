"""How long from an event, safe on the disk, to its mail, handed over: `python -m benchmarks.latency [SECONDS]`.

First plainly, as under overload, at 5 cases a second; then through a real Prefect server at 1 and 2 cases a second.
Aims: p50 below 20 ms and p99 below 150 ms plainly; p50 below 200 ms, then 120 ms, through Prefect at 2 a second.
"""

from __future__ import annotations

import asyncio
import random
import socket
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.busy_shop import ARRIVES, STARTS, BusyShop, busy_shop, percentile
from benchmarks.sink import sink
from engine.run.ports import Runner, Screens
from engine.run.prefect_server import PrefectServer
from engine.run.prefect_settings import adopt
from engine.run.shown_in_store import StoreShown
from engine.run.world import World

SECONDS = 30
PLAINLY = 5.0
THROUGH_PREFECT = (1.0, 2.0)
_WARM = 4


async def main(seconds: int) -> None:
    """Measure both ways."""
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        async with busy_shop(f"sqlite:///{folder}/plain.db", port) as shop:
            await _measure(shop, PLAINLY, seconds, "plainly")
        async with AsyncExitStack() as stack:
            server = await PrefectServer.start(Path(folder) / "prefect", _free_port(), {})
            stack.push_async_callback(server.stop)
            adopt(Path(folder) / "client", server.api)
            await _through_prefect(f"sqlite:///{folder}/shown.db", port, seconds)


async def _through_prefect(url: str, port: int, seconds: int) -> None:
    async with busy_shop(url, port, _screens) as shop:
        for pace in THROUGH_PREFECT:
            await _measure(shop, pace, seconds, "through Prefect")


async def _screens(world: World, stack: AsyncExitStack) -> tuple[Runner, Screens]:
    import flows

    card = flows.PlaybookCard("Return requested", "The same work for all.", STARTS)
    operators = flows.PrefectOperators([card], clock=world.clock, shown=StoreShown(world.store))
    await stack.enter_async_context(operators)
    return operators.runner, operators.mirror


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _measure(shop: BusyShop, pace: float, seconds: int, how: str) -> None:
    first = int(time.monotonic() * 1000)
    await _paced(shop, range(first, first + _WARM), pace)
    shop.told.clear()
    await _paced(shop, range(first + _WARM, first + _WARM + int(pace * seconds)), pace)
    for kind in (STARTS, ARRIVES):
        delays = shop.delays(kind)
        middle, worst = percentile(delays, 0.5), percentile(delays, 0.99)
        print(
            f"{how}, {pace:g} cases a second, {kind}: p50 {middle:,.0f} ms, p99 {worst:,.0f} ms ({len(delays)} cases)"
        )


async def _paced(shop: BusyShop, numbers: range, pace: float) -> None:
    """One case after the other, each at a chance moment around its own; the second event comes half a second later."""
    chance = random.Random(14)
    await asyncio.gather(
        *(_one(shop, number, (place + chance.random()) / pace) for place, number in enumerate(numbers))
    )


async def _one(shop: BusyShop, number: int, pause: float) -> None:
    await asyncio.sleep(pause)
    for mails, kind in enumerate((STARTS, ARRIVES), 1):
        await shop.tell(kind, [number])
        await shop.until_mailed(number, mails)
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
