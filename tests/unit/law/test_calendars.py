"""The compiled calendars are those of the library by our recipes, and hold the days that statutes name."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from whenever import Date

from engine.law.calendars import holiday, local_holiday
from engine.law.freshness import ageing
from engine.law.recipes import compile_all
from engine.law.shelf import calendar_table


def test_an_update_of_the_library_cannot_change_a_date_silently():
    assert calendar_table() == compile_all()


def test_the_table_says_which_library_it_was_compiled_with():
    assert calendar_table()["library"] == version("holidays") == "0.109"


def test_the_table_covers_2024_to_2035():
    table = calendar_table()

    assert (table["first_year"], table["last_year"]) == (2024, 2035)


@pytest.mark.parametrize(
    ("country", "calendar", "day"),
    [
        ("DK", "statute", "2026-06-05"),
        ("DK", "statute", "2030-12-24"),
        ("DK", "bank", "2026-05-15"),
        ("NO", "public", "2027-05-17"),
        ("SE", "statute", "2026-06-19"),
        ("SE", "statute", "2026-12-31"),
        ("FI", "public", "2027-06-25"),
        ("NL", "statute", "2027-05-05"),
        ("NL", "statute", "2027-03-26"),
        ("AT", "statute", "2027-03-26"),
        ("PL", "public", "2025-12-24"),
        ("IT", "public", "2026-10-04"),
        ("GB", "bank", "2026-12-28"),
        ("IE", "bank", "2026-02-02"),
    ],
)
def test_a_day_that_the_statute_names_is_closed(country, calendar, day):
    assert holiday(Date.parse_iso(day), country, "", calendar)


@pytest.mark.parametrize(
    ("country", "calendar", "day"),
    [
        ("DK", "statute", "2026-05-01"),  # Labour Day is no Danish holiday
        ("DK", "statute", "2024-04-26"),  # Store Bededag, abolished from 2024
        ("DK", "statute", "2026-05-15"),
        ("NO", "public", "2026-12-24"),
        ("NO", "public", "2026-12-31"),
        ("SE", "statute", "2026-05-25"),  # annandag pingst
        ("SE", "statute", "2026-04-02"),
        ("FI", "public", "2026-12-31"),
        ("FI", "public", "2026-05-25"),
        ("DE", "public", "2026-12-24"),
        ("NL", "statute", "2026-05-15"),
        ("AT", "statute", "2026-12-24"),
        ("PL", "public", "2024-12-24"),
        ("IT", "public", "2025-10-04"),
        ("FR", "public", "2027-03-26"),
    ],
)
def test_a_day_that_the_statute_does_not_name_is_open(country, calendar, day):
    assert not holiday(Date.parse_iso(day), country, "", calendar)


def test_a_land_has_its_own_days_beside_those_of_the_country():
    epiphany, may_day = Date(2027, 1, 6), Date(2027, 5, 1)

    assert [bool(holiday(day, "DE", "BY", "public")) for day in (epiphany, may_day)] == [True, True]
    assert not holiday(epiphany, "DE", "NW", "public")


def test_a_day_that_holds_only_in_some_towns_is_known_as_possible():
    assert local_holiday(Date(2026, 8, 15), "DE", "BY") == "Mariä Himmelfahrt"
    assert local_holiday(Date(2026, 5, 15), "NL", "") == "vrijdag na Hemelvaartsdag"


def test_fresh_data_say_nothing():
    assert list(ageing(Date(2027, 3, 1))) == []


def test_old_data_and_data_that_end_soon_are_named():
    said = list(ageing(Date(2034, 3, 1)))

    assert [
        said[0][:19],
        said[1][:42],
    ] == ["The law data are of", "The holidays in the law data end with 2035"]
