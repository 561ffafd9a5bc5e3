"""Several engines on one PostgreSQL, as `fjorten engine` starts them, and what can be seen of their work."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from engine.case.journal import EntryKind, first_break
from engine.run.clocks import RealClock
from engine.run.doors import Report
from engine.run.intake import keep
from engine.store import Store, inbox, journals, lists
from engine.store.inbox import Delivery
from engine.store.lists import Wanted
from engine.store.tables import cases, messages
from tests.faults.months import ROOT, Place

LEASE = 2.0


@dataclass(slots=True)
class Worker:
    """One engine in a process of its own."""

    process: subprocess.Popen[bytes]
    log: Any

    @property
    def said(self) -> str:
        """Everything that it has written."""
        return str(self.log.read_text())

    @property
    def name(self) -> str:
        """What it calls itself: its machine, its process, and a word of its own."""
        return next((line.split()[1] for line in self.said.splitlines() if line.startswith("Engine ")), "")


@dataclass(slots=True)
class Shop:
    """A shop whose engines share one database."""

    place: Place
    url: str
    store: Store
    workers: list[Worker] = field(default_factory=list)

    def start(self, how_many: int) -> None:
        """So many engines; they are at work when this comes back."""
        begun = [self._start(number) for number in range(1, how_many + 1)]
        for worker in begun:
            until(lambda worker=worker: worker.name, worker.process)

    def _start(self, number: int) -> Worker:
        data = self.place.data / f"engine {number}"
        data.mkdir()
        (data / "secrets").symlink_to(self.place.data / "secrets")
        command = [sys.executable, "-m", "engine.commands.main", "engine", "--lease", str(LEASE)]
        command += ["--folder", str(self.place.data / "shop"), "--data", str(data), "--database", self.url]
        with (data / "log").open("w") as log:
            process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603 -- ours
        self.workers.append(Worker(process, data / "log"))
        return self.workers[-1]

    def returns(self, numbers: range) -> None:
        """Customers of these orders want to send something back."""
        for number in numbers:
            self.report("return.requested", number, notice={"text": "Jeg fortryder."}, return_={"informed": True})

    def parcels(self, numbers: range) -> None:
        """Their parcels arrive."""
        for number in numbers:
            self.report("return.received", number, shipment={"number": f"RET-{number}"})

    def report(self, kind: str, number: int, **groups: Any) -> None:
        """One event of one order, in the inbox."""
        now = RealClock().now()
        order = {"number": str(number), "country": "DK", "delivered_at": now.subtract(hours=48).format_iso()}
        customer = {"name": "Bo", "email": f"bo{number}@example.dk", "language": "da"}
        data = {"order": order, "customer": customer, **{name.rstrip("_"): part for name, part in groups.items()}}
        delivery = Delivery("test", f"{kind}-{number}", kind, now, data)
        self.store.write_now(lambda conn: keep(conn, Report(delivery), now))

    def sent(self, message: str) -> int:
        """How many messages of this name were sent."""
        query = select(func.count()).where(messages.c.message == message, messages.c.state == "sent")
        return int(self.store.read_now(lambda conn: conn.execute(query).scalar_one()))

    def is_done(self, message: str, orders: int) -> bool:
        """Whether all customers, so many orders in all, have this message, and the engines are at rest."""
        return self.sent(message) == orders and self.at_rest()

    def orders(self) -> int:
        """How many orders have been used so far."""
        return int(self.store.read_now(lambda conn: conn.execute(select(func.count()).select_from(cases)).scalar_one()))

    def held_by(self, worker: Worker) -> int:
        """How many cases an engine holds."""
        query = select(func.count()).where(cases.c.lease_owner == worker.name)
        return int(self.store.read_now(lambda conn: conn.execute(query).scalar_one()))

    def senders(self) -> set[str]:
        """The engines that sent something."""
        query = select(messages.c.owner).where(messages.c.state == "sent")
        return set(self.store.read_now(lambda conn: conn.execute(query).scalars()))

    def at_rest(self) -> bool:
        """Whether no engine holds a case and no event waits."""
        held = select(func.count()).where(cases.c.lease_owner.is_not(None))
        return self.store.read_now(lambda conn: not conn.execute(held).scalar_one() and not inbox.pending(conn, 1))

    def twice(self) -> list[object]:
        """Everything that was done more than once, and every journal that is not whole."""
        found = [(name, times) for name, times in self.place.mails().items() if times > 1]
        for case in self.store.read_now(lambda conn: lists.list_cases(conn, Wanted(limit=10_000))):
            journal = self.store.read_now(lambda conn, n=case.number: journals.journal(conn, n))
            done = Counter(e.data["step"] for e in journal if e.kind in {EntryKind.DONE, EntryKind.STARTED})
            heard = Counter(e.data["id"] for e in journal if e.kind is EntryKind.EVENT)
            most = (done - Counter(set(done))) + (heard - Counter(set(heard)))
            found += [(case.number, most)] if most or first_break(case.number, journal) is not None else []
        return found


@contextmanager
def shop(place: Place, url: str) -> Iterator[Shop]:
    """A shop without quiet hours, so that its mails leave whenever the test runs."""
    file = place.data / "shop" / "shop.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("quiet_hours: 21:00-08:00", "quiet_hours: 03:00-03:01"), encoding="utf-8")
    opened = Shop(place, url, Store.open(url))
    try:
        yield opened
    finally:
        for worker in opened.workers:
            worker.process.send_signal(signal.SIGCONT)
            worker.process.kill()
            worker.process.wait()
        opened.store.close()


def until(holds: Callable[[], object], process: subprocess.Popen[bytes] | None = None, patience: float = 60.0) -> None:
    """Wait until something holds; a process that ended, or no patience left, is told."""
    give_up = time.monotonic() + patience
    while not holds():
        assert process is None or process.poll() is None, "the engine has ended"
        assert time.monotonic() < give_up, "it did not come to pass"
        time.sleep(0.02)
