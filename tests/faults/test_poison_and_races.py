"""One case that breaks every turn stops no other, and an event that meets its deadline decides nothing twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import update
from whenever import Instant, TimeDelta

from engine.case.journal import EntryKind
from engine.case.view import Stage
from engine.run.doors import Report
from engine.run.showing import StoreViews
from engine.store import Store, cases
from engine.store.inbox import Delivery
from engine.store.tables import cases as table
from tests.databases import fresh_sqlite
from tests.faults.conftest import SOAK
from tests.integration.running.conftest import Office, office, order
from tests.mail_servers import smtp_server

ROUNDS = 1000 if SOAK else 100
_SENDERS = 8
PAID = {"refund": {"amount": "499.00 DKK"}}


@pytest.fixture
def database(tmp_path):
    opened = Store.open(fresh_sqlite(tmp_path))
    yield opened
    opened.close()


def set_version(at: Office, case: int, version: str) -> str:
    before = at.store.read_now(lambda conn: cases.get(conn, case)).version
    at.store.write_now(lambda conn: conn.execute(update(table).where(table.c.number == case).values(version=version)))
    return before


async def test_a_case_that_breaks_every_turn_is_set_aside_in_sight_and_goes_on_once_it_is_mended(database):
    async with smtp_server() as server:
        with office(database, server.port) as at:
            for number in "123":
                await at.happen("return.requested", order(number), number)
            whole = set_version(at, 2, "nobody has this version")
            for number in "123":
                await at.happen("refund.issued", {"order": {"number": number}, **PAID}, f"paid {number}")
            shown = {case.case: case for case in await StoreViews(database).cases(10)}
            set_version(at, 2, whole)
            at.engine.world.frozen.known.pop("nobody has this version", None)
            hand = Delivery("by hand", "again", "operator.retried", at.clock.at, {"step": ""}, "case 2")
            await at.intake.take((Report(hand),))
            await at.settle()

            assert [shown[number].stage for number in (1, 2, 3)] == [Stage.CLOSED, Stage.HANDED_OVER, Stage.CLOSED]
            assert shown[2].headline.startswith("Handed over to a person: ")
            assert [at.view(number).result for number in (1, 2, 3)] == ["refunded"] * 3
            await at.engine.world.outbox.sender.aclose()


async def test_an_event_in_the_very_instant_of_its_deadline_takes_exactly_one_way(database):
    chance = random.Random(14)  # noqa: S311 -- a seed makes it repeatable
    async with smtp_server() as server:
        with office(database, server.port) as at:
            numbers = [str(number) for number in range(ROUNDS)]
            for number in numbers:
                await at.intake.take(
                    (Report(Delivery("shop", number, "return.requested", at.clock.at, order(number))),)
                )
            await at.settle()
            while at.view().wake_at < wait_of(at).subtract(seconds=1):
                await at.go_to(at.view().wake_at)
            due = wait_of(at)
            at.clock.at = due - TimeDelta(microseconds=1)
            chance.shuffle(numbers)
            await race(at, numbers, due)

            ended = Counter(at.view(number + 1).result for number in range(ROUNDS))
            assert ended.keys() == {"refunded", "too late"}
            for number in range(1, ROUNDS + 1):
                assert one_way(at, number, due)
            await at.engine.world.outbox.sender.aclose()


def wait_of(at: Office):
    """The end of the wait of the first case."""
    waiting = next(entry for entry in at.journal() if entry.kind is EntryKind.WAITING)
    return Instant.parse_iso(waiting.data["until"])


async def race(at: Office, numbers: list[str], due: Instant) -> None:
    """Every case gets its event around the instant of its deadline, while the engine looks at it all the time."""
    told = asyncio.Semaphore(0)

    async def tell(some: list[str]) -> None:
        for number in some:
            data = {"order": {"number": number}, **PAID}
            await at.intake.take((Report(Delivery("shop", f"paid {number}", "refund.issued", at.clock.at, data)),))
            told.release()

    async def strike() -> None:
        for _ in range(len(numbers) // 2):
            await told.acquire()
        at.clock.at = due
        await at.settle()

    await asyncio.gather(strike(), *(tell(numbers[sender::_SENDERS]) for sender in range(_SENDERS)))
    await at.settle()


def one_way(at: Office, case: int, due) -> bool:
    """Whether the wait ended once, and as the event's own arrival says."""
    journal = at.journal(case)
    ends = [entry for entry in journal if entry.kind is EntryKind.WAIT_ENDED]
    closed = [entry for entry in journal if entry.kind is EntryKind.CLOSED]
    paid = [e for e in journal if e.kind is EntryKind.EVENT and e.data["type"] == "refund.issued"]
    in_time = [event for event in paid if Instant.parse_iso(event.data["arrived"]) < due]
    return len(ends) == len(closed) == 1 and (at.view(case).result == "refunded") == bool(in_time)
