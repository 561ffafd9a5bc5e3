"""Whoever does one thing wrong reads one message: chance spoils the shipped folder in one place at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.commands.folder import load_folder, surroundings
from engine.language import Folder, Mistake, check
from engine.language.gathering import told_once
from engine.language.letters import decode
from tests.unit.language.marked import checked, with_steps
from tests.unit.language.mutations import mutation

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
TEXTS = {path: decode(content) or "" for path, content in SHIPPED.files.items()}
YAML = {path: text for path, text in TEXTS.items() if not path.startswith("messages/")}
MESSAGES = {path: text for path, text in TEXTS.items() if path.startswith("messages/")}
AROUND = surroundings()
SOAK = "FJORTEN_SOAK" in os.environ
MANY, SOME = (4000, 1000) if SOAK else (100, 40)
STEPS = 20


def found(texts: dict[str, str], seed: int) -> tuple[Mistake, ...]:
    spoilt = mutation(texts, seed)
    return told_once(check(Folder({**SHIPPED.files, spoilt.path: spoilt.text}), AROUND).mistakes)


def several(texts: dict[str, str], seeds: range) -> list[str]:
    """Each mistake that was told more than once, or without a line, so that one can see why."""
    told = {seed: found(texts, seed) for seed in seeds}
    assert all(mistake.line >= 1 and mistake.fix for mistakes in told.values() for mistake in mistakes)
    return [f"{mutation(texts, seed)}: {[m.text() for m in many]}" for seed, many in told.items() if len(many) > 1]


@pytest.mark.parametrize("start", range(0, MANY, STEPS))
def test_one_mistake_in_a_playbook_a_story_or_shop_yaml_is_told_once(start: int) -> None:
    assert several(YAML, range(start, start + STEPS)) == []


@pytest.mark.parametrize("start", range(0, SOME, STEPS))
def test_one_mistake_in_a_message_is_told_once(start: int) -> None:
    assert several(MESSAGES, range(start, start + STEPS)) == []


def test_the_same_name_that_is_wrong_in_many_places_is_told_once_with_the_other_places() -> None:
    steps = "- send: helo\n- tell: Brunhilde\n  say: Look\n- send: helo\n- send: helo\n- end: done"

    told = told_once(checked(with_steps(steps)).mistakes)

    assert [(mistake.code, [spot.line for spot in mistake.also]) for mistake in told] == [
        ("FJ031", [20, 21]),
        ("FJ032", []),
    ]
    assert "The same mistake shows in 2 other lines: sample.yaml 20, sample.yaml 21" in told[0].text()
