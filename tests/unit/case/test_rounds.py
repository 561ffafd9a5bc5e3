"""Rounds: what stops a case, what wakes it after its end, and what stays as it was."""

from __future__ import annotations

from engine.case.action import Attempt
from engine.case.journal import EntryKind
from engine.case.view import Stage
from tests.unit.case.cases import at, broken_off, opened

STOPPED = """
stops_when:
  return cancelled by customer:
    - send: return_cancelled
    - end: cancelled by customer
deadlines:
  refund_by: {law: refund after withdrawal, done_when: refund issued}
  goods_by: {law: delivery, done_when: order delivered}
steps:
  - do: create return label
  - wait_for: [return received]
    until: 30 days from now
    if_too_late: go on
  - send: thanks
  - end: over
"""
REOPENED = """
reopens_when:
  return received:
    - send: welcome_back
    - wait_for: [refund issued]
      until: 5 days from now
      if_too_late: go on
    - end: done again
stops_when:
  return cancelled by customer:
    - send: return_cancelled
    - end: cancelled by customer
steps:
  - wait_for: [return received]
    until: 2 days from now
    if_too_late:
      - send: closing
      - end: not sent back
  - end: came back
"""


def test_an_event_that_stops_interrupts_at_any_point_and_the_customer_hears_of_it():
    case = opened(STOPPED)
    case.hear("return.cancelled")

    assert case.letters == ["return_cancelled"]
    assert case.result == "cancelled by customer"


def test_what_is_left_of_a_stopped_case_is_moot():
    case = opened(STOPPED)
    case.hear("return.cancelled")
    case.go_to(at("31"))

    assert case.letters == ["return_cancelled"]
    assert str(case.deadline("refund_by").state) == "moot"


def test_a_legal_duty_already_begun_stays_on_the_board_after_a_stop():
    case = opened(STOPPED, order__delivered_at=None)
    case.hear("return.cancelled")
    assert case.view.stage is Stage.CLOSED
    assert str(case.deadline("goods_by").state) == "upcoming"

    case.go_to(at("25"))
    assert str(case.deadline("goods_by").state) == "broken"


def test_an_interrupt_ends_the_waiting_for_a_step_that_failed():
    case = opened(STOPPED, fails={"create return label": 1})
    assert case.view.stage is Stage.HANDED_OVER

    case.hear("return.cancelled")
    assert case.result == "cancelled by customer"
    assert case.acts == []


def test_an_interrupt_acts_between_two_tries_of_a_step():
    tried = STOPPED.replace("create return label", "create return label\n    try_again: 3 times, 1 hour apart")
    case = opened(tried, fails={"create return label": 2})
    case.hear("return.cancelled")
    case.go_to(at("03"))

    assert (case.acts, case.result) == ([], "cancelled by customer")


def test_what_is_being_performed_finishes_before_the_case_is_stopped():
    case = broken_off(STOPPED, "create return label")
    case.hear("return.cancelled")

    assert case.acts == ["create return label"]
    assert case.letters == ["return_cancelled"]
    assert case.result == "cancelled by customer"


def test_a_step_that_was_in_progress_when_the_engine_stopped_says_so_to_its_integration():
    case = broken_off(STOPPED, "create return label")

    assert [task.attempt for task in case.seen_at(case.now).perform] == [Attempt.AFTER_A_STOP]


def test_reopens_when_begins_a_new_round_whose_steps_have_identities_of_their_own():
    case = opened(REOPENED)
    case.go_to(at("05"))
    assert case.result == "not sent back"

    case.hear("return.received")
    assert case.letters == ["closing", "welcome_back"]
    assert case.mailed[-1].task.step.startswith("round 1 / ")
    assert case.view.stage is Stage.WAITING

    case.go_to(at("20"))
    assert case.result == "done again"


def test_earlier_rounds_stay_settled():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("return.received")
    case.go_to(at("20"))

    assert case.letters.count("closing") == 1
    assert [entry["result"] for entry in case.entries(EntryKind.CLOSED)] == ["not sent back", "done again"]


def test_a_case_can_be_woken_twice():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("return.received", shipment={"number": "P1"})
    case.go_to(at("15"))
    case.hear("return.received", shipment={"number": "P2"})

    assert case.letters == ["closing", "welcome_back", "welcome_back"]
    assert [mail.task.step.partition(" / ")[0] for mail in case.mailed[1:]] == ["round 1", "round 2"]


def test_a_repeat_of_the_event_that_woke_a_case_wakes_it_no_second_time():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("return.received", shipment={"number": "P1"})
    case.go_to(at("15"))
    case.hear("return.received", shipment={"number": "P1"})

    assert case.letters == ["closing", "welcome_back"]
    assert case.result == "done again"


def test_a_woken_case_can_be_stopped():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("return.received")
    case.hear("return.cancelled")

    assert case.letters[-1] == "return_cancelled"
    assert case.result == "cancelled by customer"


def test_any_other_event_after_the_end_becomes_a_question_to_a_person():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("customer.replied")

    assert case.questions == ["This came after the case had ended: customer replied. Does something have to be done?"]
    assert case.result == "not sent back"

    case.answer("Seen")
    assert case.questions == []


def test_an_event_after_the_end_is_not_forgotten_when_the_case_is_woken_at_the_same_time():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear_together("customer.replied", "return.received")

    assert case.letters[-1] == "welcome_back"
    assert case.questions == ["This came after the case had ended: customer replied. Does something have to be done?"]


def test_what_came_after_the_end_stops_no_later_round():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("return.cancelled")
    case.hear("return.received")

    assert case.letters == ["closing", "welcome_back"]
    assert case.view.stage is Stage.WAITING


def test_what_came_after_the_end_still_satisfies_a_wait_of_the_new_round():
    case = opened(REOPENED)
    case.go_to(at("05"))
    case.hear("refund.issued", refund={"id": "F1"})
    case.hear("return.received")

    assert case.result == "done again"
    assert case.questions == []


def test_what_an_earlier_round_consumed_stays_consumed():
    case = opened(REOPENED.replace("wait_for: [refund issued]", "wait_for: [return received]"))
    case.go_to(at("05"))
    case.hear("return.received")

    assert case.view.stage is Stage.WAITING


def test_a_question_of_a_round_that_was_interrupted_is_not_asked_any_more():
    case = opened("""
        stops_when:
          return cancelled by customer:
            - wait: 3 days
            - end: cancelled by customer
        steps:
          - ask: Do we take it back?
            who: Mads
            answer_within: 2 days
            if_too_late:
              - tell: owner
                say: Nobody answered
            answers:
              Yes: go on
          - send: yes_we_do
          - end: over
    """)
    question = case.view.questions[0].key
    case.hear("return.cancelled")
    assert case.questions == []

    case.hear("operator.answered", question=question, answer="Yes", who="Mads")
    case.go_to(at("20"))
    assert (case.letters, case.notes, case.result) == ([], ["Do we take it back?"], "cancelled by customer")
