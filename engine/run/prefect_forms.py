"""The form of a question: what Prefect shows, and how the answer is read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRunInput

from engine.case.view import QuestionView
from engine.language.catalogue import FIELDS

_PREFIX = "question-"
_KEPT = 200

MONEY = {"type": "string", "pattern": r"^\d+(\.\d{1,2})? [A-Z]{3}$", "description": "Like 249.50 DKK"}

_TYPES: dict[str, dict[str, Any]] = {
    "number": {"type": "number"},
    "money": MONEY,
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "yes or no": {"type": "boolean"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person filled in: the question's key and the data of the event `operator.answered`."""

    form: str
    data: dict[str, object]


async def offer(client: PrefectClient, run: UUID, question: QuestionView) -> dict[str, str]:
    """Put a fresh form at a run; the answer names where Prefect finds its parts. A key is never used twice."""
    form = f"{_PREFIX}{uuid4().hex}"
    keys = {part: f"{form}-{part}" for part in ("schema", "description", "response")}
    await client.create_flow_run_input(run, keys["schema"], json.dumps(question_schema(question)))
    await client.create_flow_run_input(run, keys["description"], json.dumps(_description(question)))
    return keys


async def answer_of(client: PrefectClient, run: UUID) -> Answer | None:
    """The answer that waits at a run, or nothing."""
    parts = {part.key: part for part in await _parts(client, run)}
    for key, part in parts.items():
        form, _, kind = key.rpartition("-")
        schema = parts.get(f"{form}-schema")
        if kind == "response" and schema:
            return Answer(form, _read(json.loads(schema.value), json.loads(part.value)))
    return None


async def clear(client: PrefectClient, run: UUID, keep: str = "") -> None:
    """Take old forms and answers away from a run, so that no answer is ever read twice."""
    for part in await _parts(client, run):
        if not (keep and part.key.startswith(keep)):
            await client.delete_flow_run_input(run, part.key)


async def _parts(client: PrefectClient, run: UUID) -> list[FlowRunInput]:
    return await client.filter_flow_run_input(run, key_prefix=_PREFIX, limit=_KEPT, exclude_keys=set())


def question_schema(question: QuestionView) -> dict[str, Any]:
    """The form as JSON Schema; `question` and `path` are for reading the answer back and show nowhere."""
    choice: dict[str, Any] = {"enum": list(question.answers)} if question.answers else {}
    properties: dict[str, dict[str, Any]] = {"answer": {"title": "Answer", "type": "string", **choice}}
    for path, kind, choices in question.fields:
        properties[path.replace(".", "_")] = _property(path, kind, choices)
    properties["comment"] = {"title": "Comment (no personal data)", "type": "string", "default": ""}
    properties["who"] = {"title": "Your name", "type": "string", "minLength": 1}
    for position, entry in enumerate(properties.values()):
        entry["position"] = position
    return {
        "title": "Answer",
        "type": "object",
        "properties": properties,
        "required": ["answer", "who"],
        "question": question.key,
    }


def _property(path: str, kind: str, choices: tuple[str, ...]) -> dict[str, Any]:
    about = FIELDS[path].about if path in FIELDS else path.rpartition(".")[2].replace("_", " ").capitalize()
    shape = {"type": "string", "enum": list(choices)} if choices else _TYPES.get(kind, {"type": "string"})
    return {"title": about, "path": path, **shape}


def _description(question: QuestionView) -> str:
    due = question.due.to_stdlib().strftime("%a %-d %b, %H:%M UTC")
    return f"## {question.text}\n\nFor **{question.who}**, to be answered by **{due}**."


def _read(schema: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, object]:
    paths = {name: entry["path"] for name, entry in schema["properties"].items() if "path" in entry}
    values = {paths[name]: _plain(value) for name, value in given.items() if name in paths and value not in (None, "")}
    return {
        "question": schema["question"],
        "answer": given.get("answer", ""),
        "values": values,
        "comment": given.get("comment") or "",
        "who": given.get("who", ""),
    }


def _plain(value: object) -> object:
    """JSON's numbers as text: money and amounts never pass through a binary fraction."""
    return str(Decimal(str(value))) if isinstance(value, int | float) and not isinstance(value, bool) else value
