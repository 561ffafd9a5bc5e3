"""How a door says no: what is wrong, where, and what to do, with the HTTP status that fits."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from engine.errors import StoreError


def refused(status: int, what: str, where: str, remedy: str) -> HTTPException:
    """A request that is not accepted; nothing of it was stored."""
    return HTTPException(status, json.dumps({"what": what, "where": where, "what_to_do": remedy}, ensure_ascii=False))


def tell_refusal(_: Request, error: Exception) -> Response:
    """The refusal as JSON, for a program to read and a person to act on."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = error.detail if isinstance(error, HTTPException) else ""
    if not told.startswith("{"):
        told = json.dumps({"what": told, "where": "", "what_to_do": "Look at the address and the method."})
    return Response(told, status, media_type="application/json")


def tell_later(_: Request, error: Exception) -> Response:
    """The store cannot write: nothing was taken, the sender is asked to come again. What failed stays in here."""
    told = {"what": "Fjorten cannot store anything just now.", "where": "store", "what_to_do": "Send it again later."}
    status = 503 if isinstance(error, StoreError) else 500
    return Response(json.dumps(told), status, {"Retry-After": "30"}, media_type="application/json")
