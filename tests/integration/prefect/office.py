"""What the tests of the operators' screens share: views of cases, a memory, a clock, an engine's side."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from whenever import Date, Instant

from engine.case.view import CaseView, DeadlineState, DeadlineView, QuestionView, Stage
from engine.run.ports import OutsideHand, StepWatch, Turn
from engine.run.prefect_shown import ShownRun

WAITING = "Waiting for return · until Mon 28 Dec"
_numbers = count(1000)


class Memory:
    """Keeps what was shown, as the store does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], ShownRun] = {}

    async def get(self, kind: str, key: str) -> ShownRun | None:
        return self.kept.get((kind, key))

    async def put(self, kind: str, key: str, shown: ShownRun) -> None:
        self.kept[kind, key] = shown

    async def all(self, kind: str) -> dict[str, ShownRun]:
        return {key: shown for (of, key), shown in self.kept.items() if of == kind}


class RealTime:
    """Business time that runs as fast as real time, or faster."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed

    def now(self) -> Instant:
        return Instant.now()  # noqa: TID251 - the edge of these tests

    def machine(self) -> float:
        return self.now().timestamp_nanos() / 1e9

    def real_seconds_until(self, moment: Instant) -> float:
        return ((moment - self.now()).total("seconds")) / self.speed


def case(**changes: Any) -> CaseView:
    """A case that has just begun."""
    number = next(_numbers)
    begun = CaseView(
        case=number,
        playbook="Return requested",
        order=f"10-{number}",
        country="DK",
        language="da",
        stage=Stage.RUNNING,
        headline="Just begun",
        result="",
        wake_at=None,
        questions=(),
        deadlines=(),
    )
    return replace(begun, **changes)


def waiting(view: CaseView, **changes: Any) -> CaseView:
    return replace(view, **{"stage": Stage.WAITING, "headline": WAITING, **changes})


def closed(view: CaseView, result: str = "refunded") -> CaseView:
    return replace(view, stage=Stage.CLOSED, headline="The money is paid back", result=result, questions=())


def handed_over(view: CaseView, **changes: Any) -> CaseView:
    handed = {"stage": Stage.HANDED_OVER, "headline": "Handed over to a person: refund failed"}
    return replace(view, **{**handed, **changes})


def question(key: str = "missing parcel", **changes: Any) -> QuestionView:
    now = RealTime().now()
    asked = QuestionView(
        key=key,
        text="The parcel has not come. What shall we do?",
        who="returns team",
        answers=("Refund anyway", "Close the case"),
        fields=(("return.deduction", "money", ()), ("shipment.new_date", "date", ())),
        asked_at=now,
        due=now.add(hours=48),
    )
    return replace(asked, **changes)


def deadline(days: int, state: DeadlineState = DeadlineState.UPCOMING, **changes: Any) -> DeadlineView:
    end = RealTime().now().add(hours=24 * days)
    last = end.to_tz("UTC").date().subtract(days=1)
    legal = DeadlineView(
        name="refund_by",
        identity="refund after withdrawal/return requested",
        kind="legal",
        law="refund after withdrawal",
        last_day=last,
        end=end,
        safe_by=last,
        state=state,
    )
    return replace(legal, **changes)


def on(day: Date, days_before: int) -> Date:
    return day.subtract(days=days_before)


def turn_to(view: CaseView, *steps: tuple[str, Callable[[], Awaitable[Any]]]) -> Turn:
    """A turn that performs the steps and leaves the case as the view says; a step that fails is journaled, not raised."""

    async def turn(watch: StepWatch) -> CaseView:
        for name, perform in steps:
            try:
                await watch.step(name, perform)
            except ConnectionError:
                break
        return view

    return turn


async def done() -> str:
    return "done"


async def eventually(look: Callable[[], Awaitable[Any]], within: float = 15.0) -> Any:
    """What the look finds once it finds something: the server writes some things a little later."""
    until = time.monotonic() + within
    found = await look()
    while not found and time.monotonic() < until:
        await asyncio.sleep(0.05)
        found = await look()
    return found


@dataclass
class Office:
    """An engine's side of Prefect: turns, the mirror, and what was shown."""

    operators: Any
    memory: Memory

    @classmethod
    @asynccontextmanager
    async def opened(cls, memory: Memory, clock: RealTime, patience: float = 15.0) -> AsyncIterator[Office]:
        from flows import PlaybookCard, PrefectOperators

        cards = (
            PlaybookCard("Return requested", "The customer uses the right of withdrawal.", "return.requested"),
            PlaybookCard("Complaint", "The customer complains.", "complaint.received"),
        )
        async with PrefectOperators(cards, clock=clock, shown=memory, patience=patience) as operators:
            yield cls(operators, memory)

    async def turn(self, before: CaseView, turn: Turn) -> CaseView:
        """A turn, and the last state behind it."""
        try:
            view: CaseView = await self.operators.runner.run(before, turn)
        finally:
            await self.operators.runner.finish()
        return view

    async def open(self, view: CaseView) -> CaseView:
        """A case whose first turn left it as the view says."""
        return await self.turn(replace(view, stage=Stage.RUNNING, questions=()), turn_to(view))

    async def take_in(self, *cases: CaseView) -> list[OutsideHand]:
        """What people did at these cases, or in the forms; other tests leave hands at theirs."""
        hands: list[OutsideHand] = await self.operators.mirror.take_in()
        numbers = {view.case for view in cases}
        return [hand for hand in hands if hand.case in numbers or not cases]

    async def reconcile(self, *views: CaseView) -> Any:
        return await self.operators.mirror.reconcile(views)
