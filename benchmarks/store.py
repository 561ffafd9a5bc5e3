"""How much room a waiting case takes, and how fast the store writes: `python -m benchmarks.store [CASES]`.

The cases are real ones of the shipped playbook "Return requested", each with its journal, its view, the event that
opened it and the two mails that its customer got. Aims: 2 kB a case; less than a tenth slower with 100,000 waiting.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.samples import NOON, STRANGE, Sample, samples
from engine.case.journal import chain
from engine.store import Store, cases, delivery, inbox, journals, leases, messages
from engine.store.delivery import Try
from engine.store.inbox import Delivery
from engine.store.leases import Lease

WAITING = 100_000
EVENTS = 3_000
BATCH = 200


def main(how_many: int) -> None:
    """Fill a database with waiting cases, and measure before and after."""
    played = samples("Return requested", 50, first=STRANGE * 5)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fjorten.db"
        store = Store.open(f"sqlite:///{file}")
        store.write_now(lambda conn: _open(conn, played[0], 0))
        empty = _rates(store, played, "an empty database", "e")
        before = _size(store)
        began = time.perf_counter()
        fill(store, played, how_many)
        print(f"{how_many:,} cases opened in {time.perf_counter() - began:.0f} s")
        print(f"{(_size(store) - before) / how_many:,.0f} bytes a waiting case (aim 2,048), of which:")
        _by_table(store, how_many)
        full = _rates(store, played, f"{how_many:,} waiting cases", "f")
        print(f"loss from none to {how_many:,} waiting cases: {100 * (1 - full / empty):.1f} % (aim < 10)")
        store.close()
        _restart(file)


def fill(store: Store, played: list[Sample], how_many: int) -> None:
    """So many waiting cases, copies of those that were played."""
    for first in range(0, how_many, BATCH):
        store.write_now(partial(_open_some, played=played, numbers=range(first, min(first + BATCH, how_many))))


def _open_some(conn: Connection, played: list[Sample], numbers: Iterable[int]) -> None:
    for number in numbers:
        _open(conn, played[number % len(played)], number + 1)


def _open(conn: Connection, sample: Sample, number: int) -> None:
    """A case as it stands after its first turn: the event taken, the journal written, the mails sent, the lease let go."""
    said = sample.event
    event = Delivery(said.source, f"{said.id}-{number}", said.type, said.time, said.data, said.subject)
    arrival = inbox.accept(conn, event, said.arrived_at)
    keys = replace(sample.new.keys, order=f"A-{100_000 + number}", return_number=f"R{number}")
    case = cases.open_case(conn, replace(sample.new, opened_for=f"inbox:{arrival.id}", keys=keys))
    inbox.assign(conn, arrival.id, case)
    lease = leases.claim(conn, case, "benchmark", 60.0)
    assert lease is not None
    held = leases.hold(conn, lease)
    view, new = replace(sample.view, case=case, order=keys.order), sample.new
    shown = cases.on_show(view, keys, listens=new.listens, reopens=new.reopens)
    rest = leases.at_rest(sample.view.wake_at)
    journals.append(conn, held, chain(case, None, sample.facts, said.arrived_at), {**shown, **rest})
    inbox.mark_taken(conn, held, [arrival.id])
    _mail(conn, sample, case)


def _mail(conn: Connection, sample: Sample, case: int) -> None:
    for mail in sample.mails:
        identity = mail.message_id.replace(".", f".{case}.", 1)
        kept = messages.put(conn, replace(mail, case=case, message_id=identity))
        taken = delivery.mark_sending(conn, kept.id, "benchmark")
        assert taken is not None
        this = Try(taken.id, "benchmark", taken.attempts)
        delivery.mark_sent(conn, this, "2.0.0 Ok: queued as 4fT2Jm1Zy9z3k", mail.written_at)


def _size(store: Store) -> int:
    pages = store.read_now(lambda conn: conn.exec_driver_sql("PRAGMA page_count").scalar_one())
    size = store.read_now(lambda conn: conn.exec_driver_sql("PRAGMA page_size").scalar_one())
    return int(pages) * int(size)


def _by_table(store: Store, how_many: int) -> None:
    """Room by table and index, where this SQLite can tell."""
    query = "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 14"
    try:
        for name, size in store.read_now(lambda conn: conn.exec_driver_sql(query).all()):
            print(f"  {size / how_many:8,.0f}  {name}")
    except Exception as error:  # noqa: BLE001 -- a SQLite built without dbstat is no reason to stop
        print(f"  (not told by table: {error})")


def _rates(store: Store, played: list[Sample], where: str, mark: str) -> float:
    """Event turns a second: an event accepted, then its case claimed, appended to, and let go, all made safe."""
    asyncio.run(_turns(store, played, f"warm-{mark}", EVENTS // 10))
    began, worked = time.perf_counter(), time.process_time()
    asyncio.run(_turns(store, played, mark, EVENTS))
    rate, busy = EVENTS / (time.perf_counter() - began), EVENTS / (time.process_time() - worked)
    print(f"{rate:,.0f} event turns a second in {where}, every commit synchronous ({busy:,.0f} a second of processor)")
    return busy


async def _turns(store: Store, played: list[Sample], mark: str, how_many: int) -> None:
    waiting = iter(range(how_many))
    owned = [await store.write(partial(_own, sample=played[n % len(played)], name=f"{mark}-{n}")) for n in range(64)]

    async def work(number: int, case: int) -> None:
        for event in waiting:
            await _turn(store, played[number % len(played)], case, f"{mark}-{event}")

    await asyncio.gather(*(work(number, case) for number, case in enumerate(owned)))


def _own(conn: Connection, sample: Sample, name: str) -> int:
    return cases.open_case(conn, replace(sample.new, opened_for=name))


async def _turn(store: Store, sample: Sample, case: int, name: str) -> None:
    said = sample.event
    event = Delivery(said.source, name, said.type, said.time, said.data, said.subject)
    arrival = await store.write(lambda conn: inbox.accept(conn, event, said.arrived_at))
    lease = await store.write(lambda conn: _take(conn, arrival.id, case))
    await store.write(lambda conn: _write(conn, lease, sample, arrival.id))


def _take(conn: Connection, event: int, case: int) -> Lease:
    inbox.assign(conn, event, case)
    lease = leases.claim(conn, case, "benchmark", 60.0)
    assert lease is not None
    return lease


def _write(conn: Connection, lease: Lease, sample: Sample, event: int) -> None:
    held = leases.hold(conn, lease)
    last = journals.head(conn, lease.case)
    received = inbox.for_case(conn, lease.case)
    new = chain(lease.case, last, sample.facts[-3:], received[0].arrived_at)
    journals.append(conn, held, new, leases.at_rest(sample.view.wake_at))
    inbox.mark_taken(conn, held, [event])


def _restart(file: Path) -> None:
    began = time.perf_counter()
    store = Store.open(f"sqlite:///{file}")
    found = store.write_now(lambda conn: leases.claim_due(conn, "next", NOON.add(hours=24 * 400), 60.0, 1))
    print(
        f"opened again and one case claimed ({len(found)}) in {1000 * (time.perf_counter() - began):.0f} ms (aim 1,000)"
    )
    store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WAITING)
