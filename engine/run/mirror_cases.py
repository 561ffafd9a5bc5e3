"""The cases as runs: waiting under their headline, with the form of an open question, or done."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.client.schemas.objects import FlowRun, StateType

from engine.case.view import CaseView, Stage
from engine.run.mirror_pace import Pace, Rounds, Tally
from engine.run.ports import Clock
from engine.run.prefect_forms import clear, offer
from engine.run.prefect_hands import Hands
from engine.run.prefect_runs import Runs
from engine.run.prefect_shown import Shown, ShownRun
from engine.run.prefect_states import case_digest, case_state, stopped_state

_LONGEST_TURN = 35.0
"""Seconds after which a run that still says Running belongs to an engine that died: longer than any lease."""


class CaseMirror:
    """Keeps the runs of the cases right."""

    def __init__(self, runs: Runs, hands: Hands, shown: Shown, clock: Clock, pace: Pace) -> None:
        self._runs = runs
        self._hands = hands
        self._shown = shown
        self._clock = clock
        self._pace = pace
        self.rounds = Rounds()

    async def reconcile(self, views: Sequence[CaseView], noted: set[int], tally: Tally) -> None:
        """Show every open case, and closed ones whose end is not shown yet; `noted` have turns: theirs may be old."""
        shown = await self._shown.all("case")
        clicked = {run_id for run_id, hand in (await self._shown.all("hand")).items() if hand.state_id}
        wanted = [view for view in views if _is_wanted(view, shown.get(str(view.case)), clicked)]
        wanted = self._due(wanted, shown, clicked)
        there = await self._runs.by_id([shown[str(view.case)].run_id for view in wanted if str(view.case) in shown])
        for view in wanted:
            last = shown.get(str(view.case))
            if view.case not in noted:
                await self._show(view, last, there.get(last.run_id) if last else None, tally)

    def _due(self, wanted: list[CaseView], shown: dict[str, ShownRun], clicked: set[str]) -> list[CaseView]:
        """Those that changed or were touched, and some of the others: a run that somebody deleted is made again."""
        same = {
            str(view.case)
            for view in wanted
            if (last := shown.get(str(view.case))) and last.digest == case_digest(view) and last.run_id not in clicked
        }
        looked_at = self.rounds.next(sorted(same))
        return [view for view in wanted if str(view.case) not in same or str(view.case) in looked_at]

    async def _show(self, view: CaseView, last: ShownRun | None, run: FlowRun | None, tally: Tally) -> None:
        if run is None:
            await self._rebuild(view, last, tally)
        elif last and not self._is_right(view, last, run) and not await self._hands.is_open(run):
            await self._pace.breathe()
            if self._pace.has_turn(view.case):
                return
            tally.changed += await self._change(view, run)

    async def _rebuild(self, view: CaseView, last: ShownRun | None, tally: Tally) -> None:
        if view.stage is Stage.CLOSED:  # what is over is not made again
            if last:
                await self._remember(view, last.run_id, last.state_id)
            return
        await self._pace.breathe()
        if self._pace.has_turn(view.case):
            return
        run = await self._runs.rebuild_case(view)
        if not await self._hands.is_open(run):
            await self._rest(view, run)
        tally.created += last is None
        tally.rebuilt += last is not None

    async def _change(self, view: CaseView, run: FlowRun) -> bool:
        if run.state_type is StateType.RUNNING and not self._pace.was_ours(view.case):
            if self._age(run) < _LONGEST_TURN:
                return False  # perhaps another engine's turn
            state_id = await self._runs.set(run.id, stopped_state())
            await self._shown.put("case", str(view.case), ShownRun(str(run.id), state_id, ""))
        if view.stage is not Stage.RUNNING:
            await self._rest(view, run)
        return True

    async def _rest(self, view: CaseView, run: FlowRun) -> None:
        """Put the run into the state in which the case rests, with a form if a question is open."""
        form = None
        if view.questions and view.stage is not Stage.CLOSED:
            await clear(self._runs.client, run.id)
            form = await offer(self._runs.client, run.id, view.questions[0])
        state_id = await self._runs.set(run.id, case_state(view, form))
        await self._remember(view, str(run.id), state_id)

    def _is_right(self, view: CaseView, last: ShownRun, run: FlowRun) -> bool:
        if run.state is None or str(run.state.id) != last.state_id:
            return False
        stopped = view.stage is Stage.RUNNING and run.state_type is StateType.CRASHED
        return stopped or last.digest == case_digest(view)

    def _age(self, run: FlowRun) -> float:
        return self._clock.machine() - run.state.timestamp.timestamp() if run.state else 0.0

    async def _remember(self, view: CaseView, run_id: str, state_id: str) -> None:
        await self._shown.put("case", str(view.case), ShownRun(run_id, state_id, case_digest(view)))
        self._pace.is_shown(view.case)
        hand = await self._shown.get("hand", run_id)
        if hand and hand.state_id:
            await self._shown.put("hand", run_id, ShownRun(run_id, "", hand.digest))


def _is_wanted(view: CaseView, last: ShownRun | None, clicked: set[str]) -> bool:
    """Open cases always; a closed one if its run does not say so yet, or if somebody pressed a button on it."""
    if view.stage is not Stage.CLOSED:
        return True
    return last is not None and (last.digest != case_digest(view) or last.run_id in clicked)
