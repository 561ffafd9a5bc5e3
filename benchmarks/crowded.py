"""An engine with many waiting cases beside one with none: `python -m benchmarks.crowded [CASES]`.

How soon it is at work after a start, how late its mails leave while little happens and while much does, how much
processor an event costs, and how much memory it takes. Aims: the first event after 1 s; event to mail p50 20 ms and
p99 150 ms; less than a tenth slower with 100,000 waiting cases; 200 MB.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.busy_shop import ARRIVES, STARTS, BusyShop, busy_shop, percentile
from benchmarks.samples import STRANGE, samples
from benchmarks.sink import sink
from benchmarks.store import fill
from engine.store import Store

WAITING = 100_000
CALM, RUSH = range(100, 300), range(1000, 1300)
PAUSE = 0.05
"""Real seconds between two events while little happens: 20 a second."""

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine did."""

    first: float
    calm: list[float]
    cost: float
    memory: float


def main(how_many: int) -> None:
    """The same work on an empty database and on a full one."""
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        crowded = f"sqlite:///{folder}/crowded.db"
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as elsewhere:
            elsewhere.submit(fill_up, crowded, how_many).result()
        asyncio.run(_begun(f"sqlite:///{folder}/warm.db", port))
        empty = asyncio.run(_measured(f"sqlite:///{folder}/empty.db", port))
        full = asyncio.run(_measured(crowded, port))
    for name, one in (("no waiting cases", empty), (f"{how_many:,} waiting cases", full)):
        calm = f"p50 {percentile(one.calm, 0.5):.0f} ms, p99 {percentile(one.calm, 0.99):.0f} ms"
        print(f"{name}: first mail {1000 * one.first:.0f} ms after the start, then event to mail {calm};")
        print(f"    {1000 * one.cost:.1f} ms of processor an event, {one.memory:.0f} MB of memory")
    print(f"loss of throughput: {100 * (1 - empty.cost / full.cost):.0f} % (aim < 10)")


def fill_up(url: str, how_many: int) -> None:
    """Make the waiting cases, in a process whose memory is not measured."""
    store = Store.open(url)
    fill(store, samples("Return requested", 50, first=STRANGE * 5), how_many)
    store.close()


async def _begun(url: str, port: int) -> None:
    """Playbooks and templates are read once by a process, whatever its database holds."""
    async with busy_shop(url, port) as shop:
        await shop.tell(STARTS, [0])
        await shop.until_mailed(0, 1)


async def _measured(url: str, port: int) -> Measured:
    began = time.perf_counter()
    async with busy_shop(url, port) as shop:
        await shop.tell(STARTS, [0])
        await shop.until_mailed(0, 1)
        first = shop.sender.at[0][0] - began
        shop.told.clear()
        calm = await _calmly(shop)
        await _both(shop, range(2000, 2050))
        worked = time.process_time()
        await _both(shop, RUSH)
        cost = (time.process_time() - worked) / (2 * len(RUSH))
        return Measured(first, calm, cost, _memory())


async def _calmly(shop: BusyShop) -> list[float]:
    for number in CALM:
        await shop.tell(STARTS, [number])
        await asyncio.sleep(PAUSE)
    await _mailed(shop, CALM, 1)
    return shop.delays(STARTS)


async def _both(shop: BusyShop, numbers: Iterable[int]) -> None:
    for mails, kind in enumerate((STARTS, ARRIVES), 1):
        await shop.tell(kind, numbers)
        await _mailed(shop, numbers, mails)


async def _mailed(shop: BusyShop, numbers: Iterable[int], mails: int) -> None:
    for number in numbers:
        await shop.until_mailed(number, mails)


def _memory() -> float:
    """Megabytes that the process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WAITING)
