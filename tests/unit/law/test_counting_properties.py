"""What holds for every rule of every country from any start."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from whenever import Date, Instant

from engine.law import Deadline, Jurisdiction, count, countries
from engine.law.calendars import why_closed
from engine.law.places import party_zone
from engine.law.sheets import rules_of

_PLACES = [
    *map(Jurisdiction, countries()),
    Jurisdiction("DE", "BY"),
    Jurisdiction("FR", "57"),
    Jurisdiction("DE", "SN"),
]
_PAIRS = [(rule, where) for where in _PLACES for rule in rules_of(where.country)]
_FIRST, _LAST = Instant.from_utc(2024, 1, 2).timestamp(), Instant.from_utc(2029, 6, 1).timestamp()

pairs = some.sampled_from(_PAIRS)
starts = some.integers(_FIRST, _LAST).map(Instant.from_timestamp)


@given(pairs, starts)
@settings(max_examples=400, deadline=None)
def test_a_deadline_never_ends_before_it_starts(pair, start):
    rule, where = pair

    assert count(rule, start, where).end > start


@given(pairs, starts, some.integers(0, 40 * 24 * 3600))
@settings(max_examples=400, deadline=None)
def test_a_later_start_never_gives_an_earlier_end(pair, start, seconds):
    rule, where = pair

    assert count(rule, start, where).end <= count(rule, start.add(seconds=seconds), where).end


@given(pairs, starts)
@settings(max_examples=400, deadline=None)
def test_no_period_ends_on_a_day_that_its_own_reading_closes(pair, start):
    rule, where = pair
    last_day = count(rule, start, where).last_day
    readings = [reading for reading in rule.count if reading.rolls]

    if len(rule.count) == len(readings) == 1:
        assert why_closed(last_day, readings[0], where.country, where.region) == ""


@given(pairs, starts, some.integers(0, 23 * 60 + 59))
@settings(max_examples=300, deadline=None)
def test_the_hour_of_the_day_changes_nothing_but_the_day(pair, start, minutes):
    rule, where = pair
    if rule.length.hours:
        return
    zone = party_zone(rule.zone, where)
    midnight = start.to_tz(zone).start_of("day")
    same_day = midnight.to_instant().add(minutes=minutes)
    if same_day.to_tz(zone).date() != midnight.date():
        return

    assert count(rule, same_day, where).end == count(rule, midnight.to_instant(), where).end


@given(pairs, starts)
@settings(max_examples=300, deadline=None)
def test_the_three_days_stand_in_order(pair, start):
    rule, where = pair
    counted = count(rule, start, where)

    assert counted.safe_by <= counted.last_day <= counted.latest


@given(pairs, starts)
@settings(max_examples=200, deadline=None)
def test_the_end_is_the_first_moment_after_the_last_day(pair, start):
    rule, where = pair
    counted = count(rule, start, where)
    zone = party_zone(rule.zone, where)

    assert counted.end.subtract(nanoseconds=1).to_tz(zone).date() == counted.last_day


@given(pairs, starts)
@settings(max_examples=200, deadline=None)
def test_every_deadline_survives_the_journal(pair, start):
    rule, where = pair
    counted = count(rule, start, where)

    assert Deadline.from_dict(json.loads(json.dumps(counted.to_dict()))) == counted


@given(pairs, starts)
@settings(max_examples=200, deadline=None)
def test_another_day_that_could_be_meant_is_always_said(pair, start):
    rule, where = pair
    counted = count(rule, start, where)

    if counted.latest != counted.last_day:
        assert counted.doubt


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_the_machines_time_zone_changes_nothing(zone):
    script = (
        "from whenever import Instant\nfrom engine.law import *\n"
        "w = Jurisdiction('DK')\nfor w in map(Jurisdiction, ('DK', 'FI', 'GB')):\n"
        "  for h in range(0, 400, 7): print(count(find_rule('withdrawal', w), Instant.from_utc(2026, 10, 20).add(hours=h), w))"
    )
    outputs = [
        subprocess.run(  # noqa: S603 (our own interpreter)
            [sys.executable, "-c", script], env={**os.environ, "TZ": tz}, capture_output=True, text=True, check=True
        ).stdout
        for tz in (zone, "UTC")
    ]

    assert outputs[0] == outputs[1] != ""


def test_year_ends_are_ordinary_days_where_no_statute_names_them():
    where = Jurisdiction("NO")
    rule = next(rule for rule in rules_of("NO") if rule.id == "no.withdrawal")

    assert count(rule, Instant.from_utc(2026, 12, 17, 12), where).last_day == Date(2026, 12, 31)
