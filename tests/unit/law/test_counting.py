"""How one date is counted: days, not hours; whose day; which reading; what the shop may rely on."""

from __future__ import annotations

import json

import pytest
from whenever import Date, Instant, TimeDelta

from engine.law import Deadline, Jurisdiction, count, find_rule


def test_the_period_ends_with_the_last_second_of_its_last_day(deadline, at):
    end = deadline("DK", "withdrawal", "2026-11-06T14:20:00+01:00").end

    assert end == at("2026-11-21T00:00:00+01:00")


@pytest.mark.parametrize(
    ("start", "hours"),
    [("2026-10-14T00:00:00+02:00", 15 * 24 + 1), ("2027-03-17T00:00:00+01:00", 15 * 24 - 1)],
)
def test_a_change_of_clocks_makes_the_last_day_no_shorter_and_no_longer(deadline, at, start, hours):
    counted = deadline("NL", "withdrawal", start)

    assert counted.end - at(start) == TimeDelta(hours=hours)


def test_both_hours_of_a_repeated_night_are_the_same_day(deadline):
    first = deadline("DK", "withdrawal", "2026-10-25T02:30:00+02:00")
    second = deadline("DK", "withdrawal", "2026-10-25T02:30:00+01:00")

    assert first.last_day == second.last_day == Date(2026, 11, 9)


def test_one_minute_around_midnight_is_one_day_of_difference(deadline):
    before = deadline("NO", "withdrawal", "2026-11-02T23:59:59+01:00")
    after = deadline("NO", "withdrawal", "2026-11-03T00:00:00+01:00")

    assert (before.last_day, after.last_day) == (Date(2026, 11, 16), Date(2026, 11, 17))


def test_the_same_moment_is_another_day_in_finland(deadline):
    stockholm = deadline("SE", "withdrawal", "2026-11-02T22:30:00Z")
    helsinki = deadline("FI", "withdrawal", "2026-11-02T22:30:00Z")

    assert (stockholm.last_day, helsinki.last_day) == (Date(2026, 11, 16), Date(2026, 11, 17))


@pytest.mark.parametrize(
    ("start", "last"),
    [("2028-02-29T12:00:00+01:00", Date(2029, 2, 28)), ("2027-02-28T12:00:00+01:00", Date(2028, 2, 28))],
)
def test_a_year_from_the_29th_of_february_ends_on_the_28th(deadline, start, last):
    assert deadline("DE", "burden of proof", start).last_day == last


def test_a_month_from_the_31st_ends_with_the_shorter_month(deadline):
    assert deadline("GB", "data request", "2028-01-31T09:00:00Z").last_day == Date(2028, 2, 29)


def test_the_shop_counts_its_refund_in_its_own_zone(at):
    rule = find_rule("refund after withdrawal", Jurisdiction("DK"))
    start = at("2026-11-02T23:30:00+01:00")

    at_home = count(rule, start, Jurisdiction("DK"))
    from_finland = count(rule, start, Jurisdiction("DK", trader_zone="Europe/Helsinki"))

    assert (at_home.last_day, from_finland.last_day) == (Date(2026, 11, 16), Date(2026, 11, 17))
    assert from_finland.end == at("2026-11-18T00:00:00+02:00")


def test_the_customer_counts_in_the_customers_zone_whatever_the_shops(at):
    rule = find_rule("withdrawal", Jurisdiction("DK"))
    where = Jurisdiction("DK", trader_zone="Europe/Helsinki")

    assert count(rule, at("2026-11-02T23:30:00+01:00"), where).last_day == Date(2026, 11, 16)


def test_the_canary_islands_have_their_own_midnight(at):
    start = at("2026-11-02T23:30:00+00:00")

    islands = count(find_rule("withdrawal", Jurisdiction("ES", "CN")), start, Jurisdiction("ES", "CN"))
    madrid = count(find_rule("withdrawal", Jurisdiction("ES")), start, Jurisdiction("ES"))

    assert (islands.last_day, madrid.last_day) == (Date(2026, 11, 16), Date(2026, 11, 17))


