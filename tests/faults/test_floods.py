"""Very many events at once: all are taken, memory stays bounded, and the overload ends by itself."""

from __future__ import annotations

import asyncio
import resource
import time
from typing import Any

import pytest

from engine.case.view import Stage
from engine.run.doors import Report
from engine.store import Store, cases
from engine.store.inbox import Delivery, Outcome
from tests.databases import fresh_sqlite
from tests.faults.conftest import SOAK
from tests.integration.running.conftest import Office, office, order
from tests.mail_servers import smtp_server

MANY = 10_000 if SOAK else 2_000
MEGABYTES = 150 if SOAK else 100
"""By so much this process may grow, the mail server's copies included: waiting is a row, never held in memory."""


@pytest.fixture
def database(tmp_path):
    opened = Store.open(fresh_sqlite(tmp_path))
    yield opened
    opened.close()


def of_her_own(number: int) -> dict[str, Any]:
    """An order of a customer who has no other."""
    usual = order(str(number))
    return {**usual, "customer": {**usual["customer"], "email": f"kunde{number}@example.dk"}}


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def worked_off(at: Office) -> bool:
    """Let the engine work until every case waits; gives whether it was overloaded meanwhile."""
    dispatcher, overloaded = at.engine.dispatcher, False
    working = asyncio.create_task(dispatcher.run())
    while at.store.read_now(cases.count_by_stage).get(Stage.WAITING, 0) < MANY or dispatcher.turning:
        overloaded = overloaded or dispatcher.overloaded
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.6)  # one more look of the dispatcher, at an empty list
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return overloaded


async def test_a_flood_of_events_is_taken_whole_and_the_engine_comes_to_rest(database):
    async with smtp_server() as server:
        with office(database, server.port) as at:
            before, began = megabytes(), time.monotonic()
            deliveries = (Delivery("shop", str(n), "return.requested", at.clock.at, of_her_own(n)) for n in range(MANY))
            taken = await asyncio.gather(*(at.intake.take((Report(one),)) for one in deliveries))
            accepted = time.monotonic() - began
            overloaded = await worked_off(at)
            await at.engine.world.outbox.sender.aclose()
        grown, took = megabytes() - before, time.monotonic() - began
        print(f"{MANY} events taken in {accepted:.1f} s, at rest after {took:.1f} s, {grown:.0f} MB more")  # noqa: T201

        assert taken == [(Outcome.NEW,)] * MANY
        assert (overloaded, at.engine.dispatcher.overloaded) == (True, False)
        assert database.read_now(cases.count_by_stage) == {Stage.WAITING: MANY}
        assert len(server.taken) == MANY
        assert grown < MEGABYTES
