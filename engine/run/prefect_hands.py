"""What people did in the screens, found by looking for states that the engine never writes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Completed, Failed

from engine.errors import FjortenError
from engine.run.ports import PUBLISH, Clock, OutsideHand
from engine.run.prefect_entrances import Entrance
from engine.run.prefect_forms import answer_of, clear
from engine.run.prefect_runs import Runs
from engine.run.prefect_shown import Shown, ShownRun
from engine.run.prefect_states import CLICKS

_NOW = 5.0
"""Seconds by which two clocks may differ when a form is meant for now."""

_NOT_OURS = "Use the form Start a case: a case begins with an event"


class Hands:
    """Finds clicks and filled forms, and says what became of them."""

    def __init__(self, runs: Runs, shown: Shown, clock: Clock) -> None:
        self._runs = runs
        self._shown = shown
        self._clock = clock
        self._open: dict[str, FlowRun] = {}

    async def take_in(self) -> list[OutsideHand]:
        """Everything that people did and that nobody accepted or refused yet."""
        found = [await self._hand(run) for run in await self._runs.touched()]
        return [hand for hand in found if hand is not None]

    async def is_open(self, run: FlowRun) -> bool:
        """Whether a person touched this run and the engine has not taken it in yet: then nobody may write over it."""
        if run.state is None or run.state.type not in CLICKS:
            return False
        taken = await self._shown.get("hand", str(run.id))
        return taken is None or taken.state_id != str(run.state.id)

    async def accepted(self, hand: OutsideHand, sentence: str) -> None:
        """The hand is in the inbox: it does not come back, and a form's run ends with the sentence."""
        await self._settle(hand, Completed(name=sentence, message=sentence))

    async def refused(self, hand: OutsideHand, why: str) -> None:
        """The hand cannot be followed: a form's run fails with the reason; the mirror restores a case's run."""
        await self._settle(hand, Failed(name=why, message=why))

    async def tell(self, hand: OutsideHand, text: str) -> None:
        """Put a text at the form's run, as an artifact; before the hand is accepted or refused."""
        if run := self._open.get(hand.id):
            told = ArtifactCreate(type="markdown", key="publishing", data=text, flow_run_id=run.id)
            await self._runs.client.create_artifact(told)

    async def _settle(self, hand: OutsideHand, end: State[Any]) -> None:
        run = self._open.get(hand.id)
        if run is None:
            return
        if entrance := self._entrance(run):
            await self._runs.set(run.id, end)
            await self._runs.rename(run, f"{entrance.title} · {_about(hand, run)}", run.tags)
        else:
            await self._keep_out(run, hand)
        del self._open[hand.id]

    async def _keep_out(self, run: FlowRun, hand: OutsideHand) -> None:
        if run.state is not None:
            await self._shown.put("hand", str(run.id), ShownRun(str(run.id), str(run.state.id), hand.type))
        if hand.type == "operator.answered":
            await clear(self._runs.client, run.id)

    async def _hand(self, run: FlowRun) -> OutsideHand | None:
        if run.state is None or not await self.is_open(run):
            return None
        if entrance := self._entrance(run):
            hand = await self._from_form(run, entrance)
        elif (case := case_of(run)) is None:
            await self._runs.set(run.id, Failed(name=_NOT_OURS, message=_NOT_OURS))
            return None
        else:
            hand = await self._from_click(run, case)
        if hand:
            self._open[hand.id] = run
        return hand

    async def _from_form(self, run: FlowRun, entrance: Entrance) -> OutsideHand | None:
        if run.state_type != StateType.SCHEDULED:
            await self._runs.set(run.id, Completed(name="Taken back", message="Nothing was done."))
            return None
        if run.next_scheduled_start_time and run.next_scheduled_start_time.timestamp() > self._clock.machine() + _NOW:
            return None  # filled in for later
        try:
            meant = entrance.read(run.parameters)
        except (FjortenError, KeyError, ValueError) as error:
            await self._runs.set(run.id, Failed(name=f"Not understood: {error}", message=str(error)))
            return None
        return OutsideHand(_identity(run), meant.type, meant.case, meant.data)

    async def _from_click(self, run: FlowRun, case: int) -> OutsideHand:
        by = {"who": "somebody in Prefect"}
        if run.state_type != StateType.SCHEDULED:
            return OutsideHand(_identity(run), "operator.handed_over", case, {**by, "reason": "Cancel in the screens"})
        if answer := await answer_of(self._runs.client, run.id):
            return OutsideHand(_identity(run), "operator.answered", case, answer.data)
        kind = "operator.retried" if run.state_name == "AwaitingRetry" else "operator.resumed"
        return OutsideHand(_identity(run), kind, case, dict(by))

    def _entrance(self, run: FlowRun) -> Entrance | None:
        return self._runs.deployments.entrance(run.deployment_id)


def _about(hand: OutsideHand, run: FlowRun) -> str:
    if hand.type == PUBLISH:
        return str(hand.data.get("only") or "everything")
    return f"case {hand.case}" if hand.case else f"order {run.parameters.get('order_number') or '?'}"


def case_of(run: FlowRun) -> int | None:
    """The case that a run belongs to; a run that somebody started by hand at a playbook belongs to none."""
    kind, _, number = (run.idempotency_key or "").partition(":")
    return int(number) if kind == "case" and number.isdecimal() else None


def _identity(run: FlowRun) -> str:
    state: UUID | None = run.state.id if run.state else None
    return f"prefect:{state}"
