"""The Prefect flows and deployments: where operators watch cases, answer questions and help by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from engine.case.view import CaseView
from engine.run.mirror import Mirror, Shown
from engine.run.ports import Clock, Turn


@dataclass(frozen=True, slots=True)
class PlaybookCard:
    """What the screens show of a playbook: its title, one sentence, and the wire type of the event that opens a case."""

    title: str
    about: str
    starts: str


class PrefectRunner:
    """Runs turns inside the flow runs of their cases, and without Prefect when Prefect is silent."""

    async def run(self, before: CaseView, turn: Turn) -> CaseView:
        """Run one turn of the case, exactly once, whatever Prefect does."""
        raise NotImplementedError


class PrefectOperators:
    """Everything that operators see: `async with PrefectOperators(...) as operators`, then `.runner` and `.mirror`.

    Call `engine.run.prefect_settings.adopt(home, port)` before importing this module.
    """

    runner: PrefectRunner
    mirror: Mirror

    def __init__(self, playbooks: Sequence[PlaybookCard], *, clock: Clock, shown: Shown) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError
