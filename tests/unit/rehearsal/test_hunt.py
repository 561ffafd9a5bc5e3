"""A hunt finds each planted defect with the shortest story that shows it, and is silent where nothing is wrong."""

from __future__ import annotations

import pytest

from engine.rehearsal.hunting_finds import Find
from engine.rehearsal.hunting_story import story_of
from engine.rehearsal.hunting_telling import Hunter
from engine.rehearsal.hunting_whole import Result
from tests.unit.rehearsal.planted import HEAD, REFUND_BY, codes, hunted, replayed
from tests.unit.rehearsal.planting import found_in, planted_in, with_text

SLOW = (
    REFUND_BY
    + """\
steps:
  - send: withdrawal_received
  - wait_for: [return received]
    until: 2 days from now
    if_too_late: go on
  - ask: Shall we pay?
    name: slow question
    who: owner
    answer_within: {length}
    meanwhile:
      - every: 4 days
        send: complaint_update
    if_too_late: go on
    answers:
      Yes: go on
  - wait_for: [refund issued]
    until: 1 working day from now
    if_too_late: go on
  - end: done
"""
)
SILENT = """\
steps:
  - send: withdrawal_received
  - wait_for: [customer replied]
    name: long wait
    until: 13 days from now
    if_too_late: go on
  - send: return_closed
  - end: done
"""
PROMISE = """\
deadlines:
  news_by:
    kind: promise
    due: 2 working days after notice.received_at
    done_when: return_cancelled sent
    warn:
      - at: 4 hours before
        tell: owner
        say: Soon
steps:
  - ask: May we write?
    who: owner
    answer_within: 3 working days
    if_too_late: go on
    answers:
      Yes: go on
  - send: return_cancelled
  - end: done
"""
UNREACHED = """\
steps:
  - remember: {remembered.colour: red}
  - if: remembered.colour is blue
    then:
      - send: return_closed
        name: never sent
      - send: return_cancelled
  - end: done
"""
STUCK = """\
steps:
  - wait: until shipment.new_date
  - end: done
"""
TWICE = """\
steps:
  - send: return_closed
  - wait: 1 day
  - if: return.wish is exchange
    then:
      - send: return_closed
        name: once more
  - end: done
"""


def only(result: Result) -> Find:
    assert len(result.open) == 1, [(find.code, find.about) for find in result.open]
    return result.open[0]


def happened(find: Find) -> list[str]:
    assert find.path
    return [line.words for line in find.path.happened]


def test_a_question_that_lasts_longer_than_the_law_is_found():
    find = only(hunted(SLOW.format(length="20 days")))

    assert (find.code, find.details["clock"], happened(find)) == (
        "FJ054",
        "refund_by",
        ["return received", "owner answers Yes"],
    )


def test_a_question_within_the_law_is_not_found():
    assert codes(hunted(SLOW.format(length="2 working days"))) == []


def test_nobody_is_blamed_for_a_payment_that_was_asked_for_in_time_and_never_made():
    found = hunted(SLOW.format(length="1 working day"))

    assert codes(found) == []


def test_the_story_of_a_late_deadline_comes_true_when_it_is_played():
    body = SLOW.format(length="20 days")

    assert replayed(body, only(hunted(body))).failures == ()


def test_thirteen_days_without_a_word_are_found():
    find = only(hunted(SILENT))

    assert (find.code, find.about, find.details["days"], happened(find)) == ("FJ065", "Planted / long wait", "14", [])


def test_the_days_without_a_word_can_be_chosen():
    assert codes(hunted(SILENT, silent_days=20)) == []


def test_silence_after_the_last_word_is_no_silence():
    assert codes(hunted(SILENT.replace("  - send: return_closed\n", ""))) == []


def test_a_promise_that_a_slow_answer_breaks_is_found():
    find = only(hunted(PROMISE))

    assert (find.code, happened(find)) == ("FJ058", ["owner answers Yes"])


def test_the_story_of_a_broken_promise_comes_true_when_it_is_played():
    assert replayed(PROMISE, only(hunted(PROMISE))).failures == ()


def test_a_promise_with_time_enough_is_not_found():
    assert codes(hunted(PROMISE.replace("2 working days", "4 working days"))) == []


def test_of_steps_that_nobody_comes_to_the_first_is_named():
    find = only(hunted(UNREACHED))

    assert (find.code, find.about, find.path) == ("FJ059", "Planted / never sent", None)


def test_a_step_that_only_another_beginning_reaches_is_no_find():
    assert codes(hunted(TWICE.replace("return_closed\n        name: once more", "return_cancelled"))) == []


def test_a_case_that_stands_still_is_found():
    find = only(hunted(STUCK))

    assert (find.code, "shipment.new_date" in find.details["reason"]) == ("FJ064", True)


def test_the_same_mail_twice_is_found_with_what_the_customer_wished():
    find = only(hunted(TWICE))

    assert (find.code, find.about, "return.wish: exchange" in story_of(find, "x")) == (
        "FJ075",
        "Planted / once more",
        True,
    )


def test_the_story_of_two_mails_comes_true_when_it_is_played():
    assert replayed(TWICE, only(hunted(TWICE))).failures == ()


