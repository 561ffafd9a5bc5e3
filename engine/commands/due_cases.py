"""Compare a table of worked dates with what the engine counts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from whenever import Date, Instant, OffsetDateTime, TimeDelta

from engine.errors import LawError
from engine.law import Jurisdiction, count, find_rule

_COLUMNS = ("country", "rule", "start_local", "expected_last_day", "expected_end_local")


def differences(table: Path) -> tuple[int, list[str]]:
    """How many dates the table has, and a line for each that the engine counts differently."""
    rows = list(_rows(table))
    return len(rows), [line for number, row in rows if (line := _difference(number, row))]


def _rows(table: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            remedy = f"Its first line must name {', '.join(_COLUMNS)}."
            raise LawError(f"the table has no column {', '.join(missing)}.", where=str(table), remedy=remedy)
        for row in reader:
            yield reader.line_num, {name: value or "" for name, value in row.items() if name}


def _difference(line: int, row: Mapping[str, str]) -> str:
    """What differs in one row, as one sentence; empty when nothing does."""
    name = f"line {line}, {row['country']} {row['rule']} from {row['start_local']}"
    try:
        day, end, wanted_day, wanted_end = _counted(row)
    except LawError as error:
        return f"{name}: {error}"
    except ValueError as error:
        return f"{name}: the row cannot be read: {error}"
    if day != wanted_day:
        return f"{name}: expected {wanted_day}, counted {day}"
    if end != wanted_end:
        return f"{name}: expected to end with {row['expected_end_local']}, counted the end at {end}"
    return ""


def _counted(row: Mapping[str, str]) -> tuple[Date, Instant, Date, Instant]:
    country, _, region = row["country"].partition("-")
    where = Jurisdiction(country, region)
    contract = Date.parse_iso(row["contract"]) if row.get("contract") else None
    start = OffsetDateTime.parse_iso(row["start_local"]).to_instant()
    deadline = count(find_rule(row["rule"], where, contract), start, where)
    last_second = OffsetDateTime.parse_iso(row["expected_end_local"]).to_instant()
    # the table names the last second that is in time, the engine the first one that is not
    wanted_end = last_second + TimeDelta(seconds=1)
    return deadline.last_day, deadline.end, Date.parse_iso(row["expected_last_day"]), wanted_end
