"""Compile the calendars from the library by the recipes in rules/*.yaml: `python -m engine.law.recipes`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays

from engine.law.shelf import country_codes, sheet

FIRST_YEAR, LAST_YEAR = 2024, 2035
_LIBRARY = version("holidays")
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
# The days on which the euro payment system rests, whatever the country.
_TARGET = {
    "01-01": "TARGET",
    "easter -2": "TARGET",
    "easter +1": "TARGET",
    "05-01": "TARGET",
    "12-25": "TARGET",
    "12-26": "TARGET",
}

Days = dict[dt.date, str]


def compile_all() -> dict[str, Any]:
    """The whole table, as it is checked in and as the test compares it."""
    calendars = {key: _by_name(days) for key, days in _all_calendars()}
    return {"first_year": FIRST_YEAR, "last_year": LAST_YEAR, "library": _LIBRARY, "calendars": calendars}


def _all_calendars() -> Iterator[tuple[str, Days]]:
    for code in country_codes():
        for name, recipe in sheet(code)["calendars"].items():
            national = _cook(code, recipe, region="")
            yield f"{code}/{name}", national
            if recipe.get("by_region") == "yes":
                yield from _regional(code, name, recipe, national)


def _regional(code: str, name: str, recipe: Mapping[str, Any], national: Days) -> Iterator[tuple[str, Days]]:
    """Only what a region has beyond the country: the rest is not written twice."""
    for region in sheet(code)["regions"]:
        own = {day: what for day, what in _cook(code, recipe, region).items() if day not in national}
        if own:
            yield f"{code}/{name}/{region}", own


def _cook(code: str, recipe: Mapping[str, Any], region: str) -> Days:
    days = _from_library(code, recipe, region)
    for mark in recipe.get("leave_out", []):
        _leave_out(days, mark)
    extra = dict(recipe.get("add", {})) | (_TARGET if recipe.get("target") == "yes" else {})
    for mark, what in extra.items():
        for year in YEARS:
            days.setdefault(_day(mark, year), what)
    return {day: days[day] for day in sorted(days) if day.year in YEARS}


def _leave_out(days: Days, mark: str) -> None:
    for day in (_day(mark, year) for year in YEARS):
        if "; " not in days.get(day, ""):  # two holidays on one day: the other one still holds
            days.pop(day, None)


def _from_library(code: str, recipe: Mapping[str, Any], region: str) -> Days:
    if not recipe.get("take"):
        return {}
    country = getattr(holidays, code)
    found = country(
        years=YEARS,
        subdiv=region or recipe.get("region") or None,
        categories=tuple(recipe["take"]),
        observed=recipe.get("observed") == "yes",
        language=country.default_language,
    )
    return dict(found)


def _day(mark: str, year: int) -> dt.date:
    """`12-24` is a day of every year, `easter +40` one that moves."""
    if mark.startswith("easter"):
        return _easter(year) + dt.timedelta(days=int(mark.removeprefix("easter")))
    month, day = mark.split("-")
    return dt.date(year, int(month), int(day))


def _easter(year: int) -> dt.date:
    """Easter Sunday by the Gregorian reckoning (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _by_name(days: Days) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for day, what in days.items():
        names.setdefault(what, []).append(day.isoformat())
    return names


def main() -> None:
    """Write the table beside this file."""
    lines = (f'  "{key}": {json.dumps(days, ensure_ascii=False)}' for key, days in compile_all()["calendars"].items())
    head = f'{{"first_year": {FIRST_YEAR}, "last_year": {LAST_YEAR}, "library": "{_LIBRARY}", "calendars": {{\n'
    (Path(__file__).parent / "calendars.json").write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
