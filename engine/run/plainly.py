"""Turns without anybody looking on: under overload, when Prefect is silent, and in tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from engine.case.view import CaseView
from engine.run.ports import Turn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlainWatch:
    """Nobody looks on: the step is simply performed."""

    async def step(self, name: str, perform: Callable[[], Awaitable[T]]) -> T:  # noqa: ARG002 -- the name is for those who look
        """Perform the step."""
        return await perform()


@dataclass(frozen=True, slots=True)
class PlainRunner:
    """Runs a turn as it is."""

    async def run(self, before: CaseView, turn: Turn) -> CaseView:  # noqa: ARG002 -- there is nothing to compare with
        """Run the turn."""
        return await turn(PlainWatch())
