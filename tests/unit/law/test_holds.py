"""When the shop may wait with the money, and what is due when the wait is over."""

from __future__ import annotations

import pytest
from whenever import Date, Instant

from engine.errors import LawError
from engine.law import Happening, Jurisdiction, count, find_hold, find_rule, released

DK = Jurisdiction("DK")
RULE = find_rule("refund after withdrawal", DK)
ASKED = Instant.from_utc(2026, 11, 10, 9)
DEADLINE = count(RULE, ASKED, DK)


def happened(kind: str, day: int) -> Happening:
    return Happening(kind, Instant.from_utc(2026, 11, day, 12), {})


def test_the_shop_may_wait_while_nothing_has_come():
    hold = find_hold(RULE, DEADLINE, [happened("return.requested", 10)], {})

    assert (hold.state, hold.since) == ("held", ASKED)


def test_goods_or_proof_release_it_whichever_is_first():
    hold = find_hold(RULE, DEADLINE, [happened("return.received", 20), happened("return.sent", 13)], {})

    assert (hold.state, hold.since) == ("released", Instant.from_utc(2026, 11, 13, 12))


@pytest.mark.parametrize(
    ("facts", "happenings", "reason"),
    [
        ({"return.collected": True}, [], "offered to collect"),
        ({"order.kind": "service"}, [], "no goods"),
        ({}, [happened("order.cancelled", 9)], "never left the shop"),
    ],
)
def test_there_is_no_wait_where_the_law_gives_none(facts, happenings, reason):
    hold = find_hold(RULE, DEADLINE, happenings, facts)

    assert hold.state == "none"
    assert reason in hold.reason


@pytest.mark.parametrize("words", ["withdrawal", "delivery"])
def test_other_periods_are_never_on_hold(words):
    rule = find_rule(words, DK)

    assert find_hold(rule, count(rule, ASKED, DK), [], {}).state == "none"


def test_britain_has_no_hold_because_its_clock_starts_with_the_goods():
    rule = find_rule("refund after withdrawal", Jurisdiction("GB"))
    counted = count(rule, ASKED, Jurisdiction("GB"))

    assert find_hold(rule, counted, [], {}).state == "none"
    assert released(rule, counted, counted.end.add(hours=99), Jurisdiction("GB")) == counted


def test_a_release_in_time_leaves_the_deadline_as_it_is():
    last_second = DEADLINE.end.subtract(seconds=1)

    assert released(RULE, DEADLINE, last_second, DK) == DEADLINE


def test_a_release_after_the_last_day_is_due_by_the_end_of_the_next_banking_day():
    after = released(RULE, DEADLINE, DEADLINE.end, DK)

    assert DEADLINE.last_day == Date(2026, 11, 24)
    assert (after.last_day, after.safe_by, after.confidence) == (Date(2026, 11, 26), Date(2026, 11, 25), "low")
    assert after.end == Instant.from_utc(2026, 11, 26, 23)
    assert "without undue delay" in after.doubt


def test_a_release_before_a_closed_bank_waits_for_the_next_open_one():
    christmas = Instant.from_utc(2026, 12, 23, 20)

    assert released(RULE, DEADLINE, christmas, DK).last_day == Date(2026, 12, 28)


def test_fourteen_new_days_are_shown_as_what_could_be_argued():
    assert released(RULE, DEADLINE, DEADLINE.end, DK).latest == Date(2026, 12, 9)


def test_a_deadline_of_another_rule_is_refused():
    with pytest.raises(LawError, match=r"counted by dk\.refund"):
        find_hold(find_rule("delivery", DK), DEADLINE, [], {})
