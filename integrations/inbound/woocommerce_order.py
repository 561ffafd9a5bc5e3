"""A WooCommerce order in the words of the catalogue: money with its currency, moments with their zone, one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from whenever import Instant, PlainDateTime

_LANGUAGES = {"da": "da", "nb": "nb", "nn": "nb", "no": "nb", "sv": "sv", "fi": "fi", "de": "de", "en": "en"}
_LANGUAGE_KEYS = ("wpml_language", "_wpml_language", "_language", "language", "locale", "_locale", "pll_language")


def moment(text: str) -> Instant:
    """A `…_gmt` field of WooCommerce, which says no zone and means UTC."""
    return PlainDateTime.parse_iso(text).assume_utc()


def snapshot(order: Mapping[str, Any], languages: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The order and its customer, as far as the delivery tells."""
    language = _language(order, languages)
    return {"order": _order(order, language), "customer": _customer(order["billing"], language)}


def _order(order: Mapping[str, Any], language: str) -> dict[str, Any]:
    currency = order["currency"]
    told = {
        "number": str(order["number"]),
        "placed_at": moment(order["date_created_gmt"]).format_iso(),
        "contract_date": order["date_created"][:10],
        "country": _country(order),
        "region": _region(order),
        "currency": currency,
        "language": language,
        "lines": [_line(line, currency) for line in order["line_items"]],
        "paid_total": _money(order["total"], currency) if order.get("date_paid_gmt") else None,
        "shipping_paid": _money(_sum(order["shipping_total"], order["shipping_tax"]), currency),
        "payment_means": order.get("payment_method_title"),
        "dispatched_at": moment(order["date_completed_gmt"]).format_iso() if order.get("date_completed_gmt") else None,
        "channel": "WooCommerce",
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _line(line: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """One line; the price of one is what the customer paid for it, tax and rebate included."""
    quantity = Decimal(line["quantity"])
    each = _sum(line["total"], line["total_tax"]) / quantity if quantity else Decimal(0)
    tax = Decimal(line["total_tax"]) / quantity if quantity else Decimal(0)
    known = {"id": str(line["id"]), "sku": line.get("sku"), "name": line["name"], "quantity": f"{quantity}"}
    money = {"price": _money(each, currency), "tax": _money(tax, currency)}
    return {name: value for name, value in (known | money).items() if value not in (None, "")}


def _customer(billing: Mapping[str, Any], language: str) -> dict[str, Any]:
    name = " ".join(part for part in (billing["first_name"], billing["last_name"]) if part)
    told = {"name": name, "first_name": billing["first_name"], "email": billing["email"], "phone": billing.get("phone")}
    return {field: value for field, value in told.items() if value} | {"language": language}


def _country(order: Mapping[str, Any]) -> str:
    """Where the consumer lives: the billing address, else where the goods went."""
    country: str = order["billing"]["country"] or order["shipping"]["country"]
    return country


def _region(order: Mapping[str, Any]) -> str:
    """The German Land, whose holidays count; other countries' states do not move a date."""
    state: str = order["billing"].get("state") or order["shipping"].get("state") or ""
    return state if _country(order) == "DE" and state.startswith("DE-") else ""


def _language(order: Mapping[str, Any], languages: Mapping[str, Sequence[str]]) -> str:
    """The language of the order where a language plug-in noted it, else the first that the shop sells in there."""
    noted = {item["key"]: str(item["value"]) for item in order["meta_data"] if item["key"] in _LANGUAGE_KEYS}
    for value in noted.values():
        if language := _LANGUAGES.get(value[:2].lower()):
            return language
    return next(iter(languages.get(_country(order), ())), "en")


def _sum(*parts: Any) -> Decimal:
    return sum((Decimal(str(part)) for part in parts), Decimal(0))


def _money(amount: Any, currency: str) -> dict[str, str]:
    rounded = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"amount": str(rounded), "currency": currency}
