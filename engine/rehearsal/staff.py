"""The shop's people in a rehearsal: they answer each question after a while, and pay what they are asked to pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from engine.case.action import Task
from engine.case.facts import Event
from engine.case.journal import EntryKind, Fact
from engine.case.view import QuestionView
from engine.language.catalogue import FieldType
from engine.language.fields import plain
from engine.language.playbook import Do
from engine.law import WorkingTime, add_working_hours
from engine.rehearsal.rehearsal import Perform, Rehearsal
from engine.rehearsal.sample import persons
from engine.rehearsal.stage import Stage

_HOURS = 2
"""How many working hours people take to answer, and to pay."""

_REFUND = "refund"
_PAID = "refund.issued_at"
_ISSUED = "refund.issued"
_REPORT = '"refund issued"'
"""A note that says so asks a person to pay, and to report it."""

_DEDUCTION = "return.deduction"
"""Nothing is taken off unless somebody says so."""

_USUAL: Mapping[str, Any] = {"return.inspection": "as new", "return.seal": "intact", "return.reason": None}


@dataclass(frozen=True, slots=True)
class Staff:
    """What people answer: by the name of a question, its text, or who is asked.

    Where nothing is said, it is the first answer that the playbook offers.
    """

    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Bill:
    at: Instant
    step: str
    amount: Any


@dataclass(slots=True)
class Till:
    """Performs steps through another, and keeps what a person was asked to pay."""

    perform: Perform
    bills: list[_Bill] = field(default_factory=list)

    def __call__(self, task: Task, now: Instant) -> tuple[Fact, ...]:
        """Perform the step; a refund that went through without being paid leaves a bill."""
        found = self.perform(task, now)
        match task.what:
            case Do(words=words, arguments=arguments) if words == _REFUND and "amount" in arguments and _to_pay(found):
                amount = arguments["amount"]
                self.bills.append(_Bill(now, task.step, plain(task.known.resolve(amount))))
        return found


@dataclass(slots=True)
class Crew:
    """The people of one case at work."""

    staff: Staff
    stage: Stage
    rehearsal: Rehearsal
    till: Till
    fields: Mapping[str, Any]
    done: set[str] = field(default_factory=set)

    def next_event(self) -> Event | None:
        """The next thing that somebody does, if nothing comes between."""
        open_events = [event for event in (*self._answers(), *self._payments()) if event.id not in self.done]
        return min(open_events, key=lambda event: event.time, default=None)

    def _answers(self) -> list[Event]:
        return [self._answer(question, self._working) for question in self.rehearsal.view.questions]

    def _payments(self) -> list[Event]:
        """A refund that somebody was asked to pay, once."""
        if any(
            str(entry.data.get("type")) == _ISSUED for entry in self.rehearsal.journal if entry.kind is EntryKind.EVENT
        ):
            return []
        bills = self.till.bills or [*self._requests()][:1]
        return [self._payment(bill, self._working) for bill in bills]

    def _requests(self) -> Iterator[_Bill]:
        """Notes that ask for a payment and for a report of it, in the words of the event."""
        for note in self.rehearsal.told:
            if _REPORT in note.say:
                yield _Bill(note.at, note.who, self._amount)

    @property
    def _amount(self) -> Any:
        return self.fields.get("return.refund_total") or self.fields.get("order.paid_total")

    @property
    def _working(self) -> WorkingTime:
        return self.rehearsal.in_force.working_time()

    def _answer(self, question: QuestionView, working: WorkingTime) -> Event:
        at = add_working_hours(question.asked_at, _HOURS, working)
        values = {
            path: value for path, kind, choices in question.fields if (value := self._value(path, kind, choices, at))
        }
        data = {"question": question.key, "answer": self._chosen(question), "values": values, "who": question.who}
        return Event("staff", f"answer {question.key}", "operator.answered", at, at, data)

    def _chosen(self, question: QuestionView) -> str:
        ask = self.stage.question(self.rehearsal.in_force.version.main, question.key)
        for name in (ask.name if ask else "", question.text, question.who):
            wanted = self.staff.answers.get(name) if name else None
            if wanted is not None and (not question.answers or wanted in question.answers):
                return wanted
        return question.answers[0] if question.answers else ""

    def _payment(self, bill: _Bill, working: WorkingTime) -> Event:
        at = add_working_hours(bill.at, _HOURS, working)
        data = {
            "order": {"number": self.fields["order.number"]},
            "refund": {"id": f"R {bill.step}", "amount": bill.amount, "means": self.fields.get("order.payment_means")},
        }
        return Event(self.rehearsal.in_force.shop.name, f"paid {bill.step}", "refund.issued", at, at, data)

    def _value(self, path: str, kind: str, choices: tuple[str, ...], at: Instant) -> Any:
        """Something that fits a field that somebody has to fill in."""
        if path in _USUAL or path == _DEDUCTION:
            return _USUAL.get(path)
        match FieldType(kind):
            case FieldType.MONEY:
                return self._amount
            case FieldType.CHOICE:
                return choices[0] if choices else None
            case FieldType.DATE:
                return at.to_tz("UTC").date().add(days=7).format_iso()
            case FieldType.MOMENT:
                return at.format_iso()
            case FieldType.TEXT:
                return self._text(path)
            case _:
                return None

    def _text(self, path: str) -> str | None:
        person = persons().get(self.rehearsal.view.language) or persons()["en"]
        if path.endswith("reason"):
            return person["reason"]
        return "NORD-1042" if path.startswith("remembered.") else None


def _to_pay(found: tuple[Fact, ...]) -> bool:
    done = any(fact.kind is EntryKind.DONE for fact in found)
    paid = any(_PAID in fact.data.get("values", ()) for fact in found if fact.kind is EntryKind.FIELDS)
    return done and not paid
