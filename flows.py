"""The Prefect flows: each turn of a case runs inside the case's own flow run, each step as a task run of its own."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.context import refresh_global_settings_context
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow_async
from prefect.settings import PREFECT_HOME

from engine.case.view import CaseView
from engine.errors import OutsideError
from engine.run.mirror import Mirror
from engine.run.ports import Clock, Turn
from engine.run.prefect_client import Connection, Fuse
from engine.run.prefect_deployments import Deployments, flow_name
from engine.run.prefect_entrances import PlaybookCard
from engine.run.prefect_hands import Hands
from engine.run.prefect_lookout import Lookout
from engine.run.prefect_runs import Runs
from engine.run.prefect_seat import Seat, taken
from engine.run.prefect_shown import Shown, ShownRun
from engine.run.prefect_signals import leave_signals_alone
from engine.run.prefect_states import case_digest, stopped_state
from engine.run.prefect_turns import Behind, NoWatch, Ticket, TurnsNow

__all__ = ["PlaybookCard", "PrefectOperators", "PrefectRunner", "Shown", "ShownRun"]

_PATIENCE = 1.0
"""Seconds that a turn waits for Prefect; what remains to be told afterwards may take a few times as long."""
_ENDS = 5
_CROWD = 4
"""With more turns than this at once, task runs are left out: they are the first thing that Prefect can do without."""
_ROOM = 3
"""So many turns may wait for Prefect at once; more run without it, and the mirror shows them afterwards."""

_log = logging.getLogger("fjorten.prefect")


async def turn_of_case(case: int) -> State[Any]:  # noqa: ARG001 - what the run shows as its parameter
    """One turn of a case: everything that can be done now is done; then the run waits under the case's headline."""
    return await taken.get().take()


