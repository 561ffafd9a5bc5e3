"""What people do to a case: skip, retry, take over, resume; always in the journal, never the silent end of a case."""

from __future__ import annotations

import pytest

from engine.case.journal import EntryKind
from engine.case.view import Stage
from tests.unit.case.cases import at, opened

STEPS = """
steps:
  - do: create return label
  - ask: Do we take it back?
    who: Mads
    answer_within: 2 days
    meanwhile:
      - every: 1 day
        tell: Mads
        say: A question waits
    if_too_late:
      - tell: owner
        say: Nobody answered
    answers:
      Yes: go on
      No:
        - end: refused
  - wait_for: [return received]
    until: 9 days from now
    meanwhile:
      - at: 3 days after notice.received_at
        send: reminder
    if_too_late:
      - send: closing
      - end: not sent back
  - send: thanks
  - end: over
"""
LABEL = "Return requested / do create return label"
QUESTION = "Return requested / ask Do we take it back?"
PARCEL = "Return requested / wait_for return received"


def test_a_skipped_step_is_passed_and_never_performed():
    case = opened(STEPS, fails={"create return label": 1})
    case.does("skipped", LABEL)

    assert case.acts == []
    assert case.questions == ["Do we take it back?"]
    assert case.view.stage is Stage.WAITING


def test_a_skipped_question_is_not_asked_any_more_and_its_reminders_end():
    case = opened(STEPS)
    case.does("skipped", QUESTION)
    assert case.questions == []
    assert case.view.headline.startswith("Waiting for return received")

    case.go_to(at("04 09:00"))
    assert case.notes == ["Do we take it back?"]


def test_a_skipped_wait_is_passed_without_an_event_and_without_its_steps_for_too_late():
    case = opened(STEPS)
    case.answer("Yes")
    case.does("skipped", PARCEL)

    assert case.letters == ["thanks"]
    assert case.result == "over"


def test_a_skipped_pause_is_over():
    case = opened("steps:\n  - wait: 5 days\n  - end: over\n")
    case.does("skipped", "Return requested / wait 5 days")

    assert case.result == "over"


def test_a_step_can_be_skipped_before_the_case_comes_to_it():
    case = opened(STEPS)
    case.does("skipped", "Return requested / send thanks")
    case.answer("Yes")
    case.hear("return.received")

    assert (case.letters, case.result) == ([], "over")


def test_a_step_that_says_skip_is_left_out():
    case = opened("steps:\n  - send: hello\n    skip: yes\n  - end: over\n")

    assert (case.letters, case.result) == ([], "over")


@pytest.mark.parametrize("step", ["", "no such step", "Return requested / end over"])
def test_skipping_what_is_not_there_changes_no_way(step):
    case = opened(STEPS)
    case.does("skipped", step)

    assert case.questions == ["Do we take it back?"]


def test_what_people_do_is_journaled_with_the_name_as_stated():
    case = opened(STEPS)
    case.does("skipped", QUESTION)
    entry = case.entries(EntryKind.EVENT)[-1]

    assert (entry["type"], entry["data"]["who"]) == ("operator.skipped", "Anna")


def test_a_case_that_a_person_took_over_says_so_and_sends_the_customer_nothing():
    case = opened(STEPS)
    case.answer("Yes")
    case.does("handed_over")
    case.go_to(at("08"))
    case.hear("return.received")

    assert case.view.stage is Stage.HANDED_OVER
    assert "Anna" in case.view.headline
    assert case.letters == []


def test_cancel_is_a_hand_over_and_never_the_silent_end_of_a_case():
    case = opened("""
        steps:
          - wait_for: [return received]
            until: 9 days from now
            if_too_late:
              - end: not sent back
          - end: over
    """)
    case.does("handed_over")
    case.go_to(at("31"))
    assert case.result == ""
    assert case.view.stage is Stage.HANDED_OVER

    case.does("resumed")
    assert case.result == "not sent back"


def test_a_resumed_case_goes_on_where_it_was():
    case = opened(STEPS)
    case.does("handed_over")
    case.does("resumed")
    case.answer("Yes")
    case.hear("return.received")

    assert (case.letters, case.result) == (["thanks"], "over")


def test_a_reminder_whose_moment_passed_while_a_person_had_the_case_is_not_sent_late():
    case = opened(STEPS)
    case.answer("Yes")
    case.does("handed_over")
    case.go_to(at("07"))
    case.does("resumed")
    case.go_to(at("08"))

    assert case.letters == []


def test_a_question_can_be_answered_while_a_person_has_the_case():
    case = opened(STEPS)
    case.does("handed_over")
    case.answer("No")
    assert case.result == ""

    case.does("resumed")
    assert case.result == "refused"


def test_a_second_notice_is_acknowledged_even_while_a_person_has_the_case():
    case = opened("steps:\n  - send: receipt\n    at_once: yes\n  - wait: 9 days\n  - end: over\n")
    case.does("handed_over")
    case.hear("return.requested", notice={"text": "Again: I withdraw."})

    assert case.letters == ["receipt", "receipt"]
    assert case.mailed[1].task.known.lookup("notice.text") == "Again: I withdraw."


def test_a_second_notice_gets_only_the_receipts_and_only_once():
    case = opened("""
        steps:
          - send: receipt
            at_once: yes
          - send: guide
          - wait_for: [return received]
            until: 9 days from now
            if_too_late: go on
          - end: over
    """)
    case.hear("return.requested")
    case.go_to(at("05"))
    case.hear("return.received")

    assert case.letters == ["receipt", "guide", "receipt"]
    assert case.result == "over"


def test_a_retry_of_a_step_that_is_done_performs_nothing():
    case = opened(STEPS)
    case.does("retried", LABEL)

    assert case.acts == ["create return label"]


def test_a_retried_step_that_took_the_way_of_failure_is_tried_again_when_a_person_names_it():
    case = opened(
        """
        steps:
          - do: refund
            amount: return.refund_total
            if_it_fails:
              - tell: owner
                say: Pay it by hand
              - go on
          - wait: 9 days
          - end: over
        """,
        fails={"refund": 1},
    )
    case.does("retried", "Return requested / do refund")

    assert case.acts == ["refund"]
    assert case.notes == ["Pay it by hand"]
