"""A shop at work, for the other benchmarks: the same work for all, a real store, real mails, and who did what when.

The work of one case: an event opens it, a mail goes out, it waits (with a legal deadline), an event arrives, a refund
that does nothing, a second mail, finished.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from whenever import Instant

from benchmarks.samples import NOON
from engine.case.view import Stage
from engine.commands.assembly import read_shop
from engine.language import thaw
from engine.language.shop import Sending, Shop
from engine.run.clocks import RealClock
from engine.run.doors import Report
from engine.run.engine import Engine
from engine.run.frozen import Frozen, publish_first
from engine.run.intake import StoreIntake
from engine.run.outbox import Outbox
from engine.run.outcomes import Outcome
from engine.run.plainly import PlainRunner
from engine.run.ports import Runner, Screens
from engine.run.registry import Registered
from engine.run.steps import Call, Done, Result
from engine.run.world import World
from engine.store import Store, cases
from engine.store.inbox import Delivery
from integrations.smtp import Server, SmtpSender

PLAYBOOK = """
playbook: Return requested
about: The same work for all.
starts_when: return requested
one_case_per: return
deadlines:
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
steps:
  - send: receipt
    at_once: yes
  - wait_for: [return received]
    until: 14 days after notice.received_at
    if_too_late:
      - end: too late
  - do: refund
  - send: thanks
    at_once: yes
  - end: refunded
"""
RECEIPT = """---
subject: Your return of order {{ order.number }}
kind: statutory
---
Hello {{ customer.name }},

We have your words of {{ notice.received_at | moment }}, and your withdrawal counts from then:

> {{ notice.text }}

**You need not do anything more** but send the parcel within 14 days.
"""
THANKS = """---
subject: Your parcel is here
kind: service
---
Hello {{ customer.name }},

The parcel of order {{ order.number }} has come, and your money is on its way.
"""
TEXTS = {"return_requested.yaml": PLAYBOOK, "messages/receipt/en.md": RECEIPT, "messages/thanks/en.md": THANKS}
_CUSTOMER = "maja."
STARTS, ARRIVES = "return.requested", "return.received"


@dataclass(frozen=True, slots=True)
class FromNoon:
    """A clock that runs as ours does, but began on the day on which the cases of the samples wait."""

    real: RealClock = field(default_factory=RealClock)
    began: Instant = field(default_factory=RealClock().now)

    def now(self) -> Instant:
        """The business moment."""
        return NOON + (self.real.now() - self.began)

    def machine(self) -> float:
        """Seconds since 1970 in real time."""
        return self.real.machine()

    def real_seconds_until(self, moment: Instant) -> float:
        """How many real seconds pass until a business moment."""
        return (moment - self.now()).total("seconds")


@dataclass(slots=True)
class Timed:
    """A sender that keeps, by the number in the customer's address, when each mail had been handed over."""

    sender: SmtpSender
    at: dict[int, list[float]] = field(default_factory=dict)
    count: int = 0

    async def send(self, mail: bytes, sender: str, recipient: str) -> Outcome:
        """Send it, and look at the clock."""
        outcome = await self.sender.send(mail, sender, recipient)
        if recipient.startswith(_CUSTOMER):
            number = int(recipient.removeprefix(_CUSTOMER).partition("@")[0])
            self.at.setdefault(number, []).append(time.perf_counter())
            self.count += 1
        return outcome


