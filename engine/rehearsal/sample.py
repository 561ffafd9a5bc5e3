"""An invented order and customer, so that a rehearsal needs to be told only what matters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from whenever import Instant, TimeDelta

_CURRENCIES = {"DK": "DKK", "NO": "NOK", "SE": "SEK", "GB": "GBP", "PL": "PLN"}
_PRICES = {"EUR": "69.00", "GBP": "59.00"}
_DAYS_BEFORE = 8
"""How many days before the case began the goods were delivered: well inside every withdrawal period."""

_NEEDS_DELIVERED = frozenset({"return.requested", "return.received", "complaint.received"})


def order_of(country: str, language: str, event: str, at: Instant, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an invented order, by path; `given` are those that the owner named, `event` opens the case."""
    person = persons().get(language) or persons()["en"]
    amount = _amount(country, given)
    line = {"id": "1", "sku": "1042-M", "name": person["goods"], "quantity": "1", "price": amount}
    fields: dict[str, Any] = {
        "order.number": "10042",
        "order.country": country,
        "order.lines": [line],
        "order.payment_means": person["means"],
        "customer.name": person["name"],
        "customer.email": "customer@example.com",
        "order.placed_at": (at - TimeDelta(hours=24 * (_DAYS_BEFORE + 3))).format_iso(),
        "order.tracking_link": "https://parcel.example/10042",
        "order.paid_total": amount,
    }
    return fields | _of_event(event, person, line, at, given) | dict(given)


@cache
def persons() -> Mapping[str, Mapping[str, str]]:
    """The invented customers, by language."""
    text = files("engine.rehearsal").joinpath("samples.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table


def _of_event(
    event: str, person: Mapping[str, str], line: dict[str, Any], at: Instant, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What belongs to the matter that the case is about."""
    fields: dict[str, Any] = {}
    if event in _NEEDS_DELIVERED and "order.promised_delivery" not in given:
        fields["order.delivered_at"] = (at - TimeDelta(hours=24 * _DAYS_BEFORE)).format_iso()
    match event:
        case "return.requested":
            return fields | {"notice.text": person["notice"], "notice.channel": "page", "return.lines": [line]}
        case "return.received":
            return fields | {"return.lines": [line]}
        case "complaint.received":
            return fields | {"complaint.text": person["complaint"], "complaint.lines": [line]}
        case "refund.issued":
            return fields | {"refund.id": "R-10042", "refund.means": person["means"]}
        case "order.delivery_missed":
            return {"shipment.number": "P-10042", "shipment.carrier": "PostNord", "shipment.status": "in transit"}
        case _:
            return fields


def _amount(country: str, given: Mapping[str, Any]) -> Any:
    """What the goods cost: as much as the story speaks of, else a round price in the country's currency."""
    for path in ("return.refund_total", "order.paid_total", "refund.amount"):
        if path in given:
            return given[path]
    currency = _CURRENCIES.get(country, "EUR")
    return f"{_PRICES.get(currency, '499.00')} {currency}"
