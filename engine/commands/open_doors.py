"""Opens the doors for senders and the pages for people, on this machine."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from engine.commands.secrets import Safe
from engine.commands.versions_shown import FolderVersions
from engine.errors import OutsideError
from engine.run.intake import StoreIntake
from engine.run.showing import StoreViews
from engine.run.world import World
from integrations.web.app import app
from integrations.web.needs import Needs, Secrets


@dataclass(frozen=True, slots=True)
class Doors:
    """What the doors and pages stand on; `operators` is the address of Prefect, or nothing."""

    world: World
    intake: StoreIntake
    safe: Safe
    folder: Path
    operators: str = ""

    def needs(self) -> Needs:
        """All that the web application works with."""
        views = StoreViews(self.world.store)
        return Needs(
            intake=self.intake,
            views=views,
            mails=views,
            staff=self.intake,
            clock=self.world.clock,
            secrets=Secrets(self.safe.several("events"), self.safe.several("woocommerce")),
            shop=lambda: self.world.frozen.shop,
            versions=FolderVersions(self.folder, self.world.store),
            operators=self.operators,
        )


async def open_doors(doors: Doors, port: int, stack: AsyncExitStack) -> str:
    """Open them, to be closed with the stack; gives their address."""
    config = uvicorn.Config(app(doors.needs()), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    stack.push_async_callback(_close, server, serving)
    while not server.started:
        if serving.done():
            raise OutsideError(
                f"Port {port} is taken by another program.",
                where="pages",
                remedy="Stop it, or choose another port with --port.",
            )
        await asyncio.sleep(0.02)
    return f"http://127.0.0.1:{port}"


class _Server(uvicorn.Server):
    """The doors leave signals to the house."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Do nothing: Ctrl-C is one thing for the whole house."""
        yield

    async def startup(self, sockets: Any = None) -> None:
        """Open; a port that is taken ends the task instead of the program."""
        with suppress(SystemExit):
            await super().startup(sockets)


async def _close(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    server.should_exit = True
    with suppress(SystemExit):
        await serving
