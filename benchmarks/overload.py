"""How much one engine does when everything comes at once: `python -m benchmarks.overload [CASES]`.

SQLite, each commit synchronous FULL, every guarantee of journal and outbox on, each mail handed to a real mail server
on this machine. Aims: 500 events a second, then 1,000.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable

from benchmarks.busy_shop import ARRIVES, STARTS, BusyShop, busy_shop, percentile
from benchmarks.sink import sink
from engine.case.view import Stage

CASES = 1000
_ROOM = ("page_count", "page_size")
_CHUNK = 100
"""As many events as one sender reports in one request."""


async def main(how_many: int) -> None:
    """All cases begin, then all of them hear the event that they wait for."""
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        async with busy_shop(f"sqlite:///{folder}/fjorten.db", port) as shop:
            await _warm_up(shop)
            before = _size(shop)
            began, worked = time.perf_counter(), time.process_time()
            starts = await _seconds(_all(shop, STARTS, how_many, Stage.WAITING))
            print(f"{how_many / starts:7,.0f} starts a second ({_late(shop, STARTS)})")
            print(f"{(_size(shop) - before) / how_many:7,.0f} bytes of disk a waiting case")
            events = await _seconds(_all(shop, ARRIVES, how_many, Stage.CLOSED))
            print(f"{how_many / events:7,.0f} events a second ({_late(shop, ARRIVES)})")
            both = 2 * how_many / (starts + events)
            seconds, busy = time.perf_counter() - began, time.process_time() - worked
            print(
                f"{both:7,.0f} a second of both, at {100 * busy / seconds:.0f} % of one processor (aim 500, then 1,000)"
            )
            print(f"{500 * busy / how_many:7.1f} ms of processor for an event, whoever else is at work on this machine")
            print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7,.0f} MB of memory at most")


async def _warm_up(shop: BusyShop) -> None:
    await shop.tell(STARTS, range(1_000_000, 1_000_050))
    await shop.until(50, Stage.WAITING, 50)
    await shop.tell(ARRIVES, range(1_000_000, 1_000_050))
    await shop.until(100, Stage.CLOSED, 50)
    shop.told.clear()
    shop.sender.count = 0


async def _all(shop: BusyShop, kind: str, how_many: int, stage: Stage) -> None:
    for first in range(0, how_many, _CHUNK):
        await shop.tell(kind, range(first, min(first + _CHUNK, how_many)))
    already = {Stage.CLOSED: 50}.get(stage, 0)
    await shop.until(how_many * (1 if kind == STARTS else 2), stage, how_many + already)


async def _seconds(work: Awaitable[None]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def _late(shop: BusyShop, kind: str) -> str:
    delays = shop.delays(kind)
    middle, worst = percentile(delays, 0.5), percentile(delays, 0.99)
    return f"event to mail with all of them in the queue: p50 {middle:,.0f} ms, p99 {worst:,.0f} ms"


def _size(shop: BusyShop) -> int:
    """Bytes of the database itself; what stands in the write-ahead log for a while is counted once."""
    pages, size = shop.store.read_now(
        lambda conn: [conn.exec_driver_sql(f"PRAGMA {one}").scalar_one() for one in _ROOM]
    )
    return int(pages) * int(size)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
