"""A year of rehearsed cases is the same year every time, and covers the whole shop."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from whenever import Date

from engine.case.view import DeadlineState
from engine.rehearsal.post import unwritten
from engine.rehearsal.year import YearCase, year_of
from tests.unit.rehearsal.shipped import shop

FIRST = Date(2026, 1, 1)


@cache
def year() -> tuple[YearCase, ...]:
    return tuple(year_of(replace(shop().stage, write=unwritten), FIRST, 50))


def test_the_same_year_comes_again():
    again = year_of(replace(shop().stage, write=unwritten), FIRST, 50)

    assert [next(again) for _ in range(5)] == list(year()[:5])


def test_every_playbook_is_played_in_every_country():
    kinds = {(case.playbook, case.country) for case in year()}

    assert len(kinds) == len(shop().checked.playbooks) * len(shop().shop.sells_to)


def test_whatever_was_not_kept_came_near():
    near = [one for case in year() for one in case.near]

    assert near
    assert all(one.broken is (one.deadline.state is DeadlineState.BROKEN) for one in near)


def test_a_case_that_came_near_can_be_played_again():
    courses = [one.course for case in year() for one in case.near if one.course]

    assert all(part.startswith("day ") for course in courses for part in course.split("; "))
