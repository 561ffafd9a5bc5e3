"""The doors for senders: verify the raw bytes, store, answer; thinking comes later."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.errors import OutsideError
from engine.language.catalogue import EVENTS
from engine.run.doors import Report
from engine.store.inbox import Outcome
from integrations.inbound.cloudevents import read_event
from integrations.inbound.signatures import signed_by_standard_webhooks, signed_by_woocommerce
from integrations.inbound.woocommerce import Delivered, translate
from integrations.web.body import read_body
from integrations.web.needs import Needs
from integrations.web.refusals import refused

_PING = re.compile(rb"webhook_id=\d{1,20}")


async def take_event(request: Request) -> Response:
    """`POST /events`: one CloudEvent, signed by Standard Webhooks."""
    needs: Needs = request.app.state.needs
    body = await read_body(request)
    if not signed_by_standard_webhooks(body, request.headers, needs.secrets.events, needs.clock.machine()):
        raise _unsigned("webhook-signature")
    try:
        report = read_event(body, needs.clock.now())
    except OutsideError as error:
        raise refused(400, error.what, error.where, error.remedy) from error
    (outcome,) = await needs.intake.take((report,))
    return _answer(report, outcome)


async def take_woocommerce(request: Request) -> Response:
    """`POST /hooks/woocommerce`: an order as WooCommerce delivers it, or the ping of a new webhook."""
    needs: Needs = request.app.state.needs
    body = await read_body(request)
    if _PING.fullmatch(body):
        return JSONResponse({"outcome": "ping"})
    if not signed_by_woocommerce(body, request.headers.get("x-wc-webhook-signature", ""), needs.secrets.woocommerce):
        raise _unsigned("X-WC-Webhook-Signature")
    topic = _topic(request.headers.get("x-wc-webhook-topic", ""))
    reports = translate(Delivered(topic, body), needs.shop().sells_to, needs.clock.now())
    outcomes = await needs.intake.take(reports)
    told = [
        {"type": r.delivery.type, "id": r.delivery.event_id, "outcome": o}
        for r, o in zip(reports, outcomes, strict=True)
    ]
    return JSONResponse({"outcome": _together(outcomes), "events": told}, 200)


def _topic(said: str) -> str:
    """The topic stands in a header that nobody signed: only its form is trusted."""
    return said if re.fullmatch(r"[a-z_]{1,40}(\.[a-z_]{1,40}){1,3}", said) else "unknown"


def _together(outcomes: tuple[Outcome, ...]) -> Outcome:
    return next((o for o in (Outcome.CONFLICT, Outcome.NEW) if o in outcomes), Outcome.DUPLICATE)


def _answer(report: Report, outcome: Outcome) -> Response:
    told = {"outcome": outcome, "id": report.delivery.event_id}
    if reason := _reason(report, outcome):
        told["reason"] = reason
    return JSONResponse(told, 200 if outcome is Outcome.DUPLICATE else 202)


def _reason(report: Report, outcome: Outcome) -> str:
    if outcome is Outcome.CONFLICT:
        return "another event came before under this id: this one is kept for a person and will not be applied."
    if report.delivery.type not in EVENTS:
        return f'"{report.delivery.type}" is not a type that Fjorten knows: it is kept and listed.'
    return f"it is kept for a person: {report.problem}" if report.problem else ""


def _unsigned(header: str) -> HTTPException:
    return refused(
        401,
        "the signature does not fit these bytes, or it is older than five minutes.",
        header,
        "Sign the body as it is sent, with the secret that Fjorten has, by a clock that is right.",
    )
