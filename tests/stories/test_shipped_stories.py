"""Every story that Fjorten ships comes true, each as a test of its own."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import pytest

from engine.commands.rehearsing import Rehearsed, read_for_rehearsal
from engine.language.checker import stories_of
from engine.language.story import Story
from engine.rehearsal.judging import judge
from engine.rehearsal.playing import Played, play
from engine.rehearsal.script import of_story
from tests.stories.branches import gone, ways
from tests.stories.kinds import KINDS, kinds

SHIPPED = Path(__file__).resolve().parents[2] / "playbooks"
COUNTRIES = {"DK", "NO", "SE", "FI", "DE"}


@cache
def shop() -> Rehearsed:
    return read_for_rehearsal(SHIPPED)


@cache
def stories() -> tuple[Story, ...]:
    return tuple(
        story for file in stories_of(shop().texts, shop().checked.playbooks, shop().around) for story in file.stories
    )


@cache
def played(number: int) -> Played:
    return play(of_story(stories()[number]), shop().stage)


@pytest.mark.parametrize("number", range(len(stories())), ids=lambda number: stories()[number].title)
def test_the_story_comes_true(number: int):
    verdict = judge(stories()[number], played(number))

    assert [f"line {f.line}: {f.text}: {f.instead}" for f in verdict.failures] == []


def test_no_shipped_story_has_a_mistake():
    files = stories_of(shop().texts, shop().checked.playbooks, shop().around)

    assert [mistake.text() for file in files for mistake in file.report.mistakes] == []


def test_each_playbook_has_stories_of_every_country():
    told: dict[str, set[str]] = {title: set() for title in shop().checked.playbooks}
    for story in stories():
        told[story.playbook].add(story.case["order.country"])

    assert {title: COUNTRIES - countries for title, countries in told.items() if COUNTRIES - countries} == {}


def test_every_way_through_every_playbook_is_told_in_some_story():
    told = {way for number in range(len(stories())) for way in gone(played(number))}
    untold = [way for playbook in shop().checked.playbooks.values() for way in ways(playbook) if way not in told]

    assert untold == []


def test_no_cell_of_the_table_of_playbooks_countries_and_troubles_is_empty():
    told = {
        (stories()[number].playbook, stories()[number].case["order.country"], kind)
        for number in range(len(stories()))
        for kind in kinds(played(number))
    }
    cells = set(product(shop().checked.playbooks, COUNTRIES, KINDS))

    assert sorted(cells - told) == []
