"""Small playbooks written as text, and one case of them on a simulated clock: what the tests of the core play with."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from whenever import Instant

from engine.case import facts
from engine.case.decide import decide
from engine.case.facts import Event
from engine.case.in_force import InForce
from engine.case.journal import EntryKind, Fact
from engine.language import thaw
from engine.language.shop import Hours, Mail, Person, Sending, Shop
from engine.rehearsal.rehearsal import Rehearsal

MAIN = "Return requested"
START = Instant("2026-12-01T08:00:00Z")
"""A Tuesday, nine in the morning in Denmark."""

WEEK = dict.fromkeys(range(1, 6), ((9 * 60, 17 * 60),))
SHOP = Shop(
    name="Nordlys",
    legal_name="Nordlys ApS",
    organisation_number="00123456",
    address="Havnegade 1",
    return_address="Lagervej 1",
    country="DK",
    time_zone="Europe/Copenhagen",
    email="hej@nordlys.example",
    phone="+45 70 12 34 56",
    contact_name="Freja",
    sells_to={"DK": ("da",), "FI": ("fi", "sv"), "GB": ("en",)},
    mail=Mail("localhost"),
    sending=Sending.FOR_REAL,
    people={"Anna": Person("Anna", "anna@nordlys.example"), "Mads": Person("Mads", "mads@nordlys.example")},
    teams={"returns team": ("Mads",)},
    owner="Anna",
    hours=Hours(WEEK),
)
DENMARK = {"country": "DK", "region": "", "language": "da"}
MONEY = {"amount": "499.00", "currency": "DKK"}
TWO_LINES = [{"id": "1", "name": "Jumper"}, {"id": "2", "name": "Scarf"}]
ORDER: Mapping[str, Any] = {
    "order.number": "1042",
    "order.country": "DK",
    "order.placed_at": "2026-11-20T08:00:00Z",
    "order.delivered_at": "2026-11-25T08:00:00Z",
    "order.paid_total": MONEY,
    "customer.name": "Kirsten Madsen",
    "return.number": "R1",
    "return.lines": TWO_LINES,
    "return.refund_total": MONEY,
}


def book(body: str, title: str = MAIN, starts: str = "return requested", per: str = "return") -> str:
    """The text of a playbook, from its blocks and steps."""
    head = f"playbook: {title}\nabout: A playbook of a test.\nstarts_when: {starts}\none_case_per: {per}\n"
    return head + textwrap.dedent(body)


def version_in_force(*bodies: str, shop: Shop = SHOP) -> InForce:
    """What a case of the first playbook goes by; the others are texts of `book` that it can run."""
    first, *others = bodies
    texts = [first if first.startswith("playbook:") else book(first), *others]
    main = texts[0].partition("\n")[0].removeprefix("playbook: ")
    return InForce(thaw(main, {f"book_{number}.yaml": text for number, text in enumerate(texts)}), shop)


def at(moment: str) -> Instant:
    """A moment of December 2026 by the Danish clock, told as `04 09:30`."""
    day, _, time = moment.partition(" ")
    return Instant(f"2026-12-{day}T{time or '10:00'}:00+01:00")


def happens(kind: str, when: Instant, arrived: Instant | None = None, name: str = "", **data: Any) -> Event:
    """An event as a sender reports it."""
    found = {"order": {"number": "1042"}, **data}
    return Event("shop", name or f"{kind} {when}", kind, when, arrived or when, found)


class Played(Rehearsal):
    """A rehearsed case with words for what a test looks at."""

    def hear(self, kind: str, when: Instant | None = None, name: str = "", **data: Any) -> None:
        """An event arrives now; `when` is the sender's time if it is another."""
        self.happen(happens(kind, when or self.now, self.now, name or f"{kind} {len(self.journal)}", **data))

    def hear_together(self, *kinds: str) -> None:
        """Several events are read in one turn."""
        self._write(tuple(facts.event(happens(kind, self.now)) for kind in kinds))
        self.settle()

    def note_down(self, *new: Fact) -> None:
        """Write something down without going on."""
        self._write(new)

    def answer(self, answer: str, question: str = "", **values: Any) -> None:
        """Mads answers the open question, or the one whose text has these words."""
        found = next(one for one in self.view.questions if question in one.text)
        given = {path.replace("__", "."): value for path, value in values.items()}
        self.hear("operator.answered", question=found.key, answer=answer, values=given, who="Mads")

    def does(self, kind: str, step: str = "") -> None:
        """A person skips, retries, takes over or resumes."""
        self.hear(f"operator.{kind}", step=step, who="Anna")

    @property
    def letters(self) -> list[str]:
        """The messages that the customer got, in order."""
        return [mail.message for mail in self.mailed]

    @property
    def notes(self) -> list[str]:
        """What people were told, in order."""
        return [told.say for told in self.told]

    @property
    def acts(self) -> list[str]:
        """The integrations that were performed, in order."""
        return [words for _, words in self.performed]

    @property
    def result(self) -> str:
        """The result of the case; empty while it is open."""
        return self.view.result

    @property
    def questions(self) -> list[str]:
        """The texts of the open questions."""
        return [question.text for question in self.view.questions]

    def deadline(self, name: str) -> Any:
        """A deadline as it stands."""
        return next(one for one in self.view.deadlines if one.name == name)

    def entries(self, kind: EntryKind) -> list[Mapping[str, Any]]:
        """The data of all entries of a kind."""
        return [entry.data for entry in self.journal if entry.kind is kind]

    def seen_at(self, moment: Instant) -> Any:
        """What `decide` answers at a moment, with nothing written down."""
        return decide(self.in_force, self.journal, moment)


def opened(
    *bodies: str,
    shop: Shop = SHOP,
    start: Instant = START,
    told: Instant | None = None,
    kind: str = "return.requested",
    country: str = "DK",
    data: Mapping[str, Any] | None = None,
    fails: Mapping[str, int] | None = None,
    **fields: Any,
) -> Played:
    """A case of the first playbook that began at nine on Tuesday, 1 December, and went as far as it goes."""
    case = Played(version_in_force(*bodies, shop=shop), start, fails=dict(fails or {}))
    given = {**ORDER, "order.country": country, **{path.replace("__", "."): value for path, value in fields.items()}}
    event = happens(kind, told or start, start, "opens", **(data or {}))
    case.open(case.in_force.version.main, {**DENMARK, "country": country}, given, event)
    return case


def broken_off(body: str, words: str) -> Played:
    """A case whose engine stopped while it performed its first step."""
    case = Played(version_in_force(body), START)
    main = case.in_force.version.main
    opening = facts.opened(1, main, case.in_force.version.digest, DENMARK, ORDER)
    case.note_down(opening, facts.event(happens("return.requested", START, name="opens")))
    action = case.decided()
    case.note_down(*action.record, facts.started(action.perform[0].step, words))
    return case
