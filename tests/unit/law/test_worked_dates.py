"""Every worked date of the two tables comes out to the day and to the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.commands.due_cases import differences

_TABLES = Path(__file__).parents[2] / "data" / "law"


@pytest.mark.parametrize(("table", "least"), [("deadline_cases.csv", 75), ("hand_dates.csv", 120)])
def test_no_worked_date_differs(table, least):
    checked, found = differences(_TABLES / table)

    assert found == []
    assert checked >= least


def test_a_wrong_date_in_a_table_is_found(tmp_path):
    table = tmp_path / "wrong.csv"
    table.write_text(
        "country,rule,start_local,expected_last_day,expected_end_local\n"
        "DK,dk.withdrawal,2026-11-06T14:20:00+01:00,2026-11-21,2026-11-21T23:59:59+01:00\n"
        "DK,dk.withdrawal,2026-11-06T14:20:00+01:00,2026-11-20,2026-11-20T22:59:59+01:00\n"
        "DK,se.withdrawal,2026-11-06T14:20:00+01:00,2026-11-20,2026-11-20T23:59:59+01:00\n"
    )

    checked, found = differences(table)

    assert checked == 3
    assert [
        next(part for part in ("expected 2026-11-21", "expected to end", "rule of SE") if part in line)
        for line in found
    ] == ["expected 2026-11-21", "expected to end", "rule of SE"]
