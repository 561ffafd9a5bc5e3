"""Which days are closed, by which calendar, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain

from whenever import Date

from engine.errors import LawError
from engine.law.rule import Reading
from engine.law.shelf import calendar_table, sheet

SATURDAY, SUNDAY = 6, 7


@cache
def covered_years() -> tuple[int, int]:
    """The first and the last year for which holidays are in the data."""
    table = calendar_table()
    return int(table["first_year"]), int(table["last_year"])


def why_closed(day: Date, reading: Reading, country: str, region: str) -> str:
    """The name of the holiday, or `Saturday` or `Sunday`; empty on an open day."""
    if reading.calendar and (name := holiday(day, country, region, reading.calendar)):
        return name
    number = weekday(day)
    return _WEEKEND[number] if number in reading.weekdays else ""


@lru_cache(maxsize=8192)
def weekday(day: Date) -> int:
    """Monday is 1, Sunday 7."""
    return day.day_of_week().value


_WEEKEND = {SATURDAY: "Saturday", SUNDAY: "Sunday"}


def holiday(day: Date, country: str, region: str, calendar: str) -> str:
    """The holiday on this day in one calendar, or nothing."""
    check_year(day)
    return _days(country, region, calendar).get(day, "")


def local_holiday(day: Date, country: str, region: str) -> str:
    """A holiday that may hold at the customer's place although it was not counted, because the place is not known."""
    check_year(day)
    return _possible(country, region).get(day, "")


def check_year(day: Date) -> None:
    """Refuse a day for which nobody has looked up the holidays."""
    first, last = covered_years()
    if not first <= day.year <= last:
        raise LawError(
            f"{day} is outside the years {first} to {last} for which the holidays are known.",
            where="legal date",
            remedy="Check the date; if it is right, Fjorten needs an update of its law data.",
        )


@cache
def _days(country: str, region: str, calendar: str) -> Mapping[Date, str]:
    return _named(f"{country}/{calendar}") | (_named(f"{country}/{calendar}/{region}") if region else {})


@cache
def _possible(country: str, region: str) -> Mapping[Date, str]:
    """Without a region every region's days are possible; with one, only its municipal days."""
    book = sheet(country)
    extra = book.get("may_also_close")
    if region:
        return _named(f"{country}/{extra}/{region}") if extra else {}
    calendars = [name for name, recipe in book["calendars"].items() if recipe.get("by_region") == "yes"]
    keys = [f"{country}/{name}/{place}" for name in calendars for place in book.get("regions", {})]
    national = [f"{country}/{extra}"] if extra else []
    return dict(chain.from_iterable(_named(key).items() for key in keys + national))


@cache
def _named(key: str) -> dict[Date, str]:
    names: Mapping[str, list[str]] = calendar_table()["calendars"].get(key, {})
    return {Date.parse_iso(day): name for name, days in names.items() for day in days}
