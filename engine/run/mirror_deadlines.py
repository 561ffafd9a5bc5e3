"""The legal deadlines as runs: upcoming ones by day, then met, broken or moot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from prefect.client.schemas.objects import FlowRun, StateType
from whenever import Instant

from engine.case.view import CaseView, DeadlineState, DeadlineView, Stage
from engine.run.mirror_pace import Pace, Rounds, Tally
from engine.run.ports import Clock
from engine.run.prefect_runs import Runs
from engine.run.prefect_shown import Shown, ShownRun
from engine.run.prefect_states import (
    OPEN_DEADLINES,
    deadline_digest,
    deadline_name,
    deadline_state,
    deadline_tags,
    machine_moment,
)

_HORIZON_HOURS = 45 * 24


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A legal deadline as it should be shown."""

    case: int
    deadline: DeadlineView
    due: datetime

    @property
    def key(self) -> str:
        return f"{self.case}:{self.deadline.identity}"

    @property
    def digest(self) -> str:
        return deadline_digest(self.case, self.deadline, self.due)

    @property
    def is_open(self) -> bool:
        return self.deadline.state in OPEN_DEADLINES


class DeadlineMirror:
    """Keeps the runs of the legal deadlines right."""

    def __init__(self, runs: Runs, shown: Shown, clock: Clock, pace: Pace) -> None:
        self._runs = runs
        self._shown = shown
        self._clock = clock
        self._pace = pace
        self.rounds = Rounds()

    async def reconcile(self, views: Sequence[CaseView], tally: Tally) -> None:
        """Show what should be shown; open ones first."""
        shown = await self._shown.all("deadline")
        wanted = [each for each in self._wanted(views, shown) if each.is_open or _differs(each, shown.get(each.key))]
        same = [each.key for each in wanted if not _differs(each, shown.get(each.key))]
        looked_at = self.rounds.next(sorted(same))
        wanted = [each for each in wanted if _differs(each, shown.get(each.key)) or each.key in looked_at]
        wanted.sort(key=lambda each: (not each.is_open, each.deadline.end))
        there = await self._runs.by_id([shown[each.key].run_id for each in wanted if each.key in shown])
        for each in wanted:
            last = shown.get(each.key)
            await self._show(each, last, there.get(last.run_id) if last else None, tally)

    def _wanted(self, views: Sequence[CaseView], shown: dict[str, ShownRun]) -> Iterator[_Wanted]:
        horizon = self._clock.now().add(hours=_HORIZON_HOURS)
        for view in views:
            for deadline in view.deadlines:
                wanted = _Wanted(view.case, deadline, self._due(deadline.end))
                if deadline.kind == "legal" and (wanted.key in shown or _belongs(view, deadline, horizon)):
                    yield wanted

    def _due(self, end: Instant) -> datetime:
        return machine_moment(self._clock.machine(), self._clock.real_seconds_until(end))

    async def _show(self, wanted: _Wanted, last: ShownRun | None, run: FlowRun | None, tally: Tally) -> None:
        if run is None:
            if last is None or wanted.is_open:
                await self._pace.breathe()
                await self._create(wanted)
                tally.created += last is None
                tally.rebuilt += last is not None
            else:
                await self._remember(wanted, last.run_id, last.state_id)
        elif last and not _is_right(wanted, last, run):
            await self._pace.breathe()
            await self._change(wanted, run)
            tally.changed += 1

    async def _create(self, wanted: _Wanted) -> None:
        state = deadline_state(wanted.deadline, wanted.due)
        name, tags = deadline_name(wanted.case, wanted.deadline), deadline_tags(wanted.case, wanted.deadline)
        run = await self._runs.open_deadline(wanted.key, name, tags, state)
        # One that was there already (a lost note) may stand in an older state.
        made = run.state is not None and (run.state.type, run.state.name) == (state.type, state.name)
        state_id = str(run.state.id) if made and run.state else await self._runs.set(run.id, state)
        await self._remember(wanted, str(run.id), state_id)

    async def _change(self, wanted: _Wanted, run: FlowRun) -> None:
        state_id = await self._runs.set(run.id, deadline_state(wanted.deadline, wanted.due))
        name, tags = deadline_name(wanted.case, wanted.deadline), deadline_tags(wanted.case, wanted.deadline)
        await self._runs.rename(run, name, tags)
        await self._remember(wanted, str(run.id), state_id)

    async def _remember(self, wanted: _Wanted, run_id: str, state_id: str) -> None:
        await self._shown.put("deadline", wanted.key, ShownRun(run_id, state_id, wanted.digest))


def _belongs(view: CaseView, deadline: DeadlineView, horizon: Instant) -> bool:
    """Whether a deadline that was never shown gets a run: open and near, broken, or finished in an open case."""
    if deadline.state in OPEN_DEADLINES:
        return deadline.end <= horizon
    return deadline.state is DeadlineState.BROKEN or view.stage is not Stage.CLOSED


def _differs(wanted: _Wanted, last: ShownRun | None) -> bool:
    return last is None or last.digest != wanted.digest


def _is_right(wanted: _Wanted, last: ShownRun, run: FlowRun) -> bool:
    """Whether a run shows what it should; Prefect itself may have called it Late, which is right too."""
    if _differs(wanted, last) or run.state is None:
        return False
    is_late = run.state.type is StateType.SCHEDULED and run.state.name == "Late"
    return str(run.state.id) == last.state_id or is_late