class PrefectRunner:
    """Runs turns inside the flow runs of their cases, and without Prefect when Prefect is silent."""

    def __init__(
        self,
        connection: Connection,
        runs: Runs,
        hands: Hands,
        shown: Shown,
        fuse: Fuse,
        turns: TurnsNow,
        clock: Clock,
        *,
        patience: float,
    ) -> None:
        self._connection = connection
        self._runs = runs
        self._hands = hands
        self._shown = shown
        self._fuse = fuse
        self._turns = turns
        self._clock = clock
        self._patience = patience
        self._behind = Behind()
        self._beginning: set[int] = set()
        self._flows: dict[str, Flow[[int], Any]] = {}

    async def run(self, before: CaseView, turn: Turn) -> CaseView:
        """Run one turn of the case, exactly once, whatever Prefect does; what the turn raises is the caller's."""
        ticket = Ticket(turn)
        with self._turns.turn(before.case):
            if self._has_room() and await self._behind.wait_for(before.case, within=self._patience):
                await self._begin(before, ticket)
            if ticket.claim():
                self._turns.unshown.add(before.case)
                with suppress(Exception):
                    await ticket.perform(NoWatch())
            return await ticket.outcome

    async def finish(self) -> None:
        """Let the last states reach Prefect before the engine ends."""
        await self._behind.finish(within=self._patience * _ENDS)

    def _has_room(self) -> bool:
        return self._fuse.holds() and len(self._behind.cases | self._beginning) < _ROOM

    async def _begin(self, before: CaseView, ticket: Ticket) -> None:
        """Let the flow run take the turn; if it has not begun in time, it never will."""
        task = asyncio.create_task(self._in_prefect(before, ticket), context=self._connection.context())
        began = asyncio.create_task(ticket.began.wait())
        self._beginning.add(before.case)
        try:
            await asyncio.wait({task, began}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
            self._beginning.discard(before.case)
            if ticket.began.is_set():
                await asyncio.wait({ticket.outcome})
            elif not task.done():
                self._fuse.blow()
                task.cancel()
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait({task}, timeout=self._patience * _ENDS)
            raise
        finally:
            self._beginning.discard(before.case)
            began.cancel()
            self._behind.keep(before.case, task, within=self._patience * _ENDS)

    async def _in_prefect(self, before: CaseView, ticket: Ticket) -> None:
        """What Prefect does around a turn; nothing that goes wrong here may reach the case."""
        try:
            if run := await self._run_of(before):
                unwatched = NoWatch() if len(self._turns.active) > _CROWD else None
                seat = Seat(ticket, before, self._runs.client, run.id, self._clock, unwatched=unwatched)
                state = await self._flow_run(seat, run)
                if seat.rests:
                    await self._remember(ticket, run, state)
                return
        except (Abort, Pause, Exception) as error:  # noqa: BLE001 - Prefect may fail in any way it likes
            _log.warning("Prefect did not follow a turn of case %s: %s", before.case, type(error).__name__)
            if not isinstance(error, Abort | Pause):
                self._fuse.blow()
        except asyncio.CancelledError:
            self._fuse.blow()
            raise
        finally:
            if not ticket.is_shown:
                self._turns.unshown.add(before.case)

    async def _run_of(self, before: CaseView) -> FlowRun | None:
        """The case's flow run; nothing if a person has just touched it: that must be read before it is written over."""
        last = await self._shown.get("case", str(before.case))
        run = await self._runs.find(last.run_id) if last else None
        run = run or await self._runs.open_case(before)
        if await self._hands.is_open(run):
            return None
        if run.state_type is StateType.RUNNING:  # an engine died in it: the lease says that it is ours now
            await self._runs.set(run.id, stopped_state())
        return run

    async def _flow_run(self, seat: Seat, run: FlowRun) -> State[Any]:
        # With a deployment, Prefect would start a thread and a websocket for each turn, which halve the speed.
        run.deployment_id = None
        taken.set(seat)
        case, flow = seat.before.case, self._flow(seat.before.playbook)
        state = await run_flow_async(flow, flow_run=run, parameters={"case": case}, return_type="state")
        assert isinstance(state, State)  # noqa: S101 - what `return_type` promises
        return state

    async def _remember(self, ticket: Ticket, run: FlowRun, state: State[Any]) -> None:
        view = ticket.outcome.result()
        await self._shown.put("case", str(view.case), ShownRun(str(run.id), str(state.id), case_digest(view)))
        self._turns.unshown.discard(view.case)
        ticket.is_shown = True

    def _flow(self, title: str) -> Flow[[int], Any]:
        """The flow of a playbook, named for people."""
        if title not in self._flows:
            self._flows[title] = Flow(
                turn_of_case,
                name=flow_name(title),
                retries=0,
                validate_parameters=False,
                persist_result=False,
                # Nothing is ever written there; without it Prefect asks its server each time, and the loop stands still.
                result_storage=PREFECT_HOME.value() / "results",
            )
        return self._flows[title]


class PrefectOperators:
    """Everything that operators see: `async with PrefectOperators(...) as operators`, then `.runner` and `.mirror`.

    Call `engine.run.prefect_settings.adopt(home, api)` before this module is imported. It works while Prefect is down.
    `patience` is how many seconds a turn waits for Prefect before it goes on without.
    """

    def __init__(
        self, playbooks: Sequence[PlaybookCard], *, clock: Clock, shown: Shown, patience: float = _PATIENCE
    ) -> None:
        _refuse_default_home()
        refresh_global_settings_context()
        leave_signals_alone()
        self._connection = Connection()
        self._fuse = Fuse()
        deployments = Deployments(self._connection.client, playbooks)
        self._lookout = Lookout(deployments, self._fuse)
        runs, turns = Runs(self._connection.client, deployments), TurnsNow()
        hands = Hands(runs, shown, clock)
        self.mirror = Mirror(runs, hands, shown, clock, self._fuse, turns)
        self.runner = PrefectRunner(self._connection, runs, hands, shown, self._fuse, turns, clock, patience=patience)
        self._looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._connection.__aenter__()
        await self._lookout.begin()
        self._looking = asyncio.create_task(self._lookout.look(), context=self._connection.context())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._looking:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        await self.runner.finish()
        await self._connection.__aexit__(kind, error, trace)

    def is_connected(self) -> bool:
        """Whether Prefect answers; while it does not, turns run without it and the mirror waits."""
        return self._fuse.holds()


def _refuse_default_home() -> None:
    """Prefect would write into the user's own folder and talk to whatever server is named there."""
    if not {"PREFECT_HOME", "PREFECT_API_URL"} <= os.environ.keys():
        raise OutsideError(
            "Prefect has no settings of ours.",
            where="flows.py",
            remedy="Call engine.run.prefect_settings.adopt before flows is imported.",
        )
