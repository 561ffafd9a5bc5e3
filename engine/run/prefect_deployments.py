"""The deployments: one for each playbook, one for the legal deadlines, one for each form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.client.schemas.responses import DeploymentResponse

from engine.run.prefect_entrances import Entrance, PlaybookCard, entrances

_DEADLINES = "legal-deadlines"
_BY_HAND = "By hand"
_CASE_SCHEMA: dict[str, Any] = {
    "title": "Parameters",
    "type": "object",
    "properties": {"case": {"title": "Case", "type": "integer", "position": 0}},
    "required": ["case"],
}
_DEADLINE_SCHEMA: dict[str, Any] = {"title": "Parameters", "type": "object", "properties": {}}


@dataclass(frozen=True, slots=True)
class _Wanted:
    flow: str
    name: str
    about: str
    tag: str
    schema: dict[str, Any]


class Deployments:
    """Registers what the screens list, and knows the ids."""

    def __init__(self, client: PrefectClient, playbooks: Sequence[PlaybookCard]) -> None:
        self._client = client
        self._ids: dict[str, UUID] = {}
        self._registering = asyncio.Lock()
        self.offer(playbooks)

    def offer(self, playbooks: Sequence[PlaybookCard]) -> None:
        """These are the playbooks from now on; what is registered follows at the next `ensure`."""
        self._entrances = {entrance.title: entrance for entrance in entrances(playbooks)}
        self._wanted = _wanted(playbooks, tuple(self._entrances.values()))
        self.tags = frozenset(each.tag for each in self._wanted)

    async def ensure(self) -> None:
        """Register what is missing or other than it should be: also after Prefect's database was lost."""
        ours = DeploymentFilter(name=DeploymentFilterName(any_=[wanted.name for wanted in self._wanted]))
        async with self._registering:
            there = {each.name: each for each in await self._client.read_deployments(deployment_filter=ours)}
            self._ids = {name: each.id for name, each in there.items()}  # whatever else was known may be gone
            for wanted in self._wanted:
                if not _is_registered(wanted, there.get(wanted.name)):
                    self._ids[wanted.name] = await self._register(wanted)

    async def keep_ready(self) -> None:
        """Tell Prefect that somebody looks after the deployments; it calls them Not Ready otherwise."""
        if self._ids:
            await self._client.get_scheduled_flow_runs_for_deployments(list(self._ids.values()), limit=1)

    async def of_playbook(self, title: str) -> UUID:
        """The deployment of a playbook's cases; one for a playbook that is no longer in the folder is made."""
        name = flow_name(title)
        if name not in self._ids:
            async with self._registering:
                self._ids[name] = await self._register(_of_playbook(PlaybookCard(title, "", "")))
        return self._ids[name]

    def legal_deadlines(self) -> UUID:
        """The deployment whose upcoming runs are the legal deadlines."""
        return self._ids[_DEADLINES]

    def looked_after(self) -> list[UUID]:
        """The deployments where people's hands are looked for: all but the deadlines."""
        return [known for name, known in self._ids.items() if name != _DEADLINES]

    def entrance(self, deployment: UUID | None) -> Entrance | None:
        """The form that belongs to a deployment, if it is one of the forms."""
        name = next((name for name, known in self._ids.items() if known == deployment), "")
        return self._entrances.get(name)

    async def _register(self, wanted: _Wanted) -> UUID:
        flow = await self._client.create_flow_from_name(wanted.flow)
        return await self._client.create_deployment(
            flow_id=flow,
            name=wanted.name,
            description=wanted.about or None,
            tags=[wanted.tag],
            entrypoint="flows.py:turn_of_case",
            parameter_openapi_schema=wanted.schema,
            enforce_parameter_schema=True,
        )


def _is_registered(wanted: _Wanted, there: DeploymentResponse | None) -> bool:
    if there is None:
        return False
    return (there.description or "") == wanted.about and there.parameter_openapi_schema == wanted.schema


def flow_name(title: str) -> str:
    """The name of a playbook's flow: its title, but for the few signs that Prefect refuses."""
    return re.sub(r"[/%<>]", "-", title.replace("&", "and"))


def _wanted(playbooks: Sequence[PlaybookCard], forms: Sequence[Entrance]) -> tuple[_Wanted, ...]:
    about = "Every date that the law sets, by day. Upcoming is the list to look at each morning."
    return (
        *(_of_playbook(card) for card in playbooks),
        _Wanted("Legal deadline", _DEADLINES, about, "legal deadline", _DEADLINE_SCHEMA),
        *(_Wanted(_BY_HAND, form.title, form.about, "form", form.schema) for form in forms),
    )


def _of_playbook(card: PlaybookCard) -> _Wanted:
    name = flow_name(card.title)
    return _Wanted(name, name, card.about, "cases", _CASE_SCHEMA)
