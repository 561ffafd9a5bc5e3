"""A shop and a case to call steps with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from whenever import Instant

from engine.language.shop import Mail, Person, Refunds, Sending, Shop
from engine.language.values import Line, Money, Value
from engine.run.steps import Call

SHOP = Shop(
    name="Nordlys",
    legal_name="Nordlys ApS",
    organisation_number="DK12345678",
    address="Havnegade 1, 1058 København K",
    return_address="Lagervej 2, 4000 Roskilde",
    country="DK",
    time_zone="Europe/Copenhagen",
    email="hej@nordlys.example",
    phone="+45 11 22 33 44",
    contact_name="Anna",
    sells_to={"DK": ("da", "en")},
    mail=Mail(server="localhost"),
    sending=Sending.FOR_REAL,
    people={"Anna": Person("Anna", "anna@nordlys.example"), "Mads": Person("Mads", "mads@nordlys.example")},
    teams={"returns team": ("Mads",), "customer service": ("Anna", "Mads")},
    owner="Anna",
    refunds=Refunds(),
    goodwill={"DKK": Decimal(50)},
)
MakeCall = Callable[..., Call]


def dkk(amount: str) -> Money:
    """So many kroner."""
    return Money("DKK", Decimal(amount))


def line(number: str, price: str, quantity: str = "1", name: str = "Sko") -> Line:
    """One line of an order."""
    return Line(number, (("name", name), ("quantity", Decimal(quantity)), ("price", dkk(price))))


@pytest.fixture
def call() -> MakeCall:
    """A call of a step in case 1, with the fields that the test gives, in a shop changed as the test says."""

    def make(fields: dict[str, Value] | None = None, **shop: Any) -> Call:
        known = {"order.number": "1042", **(fields or {})}
        now = Instant.parse_iso("2026-12-11T08:05:00Z")
        return Call(1, "Refund issued / do refund", "1.refund", known.get, replace(SHOP, **shop), now)

    return make
