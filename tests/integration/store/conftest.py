"""The databases that the store's tests run on, and the smallest case to try things with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import Connection
from whenever import Instant

from engine.case.journal import Entry, EntryKind, Fact, chain
from engine.store import Store, cases, leases
from engine.store.journals import journal
from engine.store.leases import Lease
from tests.databases import (  # noqa: F401 -- pytest finds fixtures by name
    _no_server_is_left_behind,
    empty_url,
    own_postgres,
    postgres_url,
    store,
    url,
)

NOON = Instant("2026-12-01T11:00:00.123456789Z")


def new_case(reason: str, **keys: str) -> cases.NewCase:
    """A case that is due at once."""
    return cases.NewCase(reason, "Return requested", "return_requested", "d" * 64, "DK", "da", NOON, cases.Keys(**keys))


def notes(case: int, last: Entry | None, *texts: str) -> tuple[Entry, ...]:
    """Entries that say something, chained to the last one."""
    return chain(case, last, [Fact(EntryKind.NOTE, {"text": text, "about": "æøå ✓"}) for text in texts], NOON)


def more(conn: Connection, case: int, *texts: str) -> tuple[Entry, ...]:
    """Entries that follow what stands in a journal."""
    written = journal(conn, case)
    return notes(case, written[-1] if written else None, *texts)


def let_go(store: Store, lease: Lease, wake_at: Instant | None) -> None:  # noqa: F811
    """Let a case rest, as its holder does at the end of a turn."""
    store.write_now(lambda conn: cases.change(conn, lease, leases.at_rest(wake_at)))


@pytest.fixture
def opened(store: Store) -> Callable[[], int]:  # noqa: F811
    """Open another case."""
    numbers = count(1)
    return lambda: store.write_now(lambda conn: cases.open_case(conn, new_case(f"test:{next(numbers)}", order="A-1")))
