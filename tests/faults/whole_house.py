"""Everything on one machine, as `fjorten up` starts it, with a sender at its door and an eye on Prefect."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select
from standardwebhooks.webhooks import Webhook

from engine.store import Store
from engine.store.tables import inbox, messages
from tests.faults.months import ROOT, Place
from tests.faults.shared import until
from tests.mail_servers import LOCAL, free_port

CANARY = "Kanariefuglson"
"""The name of every customer: it may stand in our own database and in mails, and nowhere else."""


_PAGE = 200
"""As many runs as Prefect gives at once."""


@dataclass(slots=True)
class House:
    """A house that is up."""

    place: Place
    prefect: int
    log: Path
    store: Store
    process: subprocess.Popen[bytes]
    answers: list[float] = field(default_factory=list)

    @property
    def server(self) -> int:
        """The process of Prefect's server."""
        return int((self.place.data / "prefect" / "server.pid").read_text())

    def report(self, kind: str, number: int, **groups: Any) -> None:
        """A shop system reports an event at the door, and is answered 2xx."""
        now, name = datetime.now(UTC), f"{kind}-{number}"  # noqa: TID251 -- the sender's own clock
        delivered = (now - timedelta(days=2)).isoformat()
        order = {"number": str(number), "country": "DK", "delivered_at": delivered}
        customer = {"name": CANARY, "email": f"{CANARY.lower()}{number}@example.dk", "language": "da"}
        said = {"specversion": "1.0", "id": name, "source": "shop", "type": kind, "time": now.isoformat()}
        data = {"order": order, "customer": customer, **groups}
        body = json.dumps({**said, "subject": f"order/{number}", "data": data})
        secret = (self.place.data / "secrets" / "events").read_text()
        headers = {"webhook-id": name, "webhook-timestamp": str(int(now.timestamp()))}
        headers["webhook-signature"] = Webhook(secret).sign(name, now, body)
        began = time.monotonic()
        answer = httpx.post(f"http://{LOCAL}:{self.place.pages}/events", content=body, headers=headers, trust_env=False)
        self.answers.append(time.monotonic() - began)
        assert answer.is_success, answer.text

    def asks_for_return(self, number: int) -> float:
        """A customer wants to send something back; gives the seconds until her mail was sent."""
        before, began = self.sent("withdrawal_received"), time.monotonic()
        self.report("return.requested", number, notice={"text": "Jeg fortryder."}, **{"return": {"informed": True}})
        until(lambda: self.sent("withdrawal_received") > before)
        return time.monotonic() - began

    def sent(self, message: str) -> int:
        """How many messages of this name were sent."""
        query = select(func.count()).where(messages.c.message == message, messages.c.state == "sent")
        return int(self.store.read_now(lambda conn: conn.execute(query).scalar_one()))

    def events(self) -> int:
        """How many deliveries the inbox holds."""
        query = select(func.count()).select_from(inbox).where(inbox.c.source == "shop")
        return int(self.store.read_now(lambda conn: conn.execute(query).scalar_one()))

    def runs(self, kind: str) -> dict[str, str]:
        """The runs that Prefect shows of cases or of deadlines, by their key, each with its state."""
        found: list[dict[str, Any]] = []
        try:
            while len(found) % _PAGE == 0 and (page := self._page(len(found))):
                found += page
        except httpx.HTTPError:
            return {}
        keyed = {run["idempotency_key"]: run["state_name"] for run in found if run.get("idempotency_key")}
        return {key: state for key, state in keyed.items() if key.startswith(f"{kind}:")}

    def _page(self, offset: int) -> list[dict[str, Any]]:
        api, asked = f"http://{LOCAL}:{self.prefect}/api/flow_runs/filter", {"limit": _PAGE, "offset": offset}
        answer = httpx.post(api, json={**asked, "sort": "ID_DESC"}, timeout=5, trust_env=False)
        runs: list[dict[str, Any]] = answer.raise_for_status().json()
        return runs

    def all_wait(self, cases: int) -> bool:
        """Whether Prefect shows so many cases, and that each of them waits."""
        states = list(self.runs("case").values())
        return len(states) == cases and all(state.startswith("Waiting") for state in states)


@contextmanager
def house(place: Place) -> Iterator[House]:
    """Start everything, and stop everything."""
    (place.data / "fjorten.db").unlink()  # the stage set a demo's clock; here time is real
    shop = place.data / "shop" / "shop.yaml"
    shop.write_text(shop.read_text().replace("quiet_hours: 21:00-08:00", "quiet_hours: 03:00-03:01"))
    port, log = free_port(), place.data / "up.log"
    command = [sys.executable, "-m", "engine.commands.main", "up", "--folder", str(place.data / "shop")]
    command += ["--data", str(place.data), "--port", str(place.pages), "--prefect-port", str(port)]
    with log.open("w") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)  # noqa: S603 -- ours
    until(lambda: "Ctrl-C stops everything" in log.read_text(), process, patience=180)
    opened = House(place, port, log, Store.open(place.url), process)
    try:
        yield opened
    finally:
        os.kill(opened.server, signal.SIGCONT)
        process.send_signal(signal.SIGINT)
        process.wait(60)
        opened.store.close()
