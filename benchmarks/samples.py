"""Real journals and mails of the shipped playbooks, played on a simulated clock: what the other benchmarks store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whenever import Instant

from engine.case.action import Task
from engine.case.facts import Event
from engine.case.in_force import InForce
from engine.case.journal import EntryKind, Fact
from engine.case.matching import listens, reopens
from engine.case.view import CaseView
from engine.commands.assembly import Ready, read_shop
from engine.errors import FjortenError
from engine.language.playbook import Send
from engine.messages.addresses import message_id
from engine.rehearsal.rehearsal import Mailed, Rehearsal
from engine.run.compose import to_customer
from engine.run.placing import flat
from engine.store.cases import Keys, NewCase, customer_key
from engine.store.messages import NewMessage

NOON = Instant("2026-12-01T11:00:00.123456Z")
COUNTRIES = {"DK": ("da", "DKK"), "NO": ("nb", "NOK"), "SE": ("sv", "SEK"), "FI": ("fi", "EUR"), "DE": ("de", "EUR")}
NAMES = ("Maja Sørensen", "Kurt Håkonsen", "Åsa Lindqvist", "Aino Mäkelä", "Jürgen Groß", "Ida B. Falk")
OTHERS = ("Villads Toft", "Solveig Nygård", "Malin Öberg", "Pekka Järvinen", "Ulrike Schäfer", "Bo Dam")
STRANGE = 1000
"""From this number on, nothing that differs from case to case is as it is in the smaller numbers."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One case as it waits: what its journal holds, how it looks, and the mails that its customer got."""

    new: NewCase
    event: Event
    facts: tuple[Fact, ...]
    view: CaseView
    mails: tuple[NewMessage, ...]


class Played(Rehearsal):
    """A rehearsal whose mails have the Message-IDs that real ones have."""

    def _performed(self, task: Task) -> tuple[Fact, ...]:
        return tuple(self._identified(fact, task) for fact in super()._performed(task))

    def _identified(self, fact: Fact, task: Task) -> Fact:
        if not isinstance(task.what, Send) or fact.kind is not EntryKind.EVENT:
            return fact
        identity = message_id(self.case, task.step, 1, "nordlys.example")
        said = {**fact.data["data"], "message_id": identity, "reply": "2.0.0 Ok: queued as 4fT2Jm1Zy9z3k"}
        return Fact(fact.kind, {**fact.data, "id": f"sent:{identity}", "data": said})


@dataclass(frozen=True, slots=True)
class Noon:
    """A clock that stands still."""

    at: Instant

    def now(self) -> Instant:
        """The moment at which it stands."""
        return self.at

    def machine(self) -> float:
        """The same moment in seconds."""
        return float(self.at.timestamp())

    def real_seconds_until(self, moment: Instant) -> float:
        """As many as the calendar says."""
        return (moment - self.at).total("seconds")


def samples(playbook: str, how_many: int, *, first: int = 1, days: int = 0) -> list[Sample]:
    """Cases of one playbook from all countries, some days after they began; each differs from the others."""
    ready = read_shop(Path(__file__).resolve().parents[1] / "playbooks")
    return [_sample(ready, playbook, number, days) for number in range(first, first + how_many)]


def _sample(ready: Ready, playbook: str, number: int, days: int) -> Sample:
    version = ready.versions[playbook]
    shop = replace(ready.shop, mail=replace(ready.shop.mail, sender=ready.shop.email))
    in_force = InForce(version, shop)
    country, (language, currency) = list(COUNTRIES.items())[number % len(COUNTRIES)]
    at = NOON.add(minutes=7 * number, nanoseconds=number * 7919_003)
    data = _said(number, country, language, currency, at)
    starts = version.playbook(playbook).starts_when
    event = Event("webshop", f"evt_{number * 7919:012x}", starts, at, at, data, data["order"]["number"])
    played = Played(in_force, at, case=number)
    zone = in_force.customer_zone(country, "")
    played.open(playbook, {"country": country, "region": "", "language": language, "zone": zone}, flat(data), event)
    played.go_to(at.add(hours=24 * days))
    opened = NewCase(
        opened_for=f"inbox:{number}",
        playbook=playbook,
        slug=version.playbook(playbook).slug,
        version=version.digest,
        country=country,
        language=language,
        opened_at=at,
        keys=Keys(order=data["order"]["number"], return_number=f"R{number}", lines=("1", "2")),
        customer_key=customer_key(data["customer"]["email"]),
        listens=tuple(sorted(listens(playbook, in_force))),
        reopens=tuple(sorted(reopens(playbook, in_force))),
    )
    facts = tuple(Fact(entry.kind, entry.data) for entry in played.journal)
    return Sample(opened, event, facts, played.view, tuple(_mails(played.mailed)))


def _said(number: int, country: str, language: str, currency: str, at: Instant) -> dict[str, Any]:
    """What a web shop tells of an order, and a customer of her wish."""
    names = OTHERS if number >= STRANGE else NAMES
    name, price = names[number % len(names)], f"{199 + number % 700}.00 {currency}"
    email = f"{name.split()[0].lower().encode('ascii', 'ignore').decode()}.{number}@example.com"
    placed, delivered = (at.subtract(hours=24 * days).format_iso() for days in (11, 6))
    line = {"name": "Uldsweater, str. M", "quantity": 1, "price": price, "sku": f"UL-{number:05}"}
    return {
        "order": {
            "number": f"A-{10_000 + number}",
            "country": country,
            "currency": currency,
            "total": price,
            "placed_at": placed,
            "delivered_at": delivered,
            "promised_delivery": "2026-11-30",
            "lines": [{"id": "1", **line}, {"id": "2", **line}],
        },
        "customer": {"name": name, "email": email, "language": language},
        "return": {"reason": "Too small", "wish": "money", "refund_total": price},
        "notice": {"text": f"It does not fit, order {number}.", "received_at": at.format_iso(), "channel": "form"},
        "complaint": {"text": "The seam came apart.", "received_at": at.format_iso()},
    }


def _mails(sent: list[Mailed]) -> Iterator[NewMessage]:
    for mailed in sent:
        if isinstance(mailed.task.what, Send):
            try:
                yield replace(to_customer(mailed.task, mailed.task.what, Noon(mailed.at)), case=None)
            except FjortenError as error:
                print(f"left out {mailed.message}: {error}")


if __name__ == "__main__":
    for sample in samples("Return requested", 5):
        size = sum(len(json.dumps(fact.data, ensure_ascii=False)) for fact in sample.facts)
        print(sample.view.headline, len(sample.facts), "entries", size, "bytes", [len(m.body) for m in sample.mails])
