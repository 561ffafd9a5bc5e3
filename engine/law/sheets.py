"""Turn one country's file into rules, the Union's among them, counted in that country's way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from whenever import Date

from engine.law.deadline import Confidence, Party
from engine.law.rule import Length, Reading, Rule
from engine.law.shelf import sheet

_WEEKDAYS = {"saturday": 6, "sunday": 7}


@cache
def rules_of(country: str) -> tuple[Rule, ...]:
    """Every rule that counts in one country, its own first."""
    book = sheet(country)
    own = tuple(_rule(entry, country) for entry in book["rules"])
    if book.get("union") == "no":
        return own
    return own + tuple(_rule(entry, country) for entry in sheet("EU")["rules"])


def _rule(entry: Mapping[str, Any], country: str) -> Rule:
    return Rule(
        id=entry["id"],
        country=country,
        words=tuple(entry.get("words", ())),
        party=_party(entry["party"]),
        start=entry["starts"],
        length=read_length(entry["length"]),
        count=_readings(entry["count"], country),
        argue=_readings(entry.get("argue", ()), country),
        zone=_party(entry["zone"]),
        basis=entry["basis"],
        source=entry["source"],
        confidence=_confidence(entry["confidence"]),
        if_readings_differ=_confidence(entry.get("if_readings_differ", "low")),
        dispatch=entry.get("sending_is_enough") == "yes",
        hold=entry.get("hold", ""),
        bank_days=int(entry.get("bank_days", 0)),
        safe_within=int(entry.get("safe_within", "0").partition(" ")[0]),
        contents=tuple(entry.get("must_say", ())),
        unconfirmed=entry.get("unconfirmed") == "yes",
        valid_from=_day(entry.get("valid_from")),
        valid_to=_day(entry.get("valid_to")),
    )


def read_length(text: str) -> Length:
    """`12 months and 14 days` as numbers; weeks are seven days, years twelve months."""
    amounts = {"months": 0, "days": 0, "hours": 0}
    for part in text.split(" and "):
        number, unit = part.split(" ")
        name, factor = _UNITS[unit.removesuffix("s")]
        amounts[name] += int(number) * factor
    return Length(text, **amounts)


_UNITS = {"year": ("months", 12), "month": ("months", 1), "week": ("days", 7), "day": ("days", 1), "hour": ("hours", 1)}


def _readings(names: Any, country: str) -> tuple[Reading, ...]:
    """The readings by name; `as withdrawal` stands for those of the country's own withdrawal period."""
    found: list[Reading] = []
    for name in names:
        if name == "as withdrawal":
            own = next(entry for entry in sheet(country)["rules"] if "withdrawal" in entry["words"])
            found.extend(_readings(own["count"], country))
        else:
            found.append(_reading(name, country))
    return tuple(found)


@cache
def _reading(name: str, country: str) -> Reading:
    entry = sheet(country)["readings"].get(name) or sheet("EU")["readings"][name]
    return Reading(
        name=name,
        by=entry["by"],
        weekdays=frozenset(_WEEKDAYS[day] for day in entry.get("moves", ())),
        calendar=entry.get("calendar", ""),
        count_from="same day" if entry.get("first_day") == "counts" else "next day",
        length=read_length(entry["length"]) if "length" in entry else None,
    )


def _party(word: str) -> Party:
    return "trader" if word == "trader" else "consumer"


def _confidence(word: str) -> Confidence:
    match word:
        case "high" | "medium":
            return word
        case _:
            return "low"


def _day(text: str | None) -> Date | None:
    return Date.parse_iso(text) if text else None