def test_a_find_that_is_accepted_above_its_step_is_told_with_the_reason():
    accepted = (
        "      # fjorten: accept FJ075 because it is friendly\n      - send: return_closed\n        name: once more"
    )
    found = hunted(TWICE.replace("      - send: return_closed\n        name: once more", accepted))

    assert (codes(found), [reason for _, reason in found.finds]) == ([], ["it is friendly"])


def test_an_acceptance_counts_only_for_what_stands_below_it():
    elsewhere = TWICE.replace("  - wait: 1 day", "  # fjorten: accept FJ075 because it is friendly\n  - wait: 1 day")

    assert codes(hunted(elsewhere)) == ["FJ075"]


def test_an_acceptance_above_the_first_field_counts_for_the_file():
    assert codes(hunted(TWICE, f"# fjorten: accept FJ075 because it is friendly\n{HEAD}")) == []


def test_each_step_that_can_fail_is_let_fail():
    failing = TWICE.replace(
        "  - wait: 1 day\n",
        """\
  - do: create return label
    try_again: 3 times, 10 minutes apart
    if_it_fails:
      - send: return_closed
        name: in case of need
      - go on
""",
    )
    found = next(find for find in hunted(failing).open if find.about == "Planted / in case of need")

    assert (found.code, "create return label fails 4 times" in story_of(found, "x")) == ("FJ075", True)


@pytest.mark.parametrize("language", ["da", "nb", "sv", "fi", "de", "en"])
def test_a_find_is_told_in_six_languages(language):
    hunter = Hunter.in_language(language)
    told = [hunter.sentence(only(hunted(body))) for body in (PROMISE, SILENT)]

    assert "news_by" in told[0]
    assert "long wait" in told[1]


DECIDED = """\
steps:
  - send: withdrawal_received
  - ask: Shall we go on?
    name: the decision
    who: owner
    answer_within: 2 working days
    if_too_late: go on
    answers:
      Yes: go on
      No:
        - end: refused
  - send: return_closed
  - end: done
"""
TWO_DATES = """\
deadlines:
  inspected_by:
    kind: goal
    due: {look} after notice.received_at
    done_when: return_checked sent
    warn: [{{at: 1 day before, tell: owner, say: Soon}}]
  money_by:
    kind: promise
    due: 8 days after notice.received_at
    done_when: refund issued
    warn: [{{at: 1 day before, tell: owner, say: Soon}}]
  choose_by:
    kind: goodwill
    due: 2 days after notice.received_at
steps:
  - send: two_dates
  - wait_for: [return received]
    until: 2 days from now
    if_too_late: go on
  - remember: {{return.refund_total: order.paid_total}}
  - send: return_checked
  - wait_for: [refund issued]
    until: 2 days from now
    if_too_late: go on
  - end: done
"""
EMPTY_PLACE = """\
steps:
  - send: return_checked
  - end: done
"""


def test_an_answer_that_ends_the_case_without_a_word_is_found():
    find = only(hunted(DECIDED))

    assert (find.code, find.details["answer"], happened(find)) == ("FJ066", "No", ["owner answers No"])


def test_an_answer_after_which_the_customer_hears_something_is_not_found():
    told = DECIDED.replace("      No:\n", "      No:\n        - send: return_cancelled\n")

    assert codes(hunted(told)) == []


def test_the_story_of_an_end_without_a_word_comes_true_when_it_is_played():
    assert replayed(DECIDED, only(hunted(DECIDED))).failures == ()


def test_two_dates_of_one_mail_that_cannot_both_be_meant_are_found():
    finds = [find for find in hunted(TWO_DATES.format(look="9 days")).open if find.code == "FJ076"]

    assert [(find.details["first"], find.details["second"]) for find in finds] == [("inspected_by", "money_by")]


def test_the_story_of_two_dates_comes_true_when_it_is_played():
    body = TWO_DATES.format(look="9 days")
    find = next(find for find in hunted(body).open if find.code == "FJ076")

    assert replayed(body, find).failures == ()


def test_two_dates_in_the_order_of_what_happens_are_not_found():
    assert "FJ076" not in codes(hunted(TWO_DATES.format(look="1 day")))


def test_a_mail_that_shows_what_nobody_knows_yet_is_found():
    find = only(hunted(EMPTY_PLACE))

    assert (find.code, find.about) == ("FJ064", "Planted / send return_checked")


def test_the_same_mail_twice_in_one_breath_is_found():
    body = "steps:\n  - send: return_closed\n  - send: return_closed\n    name: once more\n  - end: done\n"

    assert codes(hunted(body)) == ["FJ075"]


@pytest.mark.parametrize(
    ("kind", "line", "code"),
    [
        ("a slower answer", "answer_within: 45 days", "FJ058"),
        ("a longer wait", "until: 75 days from now", "FJ065"),
        ("a mail twice", "- send: complaint_received", "FJ075"),
        ("a way shut", "- if: order.country is AQ", "FJ059"),
    ],
)
def test_a_defect_planted_into_a_shipped_playbook_is_found(kind: str, line: str, code: str):
    spoilt = next(p for p in planted_in("complaint") if p.kind == kind and line in p.text.splitlines()[p.line - 1])

    assert code in {found for found, _ in found_in(with_text("complaint", spoilt.text), "complaint", states=900)}
