"""WooCommerce as a sender: what its deliveries mean, told in Fjorten's own events.

WooCommerce has no topic for refunds or payments: they are found in the order itself. Each gets an id that depends on the
order and the fact alone, so that the inbox takes it once however often the order is delivered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from whenever import Instant

from engine.errors import OutsideError
from engine.run.doors import Report
from engine.store.inbox import Delivery
from integrations.inbound import woocommerce_order as told

SOURCE = "woocommerce"
_DATED = {"paid": ("order.paid", "date_paid_gmt"), "dispatched": ("order.dispatched", "date_completed_gmt")}


@dataclass(frozen=True, slots=True)
class Delivered:
    """A verified delivery: its topic (`order.updated`) and its exact bytes."""

    topic: str
    body: bytes

    @property
    def sha256(self) -> str:
        """What tells this body from every other."""
        return hashlib.sha256(self.body).hexdigest()


def translate(
    delivered: Delivered, languages: Mapping[str, Sequence[str]], now: Instant, known: Collection[str] = ()
) -> tuple[Report, ...]:
    """The events in a delivery, the order's own first; refunds whose id (`wc-17`) is known are left out.

    `languages` are those that the shop sells in, by country; `now` stands in where the shop system gives no time.
    """
    if not delivered.topic.startswith("order.") or delivered.topic == "order.deleted":
        return (_as_it_came(delivered, now, ""),)
    try:
        order = json.loads(delivered.body, parse_float=Decimal, parse_int=int)
        return _events(delivered, order, languages, known)
    except (OutsideError, ValueError, KeyError, TypeError, ArithmeticError, AttributeError, RecursionError) as error:
        return (_as_it_came(delivered, now, f"the order in it could not be read ({error!r})."),)


def _events(
    delivered: Delivered, order: Mapping[str, Any], languages: Mapping[str, Sequence[str]], known: Collection[str]
) -> tuple[Report, ...]:
    number = str(order["number"])
    return (
        _snapshot(delivered, order, told.snapshot(order, languages)),
        *_changes(order, number),
        *(_refund(order, number, refund) for refund in order["refunds"] if f"wc-{refund['id']}" not in known),
    )


def _snapshot(delivered: Delivered, order: Mapping[str, Any], data: Mapping[str, Any]) -> Report:
    kind = "placed" if delivered.topic == "order.created" else "changed"
    time = told.moment(order["date_created_gmt" if kind == "placed" else "date_modified_gmt"])
    number = data["order"]["number"]
    name = f"{number}-{kind}-{delivered.sha256[:16]}"
    return Report(Delivery(SOURCE, name, f"order.{kind}", time, data, number, delivered.body))


def _changes(order: Mapping[str, Any], number: str) -> list[Report]:
    """Paid and dispatched have a date of their own in the order; cancelled is a status."""
    dated = {name: (kind, order[field]) for name, (kind, field) in _DATED.items() if order.get(field)}
    if order["status"] == "cancelled":
        dated["cancelled"] = ("order.cancelled", order["date_modified_gmt"])
    data = {"order": {"number": number}}
    return [_fact(f"{number}-{name}", kind, told.moment(when), data) for name, (kind, when) in dated.items()]


def _refund(order: Mapping[str, Any], number: str, refund: Mapping[str, Any]) -> Report:
    """A refund carries no date in WooCommerce; the order was last changed when it was made, or later."""
    amount = {"amount": str(abs(Decimal(refund["total"]))), "currency": order["currency"]}
    paid = {"id": f"wc-{refund['id']}", "amount": amount, "currency": order["currency"]}
    means = {"means": order["payment_method_title"]} if order.get("payment_method_title") else {}
    data = {"order": {"number": number}, "refund": paid | means}
    return _fact(f"{number}-refund-{refund['id']}", "refund.issued", told.moment(order["date_modified_gmt"]), data)


def _fact(name: str, kind: str, time: Instant, data: Mapping[str, Any]) -> Report:
    """The body is the fact without its time: an order delivered again later reports the same fact, not another."""
    body = json.dumps([kind, data], sort_keys=True, ensure_ascii=False).encode()
    return Report(Delivery(SOURCE, name, kind, time, data, data["order"]["number"], body))


def _as_it_came(delivered: Delivered, now: Instant, problem: str) -> Report:
    data = {"sent": delivered.body.decode("utf-8", "replace")}
    kind = f"woocommerce.{delivered.topic}"
    name = f"{delivered.topic}-{delivered.sha256[:32]}"
    return Report(Delivery(SOURCE, name, kind, now, data, "", delivered.body), problem)
