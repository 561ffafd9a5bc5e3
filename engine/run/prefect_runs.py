"""The flow runs themselves: found, made, read, and set to a state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import ObjectNotFound
from prefect.states import Pending, Running

from engine.case.view import CaseView
from engine.errors import OutsideError
from engine.run.prefect_deployments import Deployments
from engine.run.prefect_states import CLICKS, case_name, case_tags

_PAGE = 200


class Runs:
    """What the engine asks of Prefect about runs, in its own words."""

    def __init__(self, client: PrefectClient, deployments: Deployments) -> None:
        self.client = client
        self.deployments = deployments

    async def find(self, run_id: str) -> FlowRun | None:
        """The run, or nothing when Prefect does not know it (any more)."""
        try:
            return await self.client.read_flow_run(UUID(run_id))
        except ObjectNotFound:
            return None

    async def open_case(self, view: CaseView) -> FlowRun:
        """The run of a case that is about to have a turn; the same one however often it is asked for."""
        return await self._create_case(view, Pending())

    async def rebuild_case(self, view: CaseView) -> FlowRun:
        """The run of a case that Prefect has lost; one that never ran would show as late."""
        return await self._create_case(view, Running())

    async def _create_case(self, view: CaseView, state: State[None]) -> FlowRun:
        return await self.client.create_flow_run_from_deployment(
            await self.deployments.of_playbook(view.playbook),
            parameters={"case": view.case},
            state=state,
            name=case_name(view),
            tags=case_tags(view),
            idempotency_key=f"case:{view.case}",
        )

    async def open_deadline(self, key: str, name: str, tags: list[str], state: State[None]) -> FlowRun:
        """The run of a legal deadline."""
        return await self.client.create_flow_run_from_deployment(
            self.deployments.legal_deadlines(),
            state=state,
            name=name,
            tags=tags,
            idempotency_key=f"deadline:{key}",
        )

    async def rename(self, run: FlowRun, name: str, tags: list[str]) -> None:
        """Give a run another name and other tags, where they changed."""
        wanted = {*tags, *(tag for tag in run.tags if tag in self.deployments.tags)}
        if run.name != name or set(run.tags) != wanted:
            await self.client.update_flow_run(run.id, name=name, tags=sorted(wanted))

    async def set(self, run_id: UUID, state: State[None]) -> str:
        """Put a run into a state, whatever it was in, and give the id of that state."""
        result = await self.client.set_flow_run_state(run_id, state, force=True)
        if result.state is None or result.state.type != state.type:
            raise OutsideError(f"The state {state.name} was not taken.", where=f"Prefect run {run_id}")
        return str(result.state.id)

    async def by_id(self, run_ids: Sequence[str]) -> dict[str, FlowRun]:
        """Those of the runs that Prefect knows."""
        found: dict[str, FlowRun] = {}
        for start in range(0, len(run_ids), _PAGE):
            ids = [UUID(run_id) for run_id in run_ids[start : start + _PAGE]]
            runs = await self.client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=ids)))
            found.update({str(run.id): run for run in runs})
        return found

    async def touched(self) -> list[FlowRun]:
        """Runs that a person touched or made: no run of ours rests in such a state."""
        ids = self.deployments.looked_after()
        return await self.client.read_flow_runs(
            flow_run_filter=_in_states(CLICKS),
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=ids)),
            limit=_PAGE,
        )


def _in_states(types: Iterable[object]) -> FlowRunFilter:
    return FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType.model_validate({"any_": list(types)})))
