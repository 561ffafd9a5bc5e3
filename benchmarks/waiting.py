"""Whether cases that wait cost anything: `python -m benchmarks.waiting [CASES | --large]`.

The same work with no case and with 20,000 cases waiting (100,000 with --large); then the engine is started again on
that database, and the time to the first event handled is taken. Aims: a tenth slower at most; one second.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time

from benchmarks.busy_shop import ARRIVES, STARTS, busy_shop
from benchmarks.samples import STRANGE, samples
from benchmarks.sink import sink
from benchmarks.store import fill
from engine.case.view import Stage
from engine.store import Store

FEW, MANY = 20_000, 100_000
WORK = 300
NEWCOMER = 9_000_000


async def main(waiting: int) -> None:
    """Measure without and with them."""
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        url = f"sqlite:///{folder}/fjorten.db"
        alone = await _work(url, port, 1)
        print(f"{alone:,.1f} ms of processor for an event with no case waiting")
        _fill(url, waiting)
        beside = await _work(url, port, 2)
        print(f"{beside:,.1f} ms with {waiting:,} cases waiting: {100 * (1 - alone / beside):.1f} % slower (aim < 10)")
        print(f"{1000 * await _first(url, port):,.0f} ms from a start to the first event handled (aim 1,000)")


def _fill(url: str, waiting: int) -> None:
    store = Store.open(url)
    fill(store, samples("Return requested", 50, first=STRANGE * 5), waiting)
    store.close()


async def _work(url: str, port: int, which: int) -> float:
    """Milliseconds of processor for each event of some cases from their first to their last."""
    async with busy_shop(url, port) as shop:
        numbers = range(which * 1_000_000, which * 1_000_000 + WORK)
        worked = time.process_time()
        for mails, kind in enumerate((STARTS, ARRIVES), 1):
            await shop.tell(kind, numbers)
            await shop.until(mails * WORK, Stage.CLOSED, 0 if kind == STARTS else which * WORK)
        return 1000 * (time.process_time() - worked) / (2 * WORK)


async def _first(url: str, port: int) -> float:
    """Seconds from opening the database to the first mail of a case that begins then."""
    began = time.perf_counter()
    async with busy_shop(url, port) as shop:
        await shop.tell(STARTS, [NEWCOMER])
        while NEWCOMER not in shop.sender.at:  # noqa: ASYNC110 -- what is measured shall not know of it
            await asyncio.sleep(0.005)
        return shop.sender.at[NEWCOMER][0] - began


if __name__ == "__main__":
    asked = next((int(word) for word in sys.argv[1:] if word.isdecimal()), FEW)
    asyncio.run(main(MANY if "--large" in sys.argv else asked))
