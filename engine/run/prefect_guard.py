"""Keeps the Prefect server of this machine up: one that died is started again, and the mirror fills it anew."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from engine.errors import OutsideError
from engine.run.prefect_server import PrefectServer

log = logging.getLogger("fjorten")

_PAUSE = 2.0
"""Real seconds between two looks."""


@dataclass(slots=True)
class PrefectGuard:
    """A Prefect server, and the task that looks after it."""

    server: PrefectServer
    watching: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, home: Path, port: int) -> Self:
        """Start the server, or find it, and look after it until `stop`."""
        guard = cls(await PrefectServer.start(home, port, {}))
        guard.watching = asyncio.create_task(guard._watch())
        return guard

    async def stop(self) -> None:
        """Stop the server, and look after it no more."""
        if self.watching:
            self.watching.cancel()
            with suppress(asyncio.CancelledError):
                await self.watching
        await self.server.stop()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_PAUSE)
            if not self.server.lives:
                await self._start_again()

    async def _start_again(self) -> None:
        log.warning("Prefect's server has died; it is started again. Cases go on meanwhile.")
        try:
            self.server = await PrefectServer.start(self.server.home, self.server.port, {})
        except OutsideError as error:
            log.warning("%s", error)
