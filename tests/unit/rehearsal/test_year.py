"""A year of rehearsed cases is the same year every time, and covers the whole shop."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from shlex import split

import pytest
from click.testing import CliRunner
from whenever import Date

from engine.case.view import DeadlineState
from engine.commands.main import fjorten
from engine.messages.languages import LANGUAGES
from engine.rehearsal.post import unwritten
from engine.rehearsal.report import headings
from engine.rehearsal.year import YearCase, year_of
from engine.rehearsal.year_report import Year, year_as_page, year_as_text
from tests.unit.rehearsal.shipped import FOLDER, shop

FIRST = Date(2026, 1, 1)


@cache
def year() -> tuple[YearCase, ...]:
    return tuple(year_of(replace(shop().stage, write=unwritten), FIRST, 50, "da"))


def test_the_same_year_comes_again():
    again = year_of(replace(shop().stage, write=unwritten), FIRST, 50, "da")

    assert [next(again) for _ in range(5)] == list(year()[:5])


def test_every_playbook_is_played_in_every_country():
    kinds = {(case.playbook, case.country) for case in year()}

    assert len(kinds) == len(shop().checked.playbooks) * len(shop().shop.sells_to)


def test_whatever_was_not_kept_came_near():
    near = [one for case in year() for one in case.near]

    assert near
    assert all(one.broken is (one.deadline.state is DeadlineState.BROKEN) for one in near)


def test_a_case_that_came_near_can_be_played_again_with_the_command_that_is_shown():
    near = next(one for case in year() for one in case.near if one.broken and one.course)
    words = split(near.again.replace("playbooks/", f"{FOLDER}/"))[1:]
    told = json.loads(CliRunner().invoke(fjorten, [*words, "--json"], catch_exceptions=False).stdout)
    again = {date["name"]: (date["last_day"], date["state"]) for date in told["deadlines"]}

    assert again[near.deadline.name] == (near.deadline.last_day.format_iso(), "broken")


def test_whatever_was_not_kept_says_what_the_case_waited_for():
    assert all(one.waited for case in year() for one in case.near if one.broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_is_told_in_every_language(language: str):
    told = Year(FIRST, year(), "Europe/Copenhagen")
    say = headings(language)

    assert say("year_law") in year_as_text(told, say)
    assert say("year_near") in year_as_page(told, say, "Nordlys")


def test_the_page_of_a_year_shows_each_date_of_the_law_and_fetches_nothing():
    told = Year(FIRST, year(), "Europe/Copenhagen")
    page = year_as_page(told, headings("en"), "<i>")

    assert page.count('<li class="card') == len(told.law) + len(told.own)
    assert re.findall(r"<(?:script|link|img|iframe|object)\b|@import|url\(|<i>", page) == []
