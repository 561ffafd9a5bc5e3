"""A story that did not come true says what happened instead, with dates, and how it would have to read."""

from __future__ import annotations

import pytest

from engine.rehearsal.report import headings
from engine.rehearsal.updating import difference, updated
from tests.unit.rehearsal.shipped import verdict

TRUE = (
    ("[]", "day 0: withdrawal_received is sent in da"),
    ("[]", "2 Nov: how_to_send_back is sent"),
    ("[]", "2026-11-12: send_back_reminder is sent"),
    ("[]", "never: refund"),
    ("[]", "once: withdrawal_received is sent"),
    ("[]", "send_back_by falls on: 2026-11-16"),
    ("[]", "27 Nov: returns team is asked"),
    ("[]", "2 Dec: owner is told"),
    ("['day 3: return cancelled by customer']", "case ends: cancelled by customer"),
    ("['day 3: return cancelled by customer']", "refund_by is: moot"),
)
FALSE = (
    ("[]", "day 1: withdrawal_received is sent", "It happened on another day: 2 Nov", "2 Nov: withdrawal_received"),
    ("[]", "day 0: withdrawal_received is sent in nb", "It never happened.", ""),
    ("[]", "3 Nov: return_closed is sent", "Nothing happened on Tue 3 Nov 2026.", ""),
    ("[]", "never: withdrawal_received is sent", "It did: 2 Nov", "2 Nov: withdrawal_received is sent in da"),
    ("[]", "once: refund", "It never happened.", ""),
    ("[]", "send_back_by falls on: 2026-11-17", "falls on Mon 16 Nov 2026.", "send_back_by falls on: 2026-11-16"),
    ("[]", "choose_by falls on: 2026-11-17", "choose_by was never set in this case.", ""),
    ("[]", "send_back_by is: broken", "send_back_by is moot (the day has passed).", "send_back_by is: moot"),
    ("[]", "case ends: refunded", "The case has not ended: Question to returns team", ""),
    (
        "['day 3: return cancelled by customer']",
        "case ends: refunded",
        "The case ends: cancelled by customer.",
        "case ends: cancelled by customer",
    ),
    ("[]", "27 Nov: customer service is asked", "27 Nov: returns team is asked", ""),
)


def unquoted(happens: str) -> str:
    return happens.replace("['", "[{").replace("']", "}]")


@pytest.mark.parametrize(("happens", "expect"), TRUE)
def test_what_happens_comes_true(happens: str, expect: str):
    assert verdict(unquoted(happens), expect).failures == ()


@pytest.mark.parametrize(("happens", "expect", "instead", "better"), FALSE)
def test_what_does_not_happen_is_told_with_what_did(happens: str, expect: str, instead: str, better: str):
    [failure] = verdict(unquoted(happens), expect).failures

    assert instead in failure.instead
    assert failure.better.startswith(better)
    assert bool(failure.better) is bool(better)


def test_an_answer_to_a_question_that_is_not_open_names_the_line_and_the_questions():
    found = verdict("[{day 24: returns team answers Close the case}]", "never: refund")

    assert (found.failures[0].line, "27 Nov: returns team is asked" in found.failures[0].instead) == (5, True)


def test_only_the_sentence_that_is_wrong_is_updated_and_its_comment_stays():
    found = verdict("[]", "send_back_by falls on: 2026-11-17")
    text = "a\nb\nc\nd\ne\nf\n      - send_back_by falls on: 2026-11-17   # a Tuesday\nh"

    assert updated(text, [found]).split("\n")[6] == "      - send_back_by falls on: 2026-11-16   # a Tuesday"


def test_a_difference_shows_each_line_before_and_after():
    assert difference("a\nb", "a\nc", "x.yaml", headings("en")) == "x.yaml, line 2\n- b\n+ c"
