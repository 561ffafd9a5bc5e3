"""A shop with four playbooks on a SQLite file, and a mail server: where each event is placed, and what comes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from engine.case.journal import Entry, EntryKind
from engine.language import thaw
from engine.run.engine import Engine
from engine.run.frozen import Frozen, publish_first
from engine.run.intake import StoreIntake
from engine.run.outbox import Outbox
from engine.run.plainly import PlainRunner
from engine.run.world import World
from engine.store import Store, cases, inbox
from engine.store.inbox import EventState, Received
from integrations.smtp import Server, SmtpSender
from tests.databases import fresh_sqlite
from tests.integration.running.conftest import NOW, Office, SetClock
from tests.mail_servers import smtp_server
from tests.unit.case.cases import SHOP, book

REQUESTED = book("""
    reopens_when:
      return received:
        - run: Return received
    deadlines:
      refund_by: {law: refund after withdrawal, done_when: refund issued}
    steps:
      - send: receipt
        at_once: yes
      - wait_for: [return received]
        until: 20 days from now
        if_too_late:
          - end: not sent back
      - run: Return received
""")
RECEIVED = book(
    """
    deadlines:
      refund_by: {law: refund after withdrawal, done_when: refund issued}
    steps:
      - wait_for: [refund issued]
        until: 9 days from now
        if_too_late: go on
      - end: refunded
    """,
    title="Return received",
    starts="return received",
)
ISSUED = book("steps:\n  - end: told\n", title="Refund issued", starts="refund issued", per="order")
COMPLAINT = book(
    """
    steps:
      - send: receipt
        at_once: yes
      - wait_for: [complaint withdrawn, customer replied]
        until: 9 days from now
        if_too_late: go on
      - end: answered
    """,
    title="Complaint",
    starts="complaint received",
    per="complaint",
)
RECEIPT = "---\nsubject: Receipt\nkind: statutory\n---\nWe have it: {{ order.number }}\n"
BOOKS = {
    "return_requested.yaml": REQUESTED,
    "return_received.yaml": RECEIVED,
    "refund_issued.yaml": ISSUED,
    "complaint.yaml": COMPLAINT,
}
LETTERS = {f"messages/receipt/{language}.md": RECEIPT for language in ("da", "en", "fi")}


@dataclass
class Desk(Office):
    """The office, with what a test of placing looks at."""

    async def hear(self, kind: str, name: str = "", number: str = "1042", **data: Any) -> Received:
        """An event of an order arrives; gives what became of it."""
        told = {"order": {"number": number}, "customer": {"email": "k@example.dk", "name": "K"}, **data}
        event = name or f"{kind} {len(self.all_events())}"
        await self.happen(kind, told, event)
        return next(one for one in self.all_events() if one.event_id == event)

    def all_events(self) -> list[Received]:
        """Every event of the inbox that was reported from outside, in order."""
        return self.store.read_now(lambda conn: [inbox.get(conn, number) for number in self._numbers(conn)])

    def all_cases(self) -> list[tuple[int, str, str]]:
        """Every case: its number, playbook and result."""
        return [(case.number, case.playbook, case.result) for case in self._cases()]

    def letters(self, case: int) -> list[str]:
        """The types of what was sent in a case."""
        return [
            one.data["type"] for one in self.journal(case) if one.kind is EntryKind.EVENT and "sent" in str(one.data)
        ]

    def _cases(self) -> list[cases.Case]:
        return self.store.read_now(lambda conn: list(cases.of_customer(conn, cases.customer_key("k@example.dk"))))

    @staticmethod
    def _numbers(conn: Any) -> list[int]:
        return [row[0] for row in conn.exec_driver_sql("SELECT id FROM inbox WHERE source = 'shop' ORDER BY id")]


@asynccontextmanager
async def desk(folder: Any, *only: str, **more: str) -> AsyncIterator[Desk]:
    """The shop at work, with these files of its playbooks, or with all, and some of them replaced."""
    books = {name: text for name, text in (BOOKS | more).items() if not only or name in only}
    store = Store.open(fresh_sqlite(folder))
    async with smtp_server() as server:
        shop = replace(SHOP, mail=replace(SHOP.mail, sender="hej@nordlys.example"))
        frozen, clock = Frozen(thaw, shop), SetClock()
        outbox = Outbox(
            store, SmtpSender(Server("127.0.0.1", server.port, tls="none", patience=2, patience_for_data=2))
        )
        titles = [text.partition("\n")[0].removeprefix("playbook: ") for text in books.values()]
        versions = {title: thaw(title, books | LETTERS) for title in titles}
        store.write_now(lambda conn: publish_first(conn, versions.values(), NOW))
        engine = Engine.make(World("tests", store, clock, frozen, {}, outbox), PlainRunner())
        yield Desk(engine, StoreIntake(store, clock), clock)
    store.close()


def _is_letter(entry: Entry) -> bool:
    return entry.kind is EntryKind.EVENT and str(entry.data["type"]).startswith("message.sent")


def parked(event: Received) -> bool:
    """Whether an event waits where a person sees it."""
    return event.state is EventState.UNMATCHED
