"""The doors on a real database, reached as a sender reaches them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks.webhooks import Webhook
from whenever import Instant

from engine.commands.versions_shown import FolderVersions
from engine.run.intake import StoreIntake
from engine.run.showing import StoreViews
from engine.store import inbox
from engine.store.inbox import Received
from engine.store.store import Store
from integrations.web.app import app
from integrations.web.needs import Needs, Secrets
from tests.unit.integrations.conftest import SHOP
from tests.woocommerce_deliveries import SECRET

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = Instant.parse_iso("2026-12-11T08:05:00Z")
PLAYBOOKS = Path(__file__).parents[3] / "playbooks"
HERE = "http://127.0.0.1:8014"


@dataclass
class Standing:
    """A clock that stands where a test puts it."""

    business: Instant = NOW
    real: float = 1_796_000_000.0

    def now(self) -> Instant:
        return self.business

    def machine(self) -> float:
        return self.real

    def real_seconds_until(self, moment: Instant) -> float:
        return (moment - self.business).total("seconds")


@dataclass
class Doors:
    """An open Fjorten: its store, its clock, and a browser or sender in front of it."""

    store: Store
    client: httpx.AsyncClient
    clock: Standing = field(default_factory=Standing)

    async def report(self, body: bytes | dict[str, Any], **headers: str) -> httpx.Response:
        """Send one event as an honest sender does, but for the headers that the test changes."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.client.post("/events", content=raw, headers=self.signed(raw) | headers)

    def signed(self, raw: bytes) -> dict[str, str]:
        """The headers of Standard Webhooks for a body."""
        moment = datetime.fromtimestamp(self.clock.real, UTC)
        signature = Webhook(KEY).sign("msg_1", moment, raw.decode("utf-8", "replace"))
        stamp = str(int(self.clock.real))
        return {"webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature}

    def stored(self) -> list[Received]:
        """Everything in the inbox, oldest first."""
        return self.store.read_now(lambda conn: [*inbox.pending(conn, 1000), *inbox.unmatched(conn)])


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    store = Store.open(f"sqlite:///{tmp_path}/doors.db", patience=0.2)
    clock = Standing()
    intake, views = StoreIntake(store, clock), StoreViews(store)
    versions = FolderVersions(PLAYBOOKS, store)
    secrets = Secrets(events=(KEY,), woocommerce=(SECRET,))
    web = app(Needs(intake, views, views, intake, clock, secrets, lambda: SHOP, versions, "http://127.0.0.1:4200"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url=HERE) as client:
        yield Doors(store, client, clock)
    await store.aclose()


@pytest.fixture
def event() -> dict[str, Any]:
    """A customer withdraws."""
    return {
        "specversion": "1.0",
        "id": "w-1",
        "source": "shop",
        "type": "return.requested",
        "time": "2026-12-11T09:00:00+01:00",
        "data": {"order": {"number": "1042", "country": "DK"}, "notice": {"text": "Jeg fortryder mit køb."}},
    }
