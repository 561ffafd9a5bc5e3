"""Every story that Fjorten ships comes true, each as a test of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.language.checker import stories_of
from engine.language.story import Story
from engine.rehearsal.judging import judge
from engine.rehearsal.playing import play
from engine.rehearsal.script import of_story

SHIPPED = Path(__file__).resolve().parents[2] / "playbooks"
COUNTRIES = {"DK", "NO", "SE", "FI", "DE"}


@cache
def shop() -> Rehearsed:
    return read_for_rehearsal(SHIPPED)


def stories() -> tuple[Story, ...]:
    return tuple(
        story for file in stories_of(shop().texts, shop().checked.playbooks, shop().around) for story in file.stories
    )


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.playbook}: {story.title}")
def test_the_story_comes_true(story: Story):
    verdict = judge(story, play(of_story(story), shop().stage))

    assert [f"line {f.line}: {f.text}: {f.instead}" for f in verdict.failures] == []


def test_no_shipped_story_has_a_mistake():
    files = stories_of(shop().texts, shop().checked.playbooks, shop().around)

    assert [mistake.text() for file in files for mistake in file.report.mistakes] == []


def test_each_playbook_has_stories_of_every_country():
    told: dict[str, set[str]] = {title: set() for title in shop().checked.playbooks}
    for story in stories():
        told[story.playbook].add(story.case["order.country"])

    assert {title: COUNTRIES - countries for title, countries in told.items() if COUNTRIES - countries} == {}
