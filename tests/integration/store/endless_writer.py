"""A process that writes journals until it is killed, and says each entry that it was told is safe."""

from __future__ import annotations

import asyncio
import sys

from engine.store import Store, cases, leases
from engine.store.journals import append
from tests.integration.store.conftest import more, new_case


async def write_on(store: Store, reason: str) -> None:
    """One case after the other's turn: open it, then add three entries at a time for ever."""
    case = await store.write(lambda conn: cases.open_case(conn, new_case(reason)))
    lease = await store.write(lambda conn: leases.claim(conn, case, reason, 600.0))
    while lease:
        last = await store.write(lambda conn: _add(conn, lease))
        print(case, last, flush=True)  # noqa: T201 -- the test reads what was answered


def _add(conn, lease):
    entries = more(conn, lease.case, "a", "b" * 900, "c")
    append(conn, leases.hold(conn, lease), entries)
    return entries[-1].seq


async def main(url: str) -> None:
    """Eight writers at once, so that transactions hold many units."""
    store = Store.open(url)
    await asyncio.gather(*(write_on(store, f"writer:{number}") for number in range(8)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
