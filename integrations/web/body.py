"""The body of a request, read within limits: so much, so long, and no more."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from integrations.web.refusals import refused

LARGEST = 1_000_000
SLOWEST = 10.0
"""Seconds of real time that a sender may take for its body."""


async def read_body(request: Request) -> bytes:
    """The raw bytes; 413 for too many, 408 for too slow."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > LARGEST:
        raise _too_large()
    try:
        async with asyncio.timeout(SLOWEST):
            return await _gathered(request)
    except TimeoutError:
        raise refused(408, "the body took too long to arrive.", "body", "Send it in one go.") from None
    except ClientDisconnect:
        raise refused(400, "the sender hung up before the body was complete.", "body", "Send it again.") from None


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; the last of two with one name counts."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise refused(400, "this is not a form.", "body", "Send it from the page.")
    text = (await read_body(request)).decode("utf-8", "replace")
    return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=200))


async def _gathered(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise _too_large()
    return bytes(body)


def _too_large() -> HTTPException:
    return refused(413, f"the body is larger than {LARGEST:,} bytes.", "body", "Send one event in each delivery.")
