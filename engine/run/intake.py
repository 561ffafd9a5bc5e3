"""What arrives, kept in the store: from senders and from people, before anybody thinks about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from whenever import Instant

from engine.case.view import QuestionView
from engine.errors import FjortenError
from engine.language.catalogue import EVENTS
from engine.run.doors import Given, Report
from engine.run.ports import Clock
from engine.store import cases, inbox
from engine.store.compact import as_json
from engine.store.inbox import Delivery, EventState, Outcome
from engine.store.store import Store

BY_HAND = "by hand"
"""The source of everything that people report on the pages and by command."""


def _nobody() -> None:
    """Nobody waits to hear that something arrived."""


@dataclass(frozen=True, slots=True)
class StoreIntake:
    """Keeps what arrives in the store; `arrived` is called when something new is safe on the disk."""

    store: Store
    clock: Clock
    arrived: Callable[[], None] = _nobody

    async def take(self, reports: Sequence[Report]) -> tuple[Outcome, ...]:
        """Store all of them or none, and say of each what it turned out to be."""
        outcomes = await self.store.write(lambda conn: tuple(keep(conn, r, self.clock.now()) for r in reports))
        self.arrived()
        return outcomes

    async def answer(self, case: int, question: str, given: Given) -> Outcome:
        """Put an answer into the case's inbox; the case takes the first one that fits its question."""
        outcome = await self.store.write(lambda conn: report_answer(conn, case, question, given, self.clock.now()))
        self.arrived()
        return outcome

    async def assign(self, event: int, case: int) -> None:
        """Give an event that fitted no case to the one that a person picked."""
        await self.store.write(lambda conn: assign(conn, event, case))
        self.arrived()


def keep(conn: Connection, report: Report, now: Instant) -> Outcome:
    """Keep one delivery; what nobody knows or nobody can use is put where a person sees it."""
    arrival = inbox.accept(conn, report.delivery, now)
    if arrival.outcome is Outcome.NEW and report.problem:
        inbox.park(conn, arrival.id, EventState.UNMATCHED, report.problem)
    elif arrival.outcome is Outcome.NEW and report.delivery.type not in EVENTS:
        inbox.park(conn, arrival.id, EventState.UNKNOWN_TYPE, "Fjorten does not know this type of event.")
    return arrival.outcome


def report_answer(conn: Connection, case: int, question: str, given: Given, now: Instant) -> Outcome:
    """A person's answer to an open question, refused where the question does not offer it."""
    asked = open_question(conn, case, question)
    if asked.answers and given.answer not in asked.answers:
        offered = ", ".join(f'"{answer}"' for answer in asked.answers)
        raise FjortenError(f'"{given.answer}" is not an answer to this question.', remedy=f"Answer with {offered}.")
    data = {"question": question, "answer": given.answer, "values": dict(given.values), "who": given.who}
    if given.comment:
        data["comment"] = given.comment
    same = hashlib.sha256(as_json(data)).hexdigest()[:24]
    return report_for_case(conn, case, "operator.answered", data, now, same)


def report_for_case(
    conn: Connection, case: int, kind: str, data: Mapping[str, Any], now: Instant, name: str
) -> Outcome:
    """What a person did for one case; the same again under the same name is one event."""
    delivery = Delivery(BY_HAND, f"{case}:{kind}:{name}", kind, now, data, f"case {case}")
    arrival = inbox.accept(conn, delivery, now)
    inbox.assign(conn, arrival.id, case)
    return arrival.outcome


def open_question(conn: Connection, case: int, question: str) -> QuestionView:
    """An open question of a case, by its key."""
    view = cases.get(conn, case).view
    for found in view.questions if view else ():
        if found.key == question:
            return found
    raise FjortenError(
        "this question is not open (any more).", where=f"case {case}", remedy=f"`fjorten case {case}` lists what is."
    )


def assign(conn: Connection, event: int, case: int) -> None:
    """A person gives an event to a case that exists."""
    cases.get(conn, case)
    inbox.assign_by_hand(conn, event, case)
