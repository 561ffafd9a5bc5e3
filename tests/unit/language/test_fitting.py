"""Structure is checked as the reference implementation of JSON Schema would check it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from engine.language.fitting import misfits
from engine.language.grammar import CLOCK, SETTING, TOP, VERBS
from engine.language.nodes import plain_node
from engine.language.reader import read
from engine.language.shapes import schema_of
from engine.language.shop_schema import SHOP_SCHEMA
from engine.language.story_schema import STORY_SCHEMA

BLOCKS = [schema_of(words) for words in (TOP, CLOCK, SETTING, *(verb.words for verb in VERBS.values()))]
NAMES = sorted({name for schema in [*BLOCKS, SHOP_SCHEMA, STORY_SCHEMA] for name in schema["properties"]})
TEXTS = st.sampled_from(["", "yes", "DK", "da", "2026-12-24", "Mon-Fri 9:00-17:00", "21:00-08:00", "10:00", "14 days"])
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


def ours(value: Any, schema: dict[str, Any]) -> list[tuple[str, ...]]:
    return sorted((misfit.keyword, *map(str, misfit.path)) for misfit in misfits(value, schema))


def reference(value: Any, schema: dict[str, Any]) -> list[tuple[str, ...]]:
    errors = Draft7Validator(schema).iter_errors(value)
    return sorted((str(error.validator), *map(str, error.absolute_path)) for error in errors)


@given(VALUES, st.sampled_from([*BLOCKS, SHOP_SCHEMA, STORY_SCHEMA]))
def test_the_same_places_are_refused_for_the_same_reasons(value: Any, schema: dict[str, Any]) -> None:
    assert ours(value, schema) == reference(value, schema)


ROOT = Path(__file__).parents[3] / "playbooks"


@pytest.mark.parametrize("cut", [None, "name", "people", "sells_to", "mail"])
def test_a_shop_file_without_a_field_is_refused_as_by_the_reference(cut: str | None) -> None:
    node, _ = read("shop.yaml", (ROOT / "shop.yaml").read_bytes())
    assert node is not None
    shop = {name: value for name, value in plain_node(node).items() if name != cut}

    assert ours(shop, SHOP_SCHEMA) == reference(shop, SHOP_SCHEMA)
    assert bool(ours(shop, SHOP_SCHEMA)) == bool(cut)
