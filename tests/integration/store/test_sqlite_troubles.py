"""A SQLite file that somebody locks, or a disk that is full, delays the work and damages nothing."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import time
from pathlib import Path

import pytest

from engine.errors import StoreError
from engine.store import Store, inbox
from engine.store.inbox import Delivery
from tests.databases import fresh_sqlite
from tests.integration.store.conftest import NOON


def knock(number, size=0):
    event = Delivery("shop", f"e-{number}", "order.delivered", NOON, {"text": str(number) * size}, body=b"x")
    return lambda conn: inbox.accept(conn, event, NOON).id


@pytest.fixture
def locked(tmp_path):
    """A database, and a stranger who holds its lock."""
    store = Store.open(fresh_sqlite(tmp_path), patience=0.6)
    stranger = sqlite3.connect(tmp_path / "fjorten.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    yield store, stranger
    stranger.close()
    store.close()


async def test_a_locked_file_is_waited_for(locked):
    store, stranger = locked
    waiting = [asyncio.ensure_future(store.write(knock(number))) for number in range(5)]
    await asyncio.wait(waiting, timeout=0.2)
    assert not any(each.done() for each in waiting)
    stranger.execute("ROLLBACK")

    assert len(set(await asyncio.gather(*waiting))) == 5


async def test_a_lock_does_not_keep_anybody_from_reading(locked):
    store, _ = locked

    assert await store.read(lambda conn: inbox.pending(conn, 10)) == ()


async def test_a_file_that_stays_locked_is_told_of_and_works_again_afterwards(locked):
    store, stranger = locked
    began = time.monotonic()
    with pytest.raises(StoreError, match="another program holds the database"):
        await store.write(knock(1))
    assert 0.5 < time.monotonic() - began < 5
    stranger.execute("ROLLBACK")

    assert await store.write(knock(1)) == 1


async def test_a_full_disk_refuses_what_is_new_and_goes_on_when_there_is_room(tmp_path):
    store = Store.open(fresh_sqlite(tmp_path))
    pages = await store.write(lambda conn: conn.exec_driver_sql("PRAGMA page_count").scalar())
    await store.write(lambda conn: conn.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}").scalar())
    results = await asyncio.gather(
        *(store.write(knock(number, 5000)) for number in range(1000, 1200)), return_exceptions=True
    )
    refused = [result for result in results if isinstance(result, Exception)]
    assert refused
    assert all(isinstance(each, StoreError) and "disk is full" in str(each) for each in refused)
    await store.write(lambda conn: conn.exec_driver_sql("PRAGMA max_page_count=100000").scalar())
    ids = [await store.write(knock(number, 5000)) for number in range(1000, 1200)]

    kept = await store.read(lambda conn: inbox.pending(conn, 1000))
    assert sorted(ids) == [event.id for event in kept]
    assert await store.read(lambda conn: conn.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    await store.aclose()


def test_the_file_is_safe_on_the_disk_and_for_the_engines_eyes_only(tmp_path):
    store = Store.open(fresh_sqlite(tmp_path / "new folder"))
    file = Path(tmp_path / "new folder" / "fjorten.db")

    def settings(conn):
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert store.write_now(settings) == ["wal", 2, 1, 60000]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store.close()


def test_a_file_that_cannot_be_opened_is_told_of(tmp_path):
    (tmp_path / "not a folder").write_text("x")

    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(fresh_sqlite(tmp_path / "not a folder"))


def test_a_file_that_is_no_database_is_told_of_and_left_alone(tmp_path):
    (tmp_path / "fjorten.db").write_text("Dear diary, " * 100)

    with pytest.raises(StoreError, match="not a database"):
        Store.open(fresh_sqlite(tmp_path))
    assert (tmp_path / "fjorten.db").read_text() == "Dear diary, " * 100
