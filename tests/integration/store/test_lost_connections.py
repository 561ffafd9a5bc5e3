"""PostgreSQL may end connections or restart at any moment: nothing is lost, and nothing is written twice."""

from __future__ import annotations

import asyncio
import gc

import pytest
from sqlalchemy import func, select

from engine.case.journal import first_break
from engine.errors import StoreError
from engine.store import Store, cases, inbox, leases
from engine.store.inbox import Delivery
from engine.store.journals import append, journal
from engine.store.tables import inbox as table
from tests.databases import shared_postgres
from tests.integration.store.conftest import NOON, more, new_case

pytestmark = [
    # pg8000 leaves the socket of a lost connection to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _collected_here():
    yield
    gc.collect()


async def knock(store, number):
    event = Delivery("shop", f"e-{number}", "order.delivered", NOON, {"number": number})
    return (await store.write(lambda conn: inbox.accept(conn, event, NOON))).id


async def test_connections_ended_again_and_again_lose_nothing_and_double_nothing(postgres_url):
    store, server = Store.open(postgres_url), shared_postgres()
    case = store.write_now(lambda conn: cases.open_case(conn, new_case("1")))
    lease = store.write_now(lambda conn: leases.claim(conn, case, "me", 600.0))

    async def write_journal():
        for number in range(60):
            entries = await store.read(lambda conn, number=number: more(conn, case, f"{number}"))
            await store.write(lambda conn, entries=entries: append(conn, leases.hold(conn, lease), entries))

    async def disturb(work):
        ended = 0
        while not work.done() and ended < 8:
            ended += await asyncio.to_thread(server.end_sessions, postgres_url)
            await asyncio.wait([work], timeout=0.1)
        return ended

    work = asyncio.gather(write_journal(), *(knock(store, number) for number in range(120)))
    ended = await disturb(work)
    _, *ids = await work
    kept = await store.read(lambda conn: journal(conn, case))
    count = await store.read(lambda conn: conn.execute(select(func.count()).select_from(table)).scalar())
    await store.aclose()

    assert ended >= 3
    assert len(set(ids)) == count == 120
    assert [entry.data["text"] for entry in kept] == [str(number) for number in range(60)]
    assert first_break(case, kept) is None


async def test_a_commit_whose_answer_is_lost_is_not_done_twice(postgres_url):
    store, server = Store.open(postgres_url), shared_postgres()
    case = store.write_now(lambda conn: cases.open_case(conn, new_case("1")))
    lease = store.write_now(lambda conn: leases.claim(conn, case, "me", 600.0))
    entries = store.read_now(lambda conn: more(conn, case, "a", "b"))
    tries = []

    def commit_and_lose_the_answer(conn):
        tries.append(1)
        append(conn, leases.hold(conn, lease), entries)
        number = cases.open_case(conn, new_case("2"))
        if len(tries) == 1:
            conn.exec_driver_sql("COMMIT")
            server.end_sessions(postgres_url)
            conn.execute(select(1))
        return number

    number = await store.write(commit_and_lose_the_answer)
    kept = await store.read(lambda conn: journal(conn, case))
    await store.aclose()

    assert len(tries) == 2
    assert number == 2
    assert kept == entries


async def test_a_database_that_restarts_is_waited_for(own_postgres):
    store = Store.open(own_postgres.fresh_database())
    await knock(store, 0)
    await asyncio.to_thread(own_postgres.stop)
    waiting = [asyncio.ensure_future(knock(store, number)) for number in range(1, 20)]
    reading = asyncio.ensure_future(store.read(lambda conn: inbox.pending(conn, 100)))
    await asyncio.wait(waiting, timeout=0.5)
    assert not any(each.done() for each in waiting)
    await asyncio.to_thread(own_postgres.start)

    assert len(set(await asyncio.gather(*waiting))) == 19
    assert len(await reading) >= 1
    await store.aclose()


async def test_a_database_that_stays_away_is_told_of_after_a_while(own_postgres):
    address = own_postgres.fresh_database()
    store = Store.open(address, patience=0.5)
    await asyncio.to_thread(own_postgres.stop)

    for attempt in (knock(store, 1), store.read(lambda conn: inbox.pending(conn, 1))):
        with pytest.raises(StoreError, match="cannot be reached"):
            await attempt
    await store.aclose()
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open(address, patience=0.5)
