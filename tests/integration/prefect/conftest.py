"""One real Prefect server for all tests of this folder, and an engine's side of it without a case in it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from engine.run.prefect_server import PrefectServer
from engine.run.prefect_settings import adopt, api_address
from tests.integration.prefect.office import Memory, Office, RealTime
from tests.integration.prefect.person import Person

SWIFT = {"PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "1", "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    adopt(home / "client", api_address(port))
    running = asyncio.run(PrefectServer.start(home / "server", port, SWIFT))
    yield running
    asyncio.run(PrefectServer(running.home, running.port, _pid(running)).stop())


@pytest.fixture
async def screens(server: PrefectServer) -> AsyncIterator[httpx.AsyncClient]:
    """What a person's browser does: plain calls to the server."""
    async with httpx.AsyncClient(base_url=server.api, timeout=20, trust_env=False) as client:
        yield client


def _pid(server: PrefectServer) -> int:
    """The process of now: a test may have started the server again."""
    return int((server.home / "server.pid").read_text())


@pytest.fixture
def person(screens: httpx.AsyncClient) -> Person:
    return Person(screens)


@pytest.fixture
async def office(server: PrefectServer) -> AsyncIterator[Office]:
    """An engine's side of Prefect, without an engine."""
    async with Office.opened(Memory(), RealTime()) as opened:
        yield opened
