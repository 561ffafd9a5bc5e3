"""Somebody at the operators' screens: sees runs, presses buttons, fills forms, all by the calls that a browser makes."""

from __future__ import annotations

from typing import Any

import httpx

from engine.case.view import CaseView


class Person:
    """Somebody at the screens: sees runs, presses buttons, fills forms."""

    def __init__(self, screens: httpx.AsyncClient) -> None:
        self._screens = screens

    async def run_of(self, view: CaseView) -> dict[str, Any] | None:
        return await self.run_named(f"{view.case} · order {view.order} · {view.country}")

    async def run_named(self, name: str) -> dict[str, Any] | None:
        found = await self._post("/flow_runs/filter", {"flow_runs": {"name": {"any_": [name]}}})
        assert len(found) <= 1
        return found[0] if found else None

    async def runs_like(self, words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._post("/flow_runs/filter", {"flow_runs": {"name": {"like_": words}}})
        return found

    async def task_runs(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._post(
            "/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}}
        )
        return found

    async def artifacts(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._post(
            "/artifacts/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}}
        )
        return found

    async def logs(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._post("/logs/filter", {"logs": {"flow_run_id": {"any_": [run["id"]]}}})
        return found

    async def press(self, button: str, run: dict[str, Any]) -> None:
        states = {"Retry": ("SCHEDULED", "AwaitingRetry"), "Cancel": ("CANCELLING", "Cancelling")}
        kind, name = states[button]
        answer = await self._post(f"/flow_runs/{run['id']}/set_state", {"state": {"type": kind, "name": name}})
        assert answer["status"] in {"ACCEPT", "REJECT"}

    async def force(self, run: dict[str, Any], kind: str, name: str) -> None:
        await self._post(f"/flow_runs/{run['id']}/set_state", {"state": {"type": kind, "name": name}, "force": True})

    async def history(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        found = await self._screens.get("/flow_run_states/", params={"flow_run_id": run["id"]})
        return sorted(found.json(), key=lambda state: str(state["timestamp"]))

    async def resume(self, run: dict[str, Any], **fields: Any) -> str:
        answer = await self._post(f"/flow_runs/{run['id']}/resume", {"run_input": fields} if fields else {})
        return str(answer["status"])

    async def form(self, run: dict[str, Any]) -> tuple[dict[str, Any], str]:
        keys = run["state"]["state_details"]["run_input_keyset"]
        schema = await self._screens.get(f"/flow_runs/{run['id']}/input/{keys['schema']}")
        text = await self._screens.get(f"/flow_runs/{run['id']}/input/{keys['description']}")
        return schema.json(), text.json()

    async def deployment(self, name: str) -> dict[str, Any]:
        found = await self._post("/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
        return dict(found[0])

    async def fill_in(self, form: str, *, at: str = "", **parameters: Any) -> dict[str, Any]:
        there = await self.deployment(form)
        later = {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": at}}} if at else {}
        return dict(
            await self._post(f"/deployments/{there['id']}/create_flow_run", {"parameters": parameters, **later})
        )

    async def delete(self, run: dict[str, Any]) -> None:
        assert (await self._screens.delete(f"/flow_runs/{run['id']}")).is_success

    async def run(self, run_id: str) -> dict[str, Any]:
        return dict((await self._screens.get(f"/flow_runs/{run_id}")).json())

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        answer = await self._screens.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()