def test_an_unclear_right_of_the_customer_gets_the_later_day_and_says_so(deadline):
    counted = deadline("IT", "withdrawal", "2026-11-28T10:00:00+01:00")

    assert (counted.last_day, counted.confidence) == (Date(2026, 12, 14), "low")
    assert counted.doubt.startswith("Counted the later day, Mon 14 Dec 2026, because")
    assert "Sat 12 Dec 2026 (codice civile 2963)" in counted.doubt


def test_an_unclear_duty_of_the_shop_gets_the_earlier_day_and_says_so(deadline):
    counted = deadline("DK", "refund after withdrawal", "2026-12-12T10:00:00+01:00")

    assert (counted.last_day, counted.latest) == (Date(2026, 12, 26), Date(2026, 12, 28))
    assert counted.doubt.startswith("Counted the earlier day, Sat 26 Dec 2026, because")


def test_where_all_readings_agree_there_is_no_doubt(deadline):
    counted = deadline("DK", "withdrawal", "2026-11-06T14:20:00+01:00")

    assert (counted.doubt, counted.confidence, counted.latest) == ("", "high", counted.last_day)


def test_germany_without_a_land_names_the_holiday_that_might_hold(deadline):
    unknown = deadline("DE", "withdrawal", "2026-12-23T10:00:00+01:00")
    saxony = deadline("DE-SN", "withdrawal", "2026-12-23T10:00:00+01:00")

    assert (unknown.last_day, unknown.latest, unknown.confidence) == (Date(2027, 1, 6), Date(2027, 1, 7), "medium")
    assert "Heilige Drei Könige" in unknown.doubt
    assert (saxony.latest, saxony.doubt, saxony.confidence) == (Date(2027, 1, 6), "", "high")


def test_the_prudent_day_is_not_moved_and_lets_the_money_arrive(deadline):
    counted = deadline("NO", "refund after withdrawal", "2026-12-18T09:00:00+01:00")

    assert counted.last_day == Date(2027, 1, 4)
    assert counted.safe_by == Date(2026, 12, 28)  # 29, 30 and 31 December are the banking days before 1 January


def test_a_refund_without_a_number_of_days_is_prudent_within_three_banking_days(deadline):
    counted = deadline("DK", "refund after cancelled delivery", "2026-11-20T09:00:00+01:00")

    assert (counted.safe_by, counted.last_day) == (Date(2026, 11, 25), Date(2026, 12, 4))


def test_seventy_two_hours_run_through_the_weekend(deadline, at):
    counted = deadline("DE", "data breach", "2026-10-23T18:00:00+02:00")

    assert counted.end == at("2026-10-26T17:00:00+01:00")
    assert counted.last_day == Date(2026, 10, 26)


def test_the_steps_name_each_closed_day_and_the_statute(deadline):
    steps = deadline("DK", "withdrawal", "2026-12-10T16:00:00+01:00").steps

    assert steps[1] == "14 days: the last day is Thu 24 Dec 2026."
    assert steps[2] == "Thu 24 Dec 2026 is closed: Juleaftensdag (forbrugeraftaleloven § 19(6))."
    assert sum("is closed" in step for step in steps) == 4


def test_a_deadline_survives_the_journal(deadline):
    counted = deadline("IE", "withdrawal", "2026-11-28T10:00:00+00:00")

    assert Deadline.from_dict(json.loads(json.dumps(counted.to_dict()))) == counted


def test_a_reading_may_count_the_first_day(deadline):
    counted = deadline("IE", "short-term reject", "2026-12-01T10:00:00+00:00")

    assert (counted.last_day, counted.latest) == (Date(2026, 12, 30), Date(2026, 12, 31))
    assert "that day is counted" in counted.steps[0]


def test_lasting_goods_in_norway_may_be_argued_to_five_years(deadline):
    counted = deadline("NO", "defect liability", "2024-05-10T10:00:00+02:00")

    assert (counted.last_day, counted.latest) == (Date(2026, 5, 10), Date(2029, 5, 10))


def test_the_start_is_kept_as_it_was(deadline):
    assert deadline("DK", "withdrawal", "2026-11-06T14:20:00+01:00").start == Instant.from_utc(2026, 11, 6, 13, 20)
