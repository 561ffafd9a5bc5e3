"""Looks out for Prefect: keeps the deployments ready, and notices when a silent server is there again."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from engine.run.prefect_client import SILENT, Fuse
from engine.run.prefect_deployments import Deployments

_LOOKS_EVERY = 1.0
_READY_EVERY = 30
_FOUND_WITHIN = 10.0


class Lookout:
    """The only one who mends the fuse: no turn ever has to try whether Prefect is back."""

    def __init__(self, deployments: Deployments, fuse: Fuse) -> None:
        self._deployments = deployments
        self._fuse = fuse

    async def begin(self) -> None:
        """Find Prefect at the start; an engine begins without it, too."""
        self._fuse.blow()
        with suppress(TimeoutError):
            async with asyncio.timeout(_FOUND_WITHIN):
                await self._find()

    async def look(self) -> None:
        """Look for ever."""
        seconds = 0
        while True:
            await asyncio.sleep(_LOOKS_EVERY)
            seconds += 1
            if not self._fuse.holds():
                await self._find()
            elif seconds % _READY_EVERY == 0:
                await self._keep_ready()

    async def _find(self) -> None:
        try:
            await self._deployments.ensure()
            await self._deployments.keep_ready()
        except SILENT:
            return
        self._fuse.mend()

    async def _keep_ready(self) -> None:
        try:
            await self._deployments.keep_ready()
        except SILENT:
            self._fuse.blow()
