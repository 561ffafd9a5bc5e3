"""The recorded month of the demo, read from its file: what happens when, what staff answer, how it must end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml
from whenever import Date, Instant, Time, ZonedDateTime

ZONE = "Europe/Copenhagen"
_CURRENCY = {"DK": "DKK", "NO": "NOK", "SE": "SEK", "FI": "EUR", "DE": "EUR"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One delivery: an event's type and data at a moment; `deliveries` names recorded ones; no moment means at the end."""

    id: str
    at: Instant | None
    type: str = ""
    data: Mapping[str, Any] | None = None
    deliveries: str = ""


@dataclass(frozen=True, slots=True)
class Scripted:
    """What staff answer to a question, so many hours after it was asked; `left` is the one for the newcomer."""

    order: str
    question: str
    answer: str
    values: Mapping[str, Any]
    after_hours: int
    left: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """How a case must end; `broken` are the deadlines that are broken on purpose."""

    order: str
    playbook: str
    result: str
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The whole month."""

    begins: Instant
    ends: Instant
    happenings: tuple[Happening, ...]
    answers: tuple[Scripted, ...]
    expected: tuple[Expected, ...]


def month() -> Month:
    """The recorded month."""
    text = resources.files(__package__).joinpath("month.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- every scalar stays text, nothing is made of it
    first = Date.parse_iso(raw["begins"])
    orders = {number: _Order(number, first, said) for number, said in raw["orders"].items()}
    happenings = [one for order in orders.values() for one in order.reports()]
    happenings += [_happening(n, said, first, orders) for n, said in enumerate(raw["happenings"], 1)]
    return Month(
        begins=_at(first, "08:00").to_instant(),
        ends=_at(first.add(days=30), "08:00").to_instant(),
        happenings=tuple(sorted(happenings, key=lambda one: (one.at is None, one.at or 0))),
        answers=tuple(_scripted(said) for said in raw["answers"]),
        expected=tuple(_expected(said) for said in raw["expected"]),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    number: str
    first: Date
    said: Mapping[str, Any]

    @property
    def currency(self) -> str:
        return _CURRENCY[self.said["country"]]

    def lines(self, wanted: list[str] | None = None) -> list[dict[str, Any]]:
        """The order's lines, or some of them by their letters."""
        made = [self._line(*line) for line in self.said["lines"]]
        return [line for line in made if wanted is None or line["id"] in wanted]

    def _line(self, name: str, what: str, quantity: str, price: str) -> dict[str, Any]:
        money = {"amount": f"{price}.00", "currency": self.currency}
        return {"id": name, "sku": f"{self.number}-{name}", "name": what, "quantity": int(quantity), "price": money}

    def reports(self) -> list[Happening]:
        """What the shop system reported of the order before and during the month."""
        placed = _at(self.first.add(days=int(self.said["placed"])), "12:00").to_instant()
        found = [Happening(f"{self.number}-placed", placed, "order.placed", self._snapshot(placed))]
        if "delivered" in self.said:
            at = _at(self.first.add(days=int(self.said["delivered"])), "14:00").to_instant()
            found.append(
                Happening(f"{self.number}-delivered", at, "order.delivered", {"order": {"number": self.number}})
            )
        return found

    def _snapshot(self, placed: Instant) -> dict[str, Any]:
        said, shipping = self.said, {"amount": f"{self.said['shipping']}.00", "currency": self.currency}
        total = sum(int(price) * int(quantity) for _, _, quantity, price in said["lines"]) + int(said["shipping"])
        order = {
            "number": self.number,
            "placed_at": placed.format_iso(),
            "country": said["country"],
            "currency": self.currency,
            "language": said["language"],
            "lines": self.lines(),
            "paid_total": {"amount": f"{total}.00", "currency": self.currency},
            "shipping_paid": shipping,
            "shipping_standard": shipping,
            "tracking_link": f"https://track.example/{self.number}",
        }
        if "promised" in said:
            order["promised_delivery"] = self.first.add(days=int(said["promised"])).format_iso()
        address = f"kunde{self.number}@example.{said['country'].lower()}"
        customer = {"name": said["name"], "email": address, "language": said["language"], "consent_marketing": True}
        return {"order": order, "customer": customer}


def _happening(number: int, said: Mapping[str, Any], first: Date, orders: Mapping[str, _Order]) -> Happening:
    at = None if "after" in said else _at(first.add(days=int(said["day"])), said["at"]).to_instant()
    if "deliveries" in said:
        return Happening(f"m{number}", at, deliveries=said["deliveries"])
    data = {group: dict(part) for group, part in said["data"].items()}
    for part in data.values():
        if "lines" in part and said["order"] in orders:
            part["lines"] = orders[said["order"]].lines(part["lines"])
    return Happening(f"m{number}", at, said["type"], {"order": {"number": said["order"]}, **data})


def _scripted(said: Mapping[str, Any]) -> Scripted:
    days, _, _ = said.get("after", "").partition(" ")
    hours = int(days) * 24 if days else 3
    return Scripted(said["order"], said["question"], said["answer"], said["values"], hours, "left" in said)


def _expected(said: Mapping[str, Any]) -> Expected:
    return Expected(said["order"], said["playbook"], said["result"], tuple(said.get("broken", ())))


def _at(day: Date, clock: str) -> ZonedDateTime:
    return day.at(Time.parse_iso(clock)).assume_tz(ZONE)
