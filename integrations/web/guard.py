"""Who may see the pages: for now only a browser on this machine, and never from inside another site's page.

Doors for senders are guarded by signatures instead: a shop system reaches them through whatever stands in front.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_SIGNED = ("/events", "/hooks/", "/healthz")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses pages to strangers and gives every answer the headers that keep browsers careful."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(_SIGNED) or _from_here(Headers(scope=scope)):
            await self._app(scope, receive, _careful(send))
        else:
            refusal = PlainTextResponse("These pages open only on the machine that Fjorten runs on.\n", 403)
            await refusal(scope, receive, send)


def _from_here(headers: Headers) -> bool:
    """Whether the address in the browser is this machine, and a form was sent from our own page."""
    origin = headers.get("origin")
    return _name(f"//{headers.get('host', '')}") in _HERE and (origin is None or _name(origin) in _HERE)


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _careful(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers
