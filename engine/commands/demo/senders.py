"""The senders of the demo: they deliver the recorded month through the real doors, signed as senders sign."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import httpx
from standardwebhooks import Webhook
from whenever import Instant

from engine.commands.demo.month import Happening, Month
from engine.errors import OutsideError
from engine.run.ports import Clock

SOURCE = "nordlys-shop"
_PAUSE = 0.02
_AGAIN = (0.2, 0.5, 1.0, 2.0)


@dataclass(slots=True)
class Senders:
    """Delivers each event when its moment comes; after a crash all of it comes again, and counts once."""

    month: Month
    clock: Clock
    doors: str
    secret: str
    delivered: set[str] = field(default_factory=set)
    last_question_answered: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether something is due that has not been delivered yet."""
        return any(one.id not in self.delivered and self._is_due(one) for one in self.month.happenings)

    def next_moment(self) -> Instant | None:
        """When something is delivered next."""
        moments = (one.at for one in self.month.happenings if one.at and one.id not in self.delivered)
        return min(moments, default=None)

    async def run(self) -> None:
        """Deliver whatever is due, until cancelled."""
        one_each = httpx.Limits(max_keepalive_connections=0)  # senders come seldom: a kept connection would be stale
        async with httpx.AsyncClient(base_url=self.doors, timeout=20, trust_env=False, limits=one_each) as doors:
            while True:
                for happening in self.month.happenings:
                    if happening.id not in self.delivered and self._is_due(happening):
                        await self._deliver_until_taken(doors, happening)
                        self.delivered.add(happening.id)
                await asyncio.sleep(_PAUSE)

    def _is_due(self, happening: Happening) -> bool:
        return self.last_question_answered if happening.at is None else happening.at <= self.clock.now()

    async def _deliver_until_taken(self, doors: httpx.AsyncClient, happening: Happening) -> None:
        """As senders do: what was not answered comes again."""
        for pause in _AGAIN:
            with suppress(OutsideError):
                await self._deliver(doors, happening)
                return
            await asyncio.sleep(pause)
        await self._deliver(doors, happening)

    async def _deliver(self, doors: httpx.AsyncClient, happening: Happening) -> None:
        if happening.deliveries:
            for recorded in recordings(happening.deliveries):
                await _post(doors, f"/hooks/{happening.deliveries}", recorded["body"].encode(), recorded["headers"])
        else:
            body = json.dumps(self._event(happening), ensure_ascii=False).encode()
            await _post(doors, "/events", body, self._signed(happening.id, body))

    def _event(self, happening: Happening) -> dict[str, Any]:
        data = happening.data or {}
        return {
            "specversion": "1.0",
            "id": happening.id,
            "source": SOURCE,
            "type": happening.type,
            "time": (happening.at or self._moment()).format_iso(),
            "subject": f"order/{data['order']['number']}",
            "datacontenttype": "application/json",
            "data": data,
        }

    def _moment(self) -> Instant:
        """The end of the month, for what happens only when the last question was answered: always the same."""
        return self.month.ends

    def _signed(self, name: str, body: bytes) -> dict[str, str]:
        now = datetime.fromtimestamp(self.clock.machine(), UTC)
        signature = Webhook(self.secret).sign(name, now, body.decode())
        return {
            "content-type": "application/cloudevents+json",
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }


def recordings(sender: str) -> list[Mapping[str, Any]]:
    """The recorded deliveries of a shop system, in the order in which they came."""
    folder = resources.files(__package__).joinpath(sender)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


_OF_THE_CONNECTION = {"host", "content-length", "connection", "accept-encoding"}


async def _post(doors: httpx.AsyncClient, path: str, body: bytes, headers: Mapping[str, str]) -> None:
    said = {name: value for name, value in headers.items() if name.lower() not in _OF_THE_CONNECTION}
    try:
        answer = await doors.post(path, content=body, headers=said)
    except httpx.TransportError as error:
        raise OutsideError(f"The door did not answer ({type(error).__name__}).", where=path) from error
    if not answer.is_success:
        raise OutsideError(f"The door answered {answer.status_code}: {answer.text[:300]}", where=path)