@dataclass(slots=True)
class BusyShop:
    """An engine at work, the door that events come through, and what was measured."""

    engine: Engine
    intake: StoreIntake
    sender: Timed
    told: dict[tuple[str, int], float] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """Its database."""
        return self.engine.world.store

    async def tell(self, kind: str, numbers: Iterable[int]) -> None:
        """One event of each of these customers arrives, as from one sender."""
        now = self.engine.world.clock.now()
        asked = list(numbers)
        await self.intake.take([Report(event(kind, number, now)) for number in asked])
        for number in asked:
            self.told[kind, number] = time.perf_counter()

    async def until(self, mails: int, stage: Stage, how_many: int) -> None:
        """Wait until so many mails have gone and so many cases stand there; the lists are read last and seldom."""
        while True:
            await self._until_idle(mails)
            if await self._standing(Stage.HANDED_OVER):
                raise RuntimeError("A case was handed over to a person: what is measured is not the work.")
            if self.sender.count >= mails and await self._standing(stage) >= how_many:
                return

    async def _until_idle(self, mails: int) -> None:
        for _ in range(500):
            await asyncio.sleep(0.02)
            if self.sender.count >= mails and not self.engine.dispatcher.turning:
                return

    async def until_mailed(self, number: int, mails: int) -> None:
        """Wait until one customer has so many mails; looking seldom, so that the looking costs nothing."""
        while len(self.sender.at.get(number, ())) < mails:  # noqa: ASYNC110 -- what is measured shall not know of it
            await asyncio.sleep(0.05)

    async def _standing(self, stage: Stage) -> int:
        return (await self.store.read(cases.count_by_stage)).get(stage, 0)

    def delays(self, kind: str) -> list[float]:
        """Seconds from each event of a kind, safe on the disk, to its mail, handed over; the shortest first."""
        which = 0 if kind == STARTS else 1
        return sorted(self.sender.at[number][which] - at for (told, number), at in self.told.items() if told == kind)


def event(kind: str, number: int, now: Instant) -> Delivery:
    """What a web shop tells of one customer."""
    said = {
        "order": {"number": f"A-{number}", "country": "DK", "paid_total": "499.00 DKK", "currency": "DKK"},
        "customer": {"name": "Maja Sørensen", "email": f"{_CUSTOMER}{number}@example.dk", "language": "en"},
        "notice": {"text": "It does not fit.", "received_at": now.format_iso(), "channel": "form"},
    }
    return Delivery("webshop", f"{kind}-{number}", kind, now, said)


@cache
def _shop() -> Shop:
    """A shop that sends for real; its folder is read once, as it is checked only when it has changed."""
    shop = read_shop(Path(__file__).resolve().parents[1] / "playbooks").shop
    return replace(shop, sending=Sending.FOR_REAL, quiet_hours=None)


async def _refund(call: Call, /, **_: Any) -> Result:  # noqa: ARG001 -- it does nothing, and says so
    return Done(note="nothing was paid: this is a benchmark")


_STEPS = {"refund": Registered("refund", _refund, "benchmarks", {"properties": {}})}


Showing = Callable[[World, AsyncExitStack], Awaitable[tuple[Runner, Screens]]]
"""Puts up screens on which turns are shown; what must be closed is left to the stack."""


@asynccontextmanager
async def busy_shop(url: str, port: int, showing: Showing | None = None) -> AsyncIterator[BusyShop]:
    """An engine at work on a database, whose mails go to that port."""
    async with AsyncExitStack() as stack:
        store, clock, rules = Store.open(url), FromNoon(), Frozen(thaw, _shop())
        stack.push_async_callback(store.aclose)
        timed = Timed(SmtpSender(Server("127.0.0.1", port, "none", name="shop.example")))
        stack.push_async_callback(timed.sender.aclose)
        world = World("benchmark", store, clock, rules, _STEPS, Outbox(store, timed))
        version = thaw("Return requested", TEXTS)
        await store.write(lambda conn: publish_first(conn, [version], clock.now()))
        runner, screens = await showing(world, stack) if showing else (PlainRunner(), None)
        engine = Engine.make(world, runner, screens)
        working = asyncio.create_task(engine.run())
        stack.push_async_callback(_end, working)
        yield BusyShop(engine, StoreIntake(store, clock, engine.dispatcher.call), timed)


async def _end(working: asyncio.Task[None]) -> None:
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


def percentile(sorted_values: list[float], part: float) -> float:
    """The value below which that part lies, in milliseconds."""
    return 1000 * sorted_values[min(len(sorted_values) - 1, int(part * len(sorted_values)))]
