"""One patient connection to the Prefect server, and the fuse that lets turns go on when the server is silent."""

from __future__ import annotations

import asyncio
from contextvars import Context, copy_context
from http import HTTPStatus
from types import TracebackType
from typing import Self

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.exceptions import PrefectException

from engine.errors import OutsideError

SILENT = (httpx.HTTPError, PrefectException, OutsideError)
"""How Prefect fails: none of these may ever reach a case."""

_BUSY_PAUSE = 0.01
_BUSY_TRIES = 60
_CALL_TAKES_AT_MOST = 10.0


class PatientTransport(httpx.AsyncBaseTransport):
    """Repeats at once what SQLite was too busy for, and lets runs be created one at a time.

    The server answers 503 when two creations meet on SQLite; Prefect's own client would then sleep two seconds.
    """

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=8, keepalive_expiry=30))
        self._creating = asyncio.Lock()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; creations wait for each other."""
        if request.url.path.endswith("/create_flow_run"):
            async with self._creating:
                return await self._send(request)
        return await self._send(request)

    async def _send(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        for _ in range(_BUSY_TRIES):
            if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                break
            await response.aclose()
            await asyncio.sleep(_BUSY_PAUSE)
            response = await self._inner.handle_async_request(request)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _EngineClient(AsyncClientContext):
    """Prefect's own context for a shared client, with our transport inside."""

    def __init__(self) -> None:
        super().__init__(httpx_settings={"transport": PatientTransport(), "timeout": _CALL_TAKES_AT_MOST})
        # Prefect shares the client only with callers that ask with the same settings; its task runs ask with none.
        self._httpx_settings = None


class Connection:
    """The one client for the engine's life; code that runs in `context()` shares it."""

    def __init__(self) -> None:
        self._shared = _EngineClient()
        # Prefect asks for a client of this kind in each run, too, and would make a new one each time.
        self._blocking = SyncClientContext()
        self._context: Context | None = None

    async def __aenter__(self) -> Self:
        await self._shared.__aenter__()
        self._blocking.__enter__()
        self._context = copy_context()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._blocking.__exit__(kind, error, trace)
        await self._shared.__aexit__(kind, error, trace)

    @property
    def client(self) -> PrefectClient:
        """The client for calls of our own."""
        return self._shared.client

    def context(self) -> Context:
        """A fresh set of context variables in which Prefect finds the shared client."""
        return (self._context or copy_context()).copy()


class Fuse:
    """Blows when Prefect is silent, so that no turn waits for it; whoever finds Prefect awake again mends it."""

    def __init__(self) -> None:
        self._blown = False

    def holds(self) -> bool:
        """Whether Prefect may be called now."""
        return not self._blown

    def blow(self) -> None:
        """Prefect was silent: leave it alone."""
        self._blown = True

    def mend(self) -> None:
        """Prefect answers."""
        self._blown = False
