"""A case to write letters for, and the shortest way to write one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from whenever import Date, Instant

from engine.language.values import Line, Money, Value
from engine.messages import Letter, render

ZONE = "Europe/Copenhagen"
CASE: Mapping[str, Value] = {
    "order.number": "1042",
    "order.country": "DK",
    "customer.first_name": "Søren",
    "customer.name": "Søren Ærø",
    "customer.phone": None,
    "notice.text": "Jeg fortryder.\nMvh. Søren",
    "notice.received_at": Instant.from_utc(2026, 12, 11, 8, 5),
    "return.lines": (
        Line("1", (("name", "Plaid"), ("quantity", Decimal(1)), ("price", Money("DKK", Decimal("499.00"))))),
        Line("2", (("name", "Lampe"), ("quantity", Decimal(2)), ("price", Money("DKK", Decimal("1500.50"))))),
    ),
    "return.wish": "money",
    "return.statutory": True,
    "refund.amount": Money("DKK", Decimal("1499.50")),
    "refund.on_account_by": Date(2026, 12, 24),
    "complaint.photos": ("a.jpg", "b.jpg"),
    "order.days_late": Decimal(3),
    "send_back_by": Date(2026, 12, 25),
    "case.link": "https://shop.example/s/k3?a=1&b=2",
}


def letter(body: str, language: str = "da", subject: str = "Emne", **also: Value) -> Letter:
    """A service message with this body, for the case above; `also` are fields with `__` for the point."""
    fields = {**CASE} | {path.replace("__", "."): value for path, value in also.items()}
    return render(f"---\nsubject: {subject}\nkind: service\n---\n{body}", "besked", language, fields, ZONE)


def text(body: str, language: str = "da", **also: Value) -> str:
    """The plain text part of that message, without hard spaces."""
    return letter(body, language, "Emne", **also).text.replace("\u00a0", " ").replace("\u202f", " ").rstrip("\n")
