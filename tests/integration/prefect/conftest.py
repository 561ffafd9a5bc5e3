"""One real Prefect server for all tests of this folder, and an engine's side of it without a case in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from engine.run.prefect_server import PrefectServer
from tests.integration.prefect.office import Memory, Office, RealTime
from tests.integration.prefect.person import Person
from tests.integration.prefect.place import HOME, PORT, SWIFT


@pytest.fixture(scope="session")
def server() -> Iterator[PrefectServer]:
    user = HOME / "user"
    user.mkdir()
    running = asyncio.run(PrefectServer.start(HOME / "server", PORT, {**SWIFT, "HOME": str(user)}))
    yield running
    asyncio.run(_end(running))
    shutil.rmtree(HOME)


async def _end(first: PrefectServer) -> None:
    """End the server of now: a test may have started it again."""
    await (await PrefectServer.start(first.home, first.port, SWIFT)).kill()


@pytest.fixture
async def screens(server: PrefectServer) -> AsyncIterator[httpx.AsyncClient]:
    """What a person's browser does: plain calls to the server."""
    async with httpx.AsyncClient(base_url=server.api, timeout=20, trust_env=False) as client:
        yield client


@pytest.fixture
def person(screens: httpx.AsyncClient) -> Person:
    return Person(screens)


@pytest.fixture
async def office(server: PrefectServer) -> AsyncIterator[Office]:
    """An engine's side of Prefect, without an engine."""
    assert await server.is_up()
    async with Office.opened(Memory(), RealTime()) as opened:
        yield opened
