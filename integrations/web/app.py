"""The web application: which address leads to which door or page."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from engine.errors import StoreError
from integrations.web import pages, senders
from integrations.web.guard import Guard
from integrations.web.needs import Needs
from integrations.web.refusals import tell_later, tell_refusal


def app(needs: Needs) -> Starlette:
    """The doors for senders and the pages for staff, working with what they are given."""
    made = Starlette(
        routes=[
            Route("/events", senders.take_event, methods=["POST"]),
            Route("/hooks/woocommerce", senders.take_woocommerce, methods=["POST"]),
            Route("/healthz", _healthy),
            *pages.ROUTES,
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={HTTPException: tell_refusal, StoreError: tell_later},
    )
    made.state.needs = needs
    return made


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok\n")
