"""What many write at once is safe together, and each unit still fails alone."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from engine.errors import StoreError
from engine.store import Store
from engine.store.tables import engines, entries, mirror


def mark(name):
    row = {"kind": "t", "key": name, "updated_at": 0.0}
    return lambda conn: conn.execute(insert(mirror).values(row)).rowcount


def marks(store):
    return store.read_now(lambda conn: sorted(conn.execute(select(mirror.c.key)).scalars()))


def spoil(conn):
    mark("half")(conn)
    raise LookupError("the unit's own mistake")


def orphan(conn):
    mark("orphan")(conn)
    conn.execute(insert(entries).values(case=99, seq=1, at=0, kind="note", data=b"", hash=b""))


async def busy(store):
    """Keep the writer busy, so that what comes next waits and goes into one transaction; set the gate to let it go."""
    begun, gate = threading.Event(), threading.Event()

    def unit(_conn):
        begun.set()
        gate.wait(10)

    slow = asyncio.ensure_future(store.write(unit))
    await asyncio.to_thread(begun.wait, 10)
    return slow, gate


async def gathered(store, *units):
    slow, gate = await busy(store)
    rest = [asyncio.ensure_future(store.write(unit)) for unit in units]
    await asyncio.sleep(0)
    gate.set()
    await slow
    return await asyncio.gather(*rest, return_exceptions=True)


async def test_a_unit_that_fails_takes_back_its_own_writing_only(store):
    results = await gathered(store, mark("a"), spoil, mark("b"), orphan, mark("a"), mark("c"))

    assert [results[number] for number in (0, 2, 5)] == [1, 1, 1]
    assert isinstance(results[1], LookupError)
    assert [type(results[number]) for number in (3, 4)] == [StoreError, StoreError]
    assert marks(store) == ["a", "b", "c"]


async def test_a_unit_alone_that_fails_leaves_nothing(store):
    with pytest.raises(LookupError):
        await store.write(spoil)
    with pytest.raises(StoreError, match="refused"):
        await store.write(orphan)

    assert marks(store) == []


async def test_an_error_of_the_database_does_not_tell_what_was_to_be_written(store):
    await store.write(mark("maja@example.com"))
    with pytest.raises(StoreError) as told:
        await store.write(mark("maja@example.com"))

    assert "maja" not in str(told.value)


async def test_what_was_written_can_be_read_as_soon_as_it_is_answered(store):
    for number in range(20):
        await store.write(mark(f"{number:02}"))
        assert len(await store.read(lambda conn: conn.execute(select(mirror.c.key)).all())) == number + 1


async def test_a_thousand_writers_are_all_answered(store):
    results = await asyncio.gather(*(store.write(mark(f"{number:04}")) for number in range(1000)))

    assert sum(results) == 1000
    assert len(marks(store)) == 1000


async def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(store):
    started, written = threading.Event(), threading.Event()

    def count_twice(conn):
        before = conn.execute(select(func.count()).select_from(mirror)).scalar()
        started.set()
        written.wait(10)
        return before, conn.execute(select(func.count()).select_from(mirror)).scalar()

    reading = asyncio.ensure_future(store.read(count_twice))
    await asyncio.to_thread(started.wait, 10)
    await store.write(mark("a"))
    written.set()

    assert await reading == (0, 0)


async def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError, match="refused"):
        await store.read(mark("a"))

    assert marks(store) == []


async def test_a_unit_that_nobody_waits_for_any_more_is_not_written(store):
    slow, gate = await busy(store)
    given_up = asyncio.ensure_future(store.write(mark("given up")))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    gate.set()
    await slow
    await store.write(mark("after"))

    assert marks(store) == ["after"]


async def test_closing_writes_what_is_waiting_and_then_refuses(url):
    store = Store.open(url)
    waiting = [asyncio.ensure_future(store.write(mark(str(number)))) for number in range(50)]
    await asyncio.sleep(0)
    await store.aclose()

    assert sum(await asyncio.gather(*waiting)) == 50
    with pytest.raises(StoreError, match="closed"):
        await store.write(mark("late"))
    await store.aclose()


async def test_a_unit_that_hides_its_own_error_is_not_answered_as_written(store):
    def hide(conn):
        mark("before")(conn)
        with contextlib.suppress(IntegrityError):
            orphan(conn)

    for results in (await gathered(store, hide), await asyncio.gather(store.write(hide), return_exceptions=True)):
        written = "before" in marks(store)
        assert written is not isinstance(results[0], StoreError)
        await store.write(lambda conn: conn.execute(delete(mirror)))


def test_engines_that_write_across_each_other_get_everything_written(store, url):
    other, done = Store.open(url), []
    store.write_now(
        lambda conn: [conn.execute(insert(engines).values(owner=o, pid=0, started=0, last_seen=0)) for o in "ab"]
    )

    def bump(first, second):
        def unit(conn):
            for owner in (first, second):
                conn.execute(engines.update().where(engines.c.owner == owner).values(pid=engines.c.pid + 1))

        return unit

    def work(mine, unit):
        for _ in range(25):
            mine.write_now(unit)
            done.append(1)

    threads = [threading.Thread(target=work, args=pair) for pair in ((store, bump("a", "b")), (other, bump("b", "a")))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()

    assert len(done) == 50
    assert store.read_now(lambda conn: sorted(conn.execute(select(engines.c.pid)).scalars())) == [50, 50]
