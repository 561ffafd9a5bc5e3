"""The staff of the demo: they answer as the script says, and leave one question to whoever watches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from whenever import Instant, TimeDelta

from engine.case.view import CaseView, QuestionView
from engine.commands.demo.month import Month, Scripted
from engine.run.doors import Given
from engine.run.intake import StoreIntake
from engine.run.ports import Clock
from engine.run.showing import StoreViews

_PAUSE = 0.1
_MANY = 500
NAME = "Mads (scripted)"


@dataclass(slots=True)
class Staff:
    """Answers open questions; the one that is left is answered at the end only if `answers_all`."""

    month: Month
    clock: Clock
    views: StoreViews
    intake: StoreIntake
    answers_all: Callable[[], bool]
    answered: set[tuple[int, str]] = field(default_factory=set)

    async def run(self) -> None:
        """Answer whatever is due, until cancelled."""
        while True:
            for case in await self.views.cases(_MANY):
                for question, said in self.due(case):
                    await self._answer(case, question, said)
            await asyncio.sleep(_PAUSE)

    async def next_moment(self) -> Instant | None:
        """When the staff will answer next, as far as questions are open now."""
        moments = [
            self._moment(question, said)
            for case in await self.views.cases(_MANY)
            for question in case.questions
            for said in self.month.answers
            if not said.left
            and case.order == said.order
            and said.question in question.key
            and (case.case, question.key) not in self.answered
        ]
        return min(moments, default=None)

    def due(self, case: CaseView) -> Iterator[tuple[QuestionView, Scripted]]:
        """The open questions of a case that the script answers now."""
        for question in case.questions:
            for said in self.month.answers:
                if (case.case, question.key) not in self.answered and self._is_due(case, question, said):
                    yield question, said

    def _is_due(self, case: CaseView, question: QuestionView, said: Scripted) -> bool:
        if case.order != said.order or said.question not in question.key:
            return False
        if said.left:
            return self.answers_all()
        return self._moment(question, said) <= self.clock.now()

    @staticmethod
    def _moment(question: QuestionView, said: Scripted) -> Instant:
        return question.asked_at + TimeDelta(hours=said.after_hours)

    async def _answer(self, case: CaseView, question: QuestionView, said: Scripted) -> None:
        self.answered.add((case.case, question.key))
        await self.intake.answer(case.case, question.key, Given(said.answer, NAME, said.values))
