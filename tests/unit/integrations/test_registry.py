"""A step's function, words and schema are one, or Fjorten does not start."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import integrations
from engine.errors import PlaybookError
from engine.run.registry import found, registry, schema_file

ROOT = Path(__file__).parents[3]
SHIPPED = {step.words: dict(step.schema) for step in found(integrations.modules())}


def module(name: str, code: str) -> ModuleType:
    made = ModuleType(f"integrations.{name}")
    made.__dict__["__builtins__"] = __builtins__
    head = "from engine.run.steps import Call, Done, Result\nfrom engine.language.values import Money\n"
    exec(compile(head + code, f"{name}.py", "exec"), made.__dict__)  # noqa: S102  # a plug-in as a developer may write it
    return made


def complaint(modules: list[ModuleType], schemas: dict[str, Any]) -> str:
    with pytest.raises(PlaybookError) as error:
        registry(modules, schemas)
    return str(error.value)


GOOD = "async def wave(call: Call, /, *, amount: Money, how: str = '') -> Result:\n    return Done()\n"


def test_the_shipped_steps_are_those_that_the_playbooks_use():
    assert set(SHIPPED) == {
        "claim against carrier",
        "create return label",
        "give voucher",
        "look up shipment",
        "refund",
        "restock",
        "set promised date",
        "work out refund",
    }


@pytest.mark.parametrize("words", sorted(SHIPPED))
def test_the_checked_in_schema_is_what_the_signature_says(words: str):
    assert json.loads((ROOT / schema_file(words)).read_text("utf-8")) == SHIPPED[words]


def test_a_schema_names_fields_types_and_what_is_required():
    (step,) = found([module("wave", GOOD)])

    assert step.schema["properties"] == {"amount": {"fieldType": "money"}, "how": {"fieldType": "text"}}
    assert step.schema["required"] == ["amount"]


def test_a_step_without_schema_stops_the_start_and_names_both_files():
    said = complaint([module("wave", GOOD)], {})

    assert "integrations/wave.py" in said
    assert "schemas/steps/wave.schema.json" in said


def test_a_signature_that_differs_from_the_schema_stops_the_start():
    (step,) = found([module("wave", GOOD)])
    changed = module("wave", GOOD.replace("how: str", "how: bool"))

    assert "takes other fields" in complaint([changed], {"wave": dict(step.schema)})


def test_two_steps_of_one_name_stop_the_start_and_both_files_are_named():
    (step,) = found([module("wave", GOOD)])
    twin = module("other.wave", GOOD)

    said = complaint([module("wave", GOOD), twin], {"wave": dict(step.schema)})

    assert "integrations/wave.py" in said
    assert "integrations/other/wave.py" in said


def test_a_function_must_be_named_like_its_file():
    assert "Move it to integrations/wave.py" in complaint([module("greet", GOOD)], {})


def test_a_schema_that_no_integration_makes_stops_the_start():
    assert "integrations/fly_away.py" in complaint([], {"fly away": {}})


def test_a_field_that_no_playbook_can_write_is_refused():
    assert "no playbook can write" in complaint([module("wave", GOOD.replace("str", "float"))], {})


def test_a_step_that_would_hold_up_the_others_is_refused():
    assert "async def" in complaint([module("wave", GOOD.replace("async ", ""))], {})
