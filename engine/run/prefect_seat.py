"""What happens inside a flow run: the turn is taken, and the run is put to rest as the case stands then."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import State
from prefect.states import Scheduled

from engine.case.view import CaseView, Stage
from engine.run.ports import Clock, StepWatch
from engine.run.prefect_forms import answer_of, clear, offer
from engine.run.prefect_states import case_state, failed_state, harmless, machine_moment, stopped_state
from engine.run.prefect_turns import NoWatch, Ticket
from engine.run.prefect_watch import TaskWatch


@dataclass(slots=True)
class Seat:
    """A turn's place in a flow run; `unwatched` where task runs are left out.

    `rests` says that the state which `take` gave shows the case as the turn left it.
    """

    ticket: Ticket
    before: CaseView
    client: PrefectClient
    run: UUID
    clock: Clock
    watch: TaskWatch = field(default_factory=TaskWatch)
    unwatched: NoWatch | None = None
    rests: bool = False

    async def take(self) -> State[Any]:
        """Take the turn, and say in which state the run rests."""
        if not self.ticket.claim():
            return stopped_state()
        watch: StepWatch = self.unwatched or self.watch
        try:
            await self.ticket.perform(watch)
        except Exception:  # noqa: BLE001 - it stands in the ticket, for whoever asked for the turn
            return stopped_state()
        view = self.ticket.outcome.result()
        await self._say(view.headline)
        state = await self._rest(view)
        self.rests = True
        return state

    async def _say(self, headline: str) -> None:
        """Leave a line in the run's log: read from top to bottom, it tells what became of the case."""
        line = {"name": "case", "level": logging.INFO, "message": harmless(headline), "flow_run_id": str(self.run)}
        await self.client.create_logs([{**line, "timestamp": machine_moment(self.clock.machine(), 0).isoformat()}])

    async def _rest(self, view: CaseView) -> State[Any]:
        if self.before.questions and await answer_of(self.client, self.run):
            return Scheduled(name="Resuming")  # answered while the turn ran: the next look takes it in
        if view.stage is Stage.HANDED_OVER and self.watch.failed:
            return failed_state(view)
        if self.before.questions:
            await clear(self.client, self.run)
        asks = view.questions and view.stage is not Stage.CLOSED
        return case_state(view, await offer(self.client, self.run, view.questions[0]) if asks else None)


taken: ContextVar[Seat] = ContextVar("taken")
"""The seat of the turn that runs now: Prefect's parameters are for people to read, not for code to pass."""
