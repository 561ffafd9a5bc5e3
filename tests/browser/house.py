"""A house with guests: a real engine at work on a real database, its pages served on this machine, its clock standing."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whenever import Instant

from engine.commands.assembly import Places, plugins, publish_new, read_shop
from engine.commands.open_doors import Doors, open_doors
from engine.language import thaw
from engine.language.shop import Sending
from engine.run.doors import Report
from engine.run.engine import Engine
from engine.run.frozen import Frozen
from engine.run.intake import StoreIntake
from engine.run.outbox import Outbox
from engine.run.plainly import PlainRunner
from engine.run.world import World
from engine.store import Store
from engine.store.inbox import Delivery
from integrations.smtp import Server, SmtpSender
from tests.mail_servers import LOCAL, free_port, smtp_server

NOW = Instant.parse_iso("2026-12-11T08:05:00Z")
PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
COUNTRIES = {"da": "DK", "nb": "NO", "sv": "SE", "fi": "FI", "de": "DE", "en": "DK"}
LONG = "https://example.dk/" + "meget-lang-adresse" * 6


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock that stands on a Friday morning."""

    def now(self) -> Instant:
        return NOW

    def machine(self) -> float:
        return float(NOW.timestamp())

    def real_seconds_until(self, moment: Instant) -> float:
        return (moment - NOW).total("seconds")


@dataclass(frozen=True, slots=True)
class House:
    """Where the pages are, and the store behind them."""

    address: str
    store: Store
    intake: StoreIntake
    engine: Engine
    loop: asyncio.AbstractEventLoop

    def hear(self, kind: str, name: str, data: dict[str, Any]) -> None:
        """An event arrives, and what follows from it at once is done."""
        event = Delivery("shop", name, kind, NOW, data)
        asyncio.run_coroutine_threadsafe(self._hear(event), self.loop).result(30)

    def settle(self) -> None:
        """Let the engine do whatever is due."""
        asyncio.run_coroutine_threadsafe(self.engine.dispatcher.settle(), self.loop).result(30)

    async def _hear(self, event: Delivery) -> None:
        await self.intake.take((Report(event),))
        await self.engine.dispatcher.settle()


def told(language: str, number: str, **more: Any) -> dict[str, Any]:
    """What the shop says of one customer's order, with words that are too long for any phone."""
    country = COUNTRIES[language]
    return {
        "order": {"number": number, "country": country, "paid_total": "499.00 DKK", "promised_delivery": "2026-12-09"},
        "customer": {"name": 'Søren "Ø" <b>', "email": f"kunde.{number}@example.dk", "language": language},
        "notice": {"text": f"Det passer ikke. {LONG}", "received_at": NOW.format_iso(), "channel": "page"},
    } | more


def furnish(house: House) -> None:
    """A return in each language, a complaint and a late parcel that ask something, an event that fits nothing."""
    for number, language in enumerate(COUNTRIES, 1001):
        house.hear("return.requested", f"r-{number}", told(language, str(number)))
    said = {"text": f"Sømmen er gået op. {LONG}", "received_at": NOW.format_iso(), "photos": ["som.jpg"]}
    for number in range(2001, 2009):
        house.hear("complaint.received", f"k-{number}", told("da", str(number), complaint=said))
    house.hear("order.delivery_missed", "late", told("sv", "3001"))
    for number in range(9001, 9009):
        house.hear("return.sent", f"lost-{number}", {"order": {"number": str(number)}})


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Build it in a thread of its own; when it is left, everything is closed."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="house", daemon=True)
    thread.start()
    stack = AsyncExitStack()
    try:
        built = asyncio.run_coroutine_threadsafe(_built(folder, stack, loop), loop).result(60)
        furnish(built)
        yield built
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def edited(folder: Path) -> Path:
    """The shop's folder as its owner has changed it since, without having published that."""
    shutil.copytree(PLAYBOOKS, folder, ignore=shutil.ignore_patterns("stories"))
    book, letter = folder / "return_requested.yaml", folder / "messages/how_to_send_back/da.md"
    text = book.read_text(encoding="utf-8").replace("4 days before send_back_by", "3 days before send_back_by")
    book.write_text(text, encoding="utf-8")
    letter.write_text(f"{letter.read_text(encoding='utf-8')}\nSe også {LONG}\n", encoding="utf-8")
    (folder / "delayed_shipment.yaml").unlink()
    return folder


async def _built(folder: Path, stack: AsyncExitStack, loop: asyncio.AbstractEventLoop) -> House:
    ready = read_shop(PLAYBOOKS)
    draft = edited(folder / "shop")
    shop = replace(ready.shop, sending=Sending.FOR_REAL)
    mail = await stack.enter_async_context(smtp_server())
    store = Store.open(f"sqlite:///{folder}/pages.db")
    stack.push_async_callback(store.aclose)
    sender = SmtpSender(Server(LOCAL, mail.port, "none", name="shop.example"))
    stack.push_async_callback(sender.aclose)
    world = World("browser", store, Standing(), Frozen(thaw, shop), plugins(), Outbox(store, sender))
    publish_new(world, ready)
    engine = Engine.make(world, PlainRunner())
    intake = StoreIntake(store, world.clock)
    doors = Doors(world, intake, Places(PLAYBOOKS, folder).safe, draft, "http://127.0.0.1:4200")
    address = await open_doors(doors, free_port(), stack)
    return House(address, store, intake, engine, loop)
