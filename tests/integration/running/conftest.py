"""A whole engine without screens: a real database, a real mail server, a small playbook, and a clock that is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from whenever import Instant, TimeDelta

from engine.language import thaw
from engine.language.shop import Sending, Shop
from engine.run.doors import Given, Report
from engine.run.engine import Engine
from engine.run.frozen import Frozen, publish_first
from engine.run.intake import StoreIntake
from engine.run.outbox import Outbox
from engine.run.plainly import PlainRunner
from engine.run.registry import Registered
from engine.run.steps import Call, Done, Result
from engine.run.world import World
from engine.store import Store, cases, journals
from engine.store.inbox import Delivery
from integrations.smtp import Server, SmtpSender
from tests.databases import _no_server_is_left_behind, postgres_url, store, url  # noqa: F401 -- fixtures
from tests.unit.case.cases import SHOP

NOW = Instant("2026-12-01T08:00:00Z")
PLAYBOOK = """
playbook: Return requested
about: A small one.
starts_when: return requested
one_case_per: return
deadlines:
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - at: 3 days before
        tell: owner
        say: Refund is due soon
steps:
  - send: receipt
    at_once: yes
  - do: count
    if_it_fails:
      - tell: owner
        say: It could not be counted
      - go on
  - wait_for: [refund issued]
    until: 20 days after notice.received_at
    if_too_late:
      - end: too late
  - send: paid
  - end: refunded
"""
RECEIPT = """---
subject: Receipt for {{ order.number }}
kind: statutory
---
Hello {{ customer.name }}, we have your words: {{ notice.text }}
"""
PAID = """---
subject: Paid {{ refund.amount | money }}
kind: service
---
It is on your account by {{ refund.on_account_by | date }}.
"""
TEXTS = {"return_requested.yaml": PLAYBOOK, "messages/receipt/da.md": RECEIPT, "messages/paid/da.md": PAID}


@dataclass
class SetClock:
    """A clock that the test sets; machine time goes with it."""

    at: Instant = NOW

    def now(self) -> Instant:
        return self.at

    def machine(self) -> float:
        return self.at.timestamp()

    def real_seconds_until(self, moment: Instant) -> float:
        return (moment - self.at).total("seconds")


@dataclass
class Office:
    """One engine and what the test does with it."""

    engine: Engine
    intake: StoreIntake
    clock: SetClock
    counted: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.engine.world.store

    async def happen(self, kind: str, data: Mapping[str, Any], name: str = "") -> None:
        """An event arrives, and everything that follows from it is done."""
        event = Delivery("shop", name or f"{kind}-{self.clock.at}", kind, self.clock.at, data)
        await self.intake.take((Report(event),))
        await self.settle()

    async def go_to(self, moment: Instant) -> None:
        self.clock.at = moment
        await self.settle()

    async def settle(self) -> None:
        await self.engine.dispatcher.settle()
        while await self.engine.post.once():
            await self.engine.dispatcher.settle()

    async def answer(self, question: str, answer: str) -> None:
        case = self.view().case
        key = next(q.key for q in self.view().questions if question in q.key)
        await self.intake.answer(case, key, Given(answer, "Anna"))
        await self.settle()

    def view(self, case: int = 1):
        return self.store.read_now(lambda conn: cases.get(conn, case)).view

    def journal(self, case: int = 1):
        return self.store.read_now(lambda conn: journals.journal(conn, case))


def order(number: str = "1042") -> dict[str, Any]:
    """What every event of the tests says of its order and customer."""
    return {
        "order": {"number": number, "country": "DK", "paid_total": "499.00 DKK"},
        "customer": {"name": "Søren Ø", "email": "soren@example.dk", "language": "da"},
        "notice": {"text": "Jeg fortryder."},
    }


@contextmanager
def office(database: Store, port: int, shop: Shop = SHOP, **server: Any) -> Iterator[Office]:
    """An engine on a database, whose mails go to a server on this machine."""
    clock, counted = SetClock(), []

    async def count(call: Call, /) -> Result:
        counted.append(call.key)
        return Done(note="counted")

    frozen = Frozen(thaw, replace(shop, mail=replace(shop.mail, sender="hej@nordlys.example")))
    sender = SmtpSender(Server("127.0.0.1", port, server.pop("tls", "none"), patience=2, patience_for_data=2, **server))
    steps = {"count": Registered("count", count, "tests", {"properties": {}})}
    world = World("tests", database, clock, frozen, steps, Outbox(database, sender))
    version = thaw("Return requested", TEXTS)
    database.write_now(lambda conn: publish_first(conn, [version], NOW))
    engine = Engine.make(world, PlainRunner())
    yield Office(engine, StoreIntake(database, clock), clock, counted)


HELD = replace(SHOP, sending=Sending.AFTER_MY_APPROVAL)
MINE = replace(SHOP, sending=Sending.TO_ME_ONLY)
PAUSED = replace(SHOP, paused=True)
LATER = TimeDelta(hours=2)
