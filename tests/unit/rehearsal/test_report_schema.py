"""What programs get from a rehearsal keeps to its schema, whatever was played."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from whenever import Date

from engine.rehearsal.account import account_of
from engine.rehearsal.playing import play
from engine.rehearsal.post import unwritten
from engine.rehearsal.report import as_json
from engine.rehearsal.script import Script
from engine.rehearsal.staff import Staff
from engine.rehearsal.year import year_of
from engine.rehearsal.year_report import Year, year_as_json
from tests.unit.rehearsal.shipped import played, shop
from tests.unit.rehearsal.test_told_notes import STARTS


def wrong(schema: str, told: dict[str, Any]) -> list[str]:
    """Everything in which a report differs from its schema."""
    rules = json.loads(files("engine.rehearsal").joinpath(f"{schema}.schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(rules)
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(rules).iter_errors(told)]


def again(told: dict[str, Any]) -> dict[str, Any]:
    """The report as a program reads it."""
    return json.loads(json.dumps(told))


@pytest.mark.parametrize("title", STARTS)
@pytest.mark.parametrize("staff", [Staff(), None], ids=["answered", "silent"])
def test_a_report_of_every_playbook_keeps_to_the_schema(title: str, staff: Staff | None):
    found = play(Script(title, {"order.country": "SE", **STARTS[title]}), shop().stage, staff)

    assert wrong("report", again(as_json(account_of(found, "sv")))) == []


def test_so_does_one_with_failures_and_answers_that_nobody_asked_for():
    found = played("refund fails 2 times", "day 1: returns team answers Close the case", staff=Staff())
    told = again(as_json(account_of(found, "da")))

    assert told["misfits"]
    assert wrong("report", told) == []


def test_a_year_keeps_to_its_schema():
    cases = year_of(replace(shop().stage, write=unwritten), Date(2026, 1, 1), 30, "fi")
    told = again(year_as_json(Year(Date(2026, 1, 1), tuple(cases), "Europe/Helsinki")))

    assert told["near"]
    assert wrong("year", told) == []


def test_a_day_with_a_time_would_be_seen():
    told = again(as_json(account_of(played(), "en")))
    told["deadlines"][0]["last_day"] = "2026-11-16T00:00:00Z"

    assert wrong("report", told)
