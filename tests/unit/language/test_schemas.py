"""The generated schemas are sound, fresh, and say the same of a playbook as the checker does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from engine.commands.folder import load_folder
from engine.commands.schemas import every_schema
from engine.language.event_schemas import event_schemas
from engine.language.nodes import plain_node
from engine.language.reader import read
from tests.unit.language.marked import HEAD, with_steps

ROOT = Path(__file__).parents[3]
SCHEMAS = every_schema(load_folder(ROOT / "playbooks"))
PLAYBOOK = Draft7Validator(SCHEMAS["playbook.schema.json"])
SHOP = Draft7Validator(SCHEMAS["shop.schema.json"])


def plain(text: str) -> Any:
    root, _ = read("x.yaml", text)
    assert root is not None
    return plain_node(root)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", sorted((ROOT / "playbooks").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_files_fit_their_schema(path: Path) -> None:
    validator = SHOP if path.stem == "shop" else PLAYBOOK

    assert [error.message for error in validator.iter_errors(plain(path.read_text("utf-8")))] == []


@pytest.mark.parametrize(
    "steps",
    [
        "- sned: how_to_send_back",
        "- send: no_such_message",
        "- wait: two days",
        "- wait_for: [return received]\n  if_too_late: go on",
        "- wait_for: [return recieved]\n  until: send_back_by\n  if_too_late: go on",
        "- if: order.country is DK\n  then:\n    - unitl: x",
        "- do: give voucher",
        "- do: give voucher\n  amuont: 50 DKK",
        "- stop here",
        "- tell: nobody\n  say: x",
    ],
)
def test_a_mistake_is_one_for_the_editor_too(steps: str) -> None:
    assert PLAYBOOK.is_valid(plain(HEAD + "  - end: done\n"))
    assert not PLAYBOOK.is_valid(plain(with_steps(f"{steps}\n- end: done")))


def test_the_schemas_in_the_repository_are_fresh() -> None:
    stale = [name for name, schema in SCHEMAS.items() if json.loads((ROOT / "schemas" / name).read_text()) != schema]

    assert stale == [], "run fjorten schemas"


def test_each_kind_of_step_explains_itself_and_offers_a_beginning() -> None:
    step = SCHEMAS["playbook.schema.json"]["definitions"]["step"]

    assert all(snippet["body"] for snippet in step["defaultSnippets"])
    assert len(step["defaultSnippets"]) == 13  # twelve verbs and go on


def test_the_data_of_an_event_is_described_by_groups() -> None:
    schema = event_schemas()["return.requested"]

    assert Draft7Validator(schema).is_valid({"order": {"number": "1042"}, "notice": {"text": "I withdraw"}})
    assert not Draft7Validator(schema).is_valid({"order": {"country": "Denmark"}})
