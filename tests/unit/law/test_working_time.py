"""Working days, working hours and banking days for the shop's own clocks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from whenever import Date

from engine.errors import LawError
from engine.law import (
    WorkingTime,
    add_days,
    add_working_days,
    add_working_hours,
    is_banking_day,
    is_working_day,
    next_opening,
    on_account_by,
)

SHOP = WorkingTime(
    "Europe/Copenhagen",
    "DK",
    open_hours={**dict.fromkeys(range(1, 6), ((540, 720), (780, 1020))), 6: ((600, 840),)},
    closed_days=frozenset({Date(2026, 11, 18)}),
)


def test_calendar_days_know_no_weekend():
    assert [add_days(Date(2026, 2, 27), count) for count in (2, -27)] == [Date(2026, 3, 1), Date(2026, 1, 31)]


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (Date(2026, 11, 13), 1, Date(2026, 11, 14)),  # Saturday: the shop is open
        (Date(2026, 11, 14), 1, Date(2026, 11, 16)),
        (Date(2026, 11, 17), 1, Date(2026, 11, 19)),  # the 18th is the shop's own closed day
        (Date(2026, 11, 19), -1, Date(2026, 11, 17)),
        (Date(2026, 12, 23), 1, Date(2026, 12, 28)),  # Christmas
        (Date(2026, 11, 15), 0, Date(2026, 11, 15)),
    ],
)
def test_working_days_are_the_days_on_which_the_shop_is_open(day, count, found):
    assert add_working_days(day, count, SHOP) == found


@pytest.mark.parametrize(
    ("start", "hours", "found"),
    [
        ("2026-11-16T10:00:00+01:00", 2, "2026-11-16T12:00:00+01:00"),
        ("2026-11-16T11:00:00+01:00", 2, "2026-11-16T14:00:00+01:00"),
        ("2026-11-16T16:30:00+01:00", 1, "2026-11-17T09:30:00+01:00"),
        ("2026-11-17T16:00:00+01:00", 2, "2026-11-19T10:00:00+01:00"),
        ("2026-11-16T10:00:00+01:00", -2, "2026-11-14T13:00:00+01:00"),
        ("2026-11-16T10:00:00+01:00", Fraction(1, 2), "2026-11-16T10:30:00+01:00"),
    ],
)
def test_the_clock_of_working_hours_stands_still_while_the_shop_is_closed(at, start, hours, found):
    assert add_working_hours(at(start), hours, SHOP) == at(found)


def test_working_hours_keep_to_the_local_clock_over_a_change_of_clocks(at):
    night = WorkingTime("Europe/Copenhagen", "DK", open_hours={7: ((0, 360),)})

    assert add_working_hours(at("2026-10-25T00:00:00+02:00"), 7, night) == at("2026-10-25T06:00:00+01:00")


def test_the_next_opening_is_now_when_the_shop_is_open(at):
    open_now, closed = at("2026-11-16T10:00:00+01:00"), at("2026-11-14T20:00:00+01:00")

    assert next_opening(open_now, SHOP) == open_now
    assert next_opening(closed, SHOP) == at("2026-11-16T09:00:00+01:00")


def test_without_hours_a_shop_works_in_office_hours(at):
    assert next_opening(at("2026-11-14T20:00:00+01:00"), WorkingTime("Europe/Oslo", "NO")) == at(
        "2026-11-16T09:00:00+01:00"
    )


def test_a_shop_in_a_country_without_data_has_weekends_at_least():
    assert add_working_days(Date(2026, 11, 13), 1, WorkingTime("Atlantic/Reykjavik", "IS")) == Date(2026, 11, 16)


def test_a_shop_that_never_opens_is_said_to_be_so(at):
    never = WorkingTime("Europe/Copenhagen", "DK", open_hours={7: ()})

    with pytest.raises(LawError, match="never open"):
        next_opening(at("2026-11-14T20:00:00+01:00"), never)
    with pytest.raises(LawError, match="never open"):
        add_working_days(Date(2026, 11, 14), 1, never)


@pytest.mark.parametrize(
    ("country", "region", "day", "works"),
    [
        ("DK", "", Date(2026, 6, 5), False),
        ("NO", "", Date(2026, 6, 5), True),
        ("DE", "BY", Date(2027, 1, 6), False),
        ("DE", "HH", Date(2027, 1, 6), True),
        ("SE", "", Date(2026, 6, 6), False),
    ],
)
def test_people_rest_on_their_own_holidays(country, region, day, works):
    assert is_working_day(country, region, day) is works


@pytest.mark.parametrize(
    ("country", "day", "opened"),
    [
        ("DK", Date(2026, 5, 15), False),
        ("NO", Date(2026, 12, 31), True),
        ("NL", Date(2026, 4, 3), False),  # Good Friday: the euro payment system rests
        ("GB", Date(2026, 12, 28), False),  # the substitute for Boxing Day
        ("DE", Date(2026, 11, 14), False),
    ],
)
def test_money_moves_on_banking_days(country, day, opened):
    assert is_banking_day(country, day) is opened


def test_money_sent_before_christmas_is_on_the_account_after_it():
    assert on_account_by("DK", Date(2026, 12, 22)) == Date(2026, 12, 29)
    assert on_account_by("DK", Date(2026, 11, 20), 1) == Date(2026, 11, 23)
