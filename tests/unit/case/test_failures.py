"""Failures: without `if_it_fails` a person gets the case; only what certainly did nothing is tried again."""

from __future__ import annotations

from whenever import TimeDelta

from engine.case import facts
from engine.case.view import Stage
from tests.unit.case.cases import START, at, opened

PLAIN = """
steps:
  - do: refund
    amount: return.refund_total
  - send: done
  - end: refunded
"""
TRIED = """
steps:
  - do: refund
    amount: return.refund_total
    try_again: 3 times, 1 hour apart
    if_it_fails:
      - tell: owner
        say: It did not go through
      - go on
  - end: over
"""
EACH = """
steps:
  - for_each: line in return.lines
    steps:
      - do: restock
        if_it_fails:
          - tell: Mads
            say: Put it back by hand
          - go on
      - send: restocked
  - end: over
"""


def unknown(task, _now):
    """Nobody knows whether the step did its work."""
    return (facts.failed(task.step, "the connection was lost", "unknown"),)


def test_without_if_it_fails_the_case_stops_and_a_person_gets_it():
    case = opened(PLAIN, fails={"refund": 1})

    assert case.view.stage is Stage.HANDED_OVER
    assert case.letters == []
    assert case.notes == ["“refund” fails in this rehearsal."]

    case.go_to(at("20"))
    assert (case.acts, case.result, len(case.notes)) == ([], "", 1)


def test_retry_runs_the_step_again_and_the_case_goes_on():
    case = opened(PLAIN, fails={"refund": 1})
    case.does("retried", "Return requested / do refund")

    assert case.result == "refunded"
    assert case.acts == ["refund"]


def test_a_retry_that_fails_calls_for_help_again():
    case = opened(PLAIN, fails={"refund": 2})
    case.does("retried")

    assert case.view.stage is Stage.HANDED_OVER
    assert case.notes == ["“refund” fails in this rehearsal."] * 2


def test_with_if_it_fails_its_steps_run_and_lead_somewhere():
    case = opened(TRIED.replace("    try_again: 3 times, 1 hour apart\n", ""), fails={"refund": 1})

    assert case.notes == ["It did not go through"]
    assert case.result == "over"


def test_if_it_fails_can_end_the_case():
    case = opened(
        """
        steps:
          - do: refund
            amount: return.refund_total
            if_it_fails:
              - end: by hand
          - end: over
        """,
        fails={"refund": 1},
    )

    assert case.result == "by hand"


def test_try_again_three_times_means_three_more_tries():
    assert opened(TRIED, fails={"refund": 1}).acts == []
    for failures, acts, told in ((1, 1, 0), (3, 1, 0), (4, 0, 1)):
        case = opened(TRIED, fails={"refund": failures})
        case.go_to(START + TimeDelta(hours=5))
        assert (len(case.acts), len(case.notes), case.result) == (acts, told, "over")


def test_tries_are_as_far_apart_as_the_playbook_says():
    case = opened(TRIED, fails={"refund": 2})
    case.go_to(START + TimeDelta(hours=5))

    assert [moment for moment, _ in case.performed] == [START + TimeDelta(hours=2)]


def test_while_it_will_try_again_the_case_waits_and_nobody_is_bothered():
    case = opened(TRIED, fails={"refund": 2})

    assert case.view.stage is Stage.WAITING
    assert case.next_at == START + TimeDelta(hours=1)
    assert case.notes == []


def test_an_unknown_outcome_goes_to_a_person_and_is_never_tried_again():
    case = opened("steps:\n  - wait: 1 hour" + TRIED.removeprefix("\nsteps:"))
    case.perform = unknown
    case.go_to(at("20"))

    assert case.acts == ["refund"]
    assert case.view.stage is Stage.HANDED_OVER
    assert case.notes == ["the connection was lost"]


def test_if_it_fails_inside_for_each_belongs_to_its_own_line():
    case = opened(EACH, fails={"restock": 1})

    assert case.notes == ["Put it back by hand"]
    assert case.acts == ["restock"]
    assert case.letters == ["restocked", "restocked"]
    assert case.result == "over"


def test_if_it_fails_inside_for_each_runs_for_every_line_that_fails():
    case = opened(EACH, fails={"restock": 2})

    assert case.notes == ["Put it back by hand"] * 2
    assert case.result == "over"


def test_a_failing_line_without_if_it_fails_holds_up_the_lines_after_it():
    case = opened(
        """
        steps:
          - for_each: line in return.lines
            steps:
              - do: restock
          - end: over
        """,
        fails={"restock": 1},
    )
    assert (case.acts, case.view.stage) == ([], Stage.HANDED_OVER)

    case.does("retried")
    assert (case.acts, case.result) == (["restock"] * 2, "over")


def test_a_retry_without_a_name_leaves_alone_what_the_playbook_got_over():
    case = opened(
        """
        steps:
          - do: refund
            amount: return.refund_total
            if_it_fails:
              - tell: owner
                say: Pay it by hand
              - go on
          - do: restock
          - end: over
        """,
        fails={"refund": 1, "restock": 1},
    )
    case.does("retried")

    assert case.acts == ["restock"]
    assert case.result == "over"


def test_a_message_that_cannot_go_takes_the_way_that_the_playbook_has_for_it():
    case = opened(
        """
        steps:
          - send: guide
            if_it_fails:
              - tell: Mads
                say: Please call the customer
              - go on
          - end: over
        """,
        fails={"guide": 1},
    )

    assert (case.notes, case.result) == (["Please call the customer"], "over")


def test_a_message_waits_for_the_mail_server_and_the_case_with_it():
    case = opened(PLAIN.replace("done", "the_mail"), fails={"mail": 1})
    case.go_to(at("02"))

    assert (case.letters, case.result) == (["the_mail"], "refunded")


def test_a_note_that_cannot_be_told_holds_up_the_case_until_a_person_looks():
    case = opened("steps:\n  - tell: Mads\n    say: Look\n  - end: over\n", fails={"Mads": 1})

    assert case.view.stage is Stage.HANDED_OVER
    case.does("skipped", "Return requested / tell Mads")
    assert case.result == "over"


def test_a_moment_that_has_no_date_yet_goes_to_a_person_and_heals_by_itself():
    case = opened("""
        steps:
          - wait_for: [refund issued]
            until: 3 days after return.sent_at
            if_too_late: go on
          - end: over
    """)
    assert case.view.stage is Stage.HANDED_OVER
    assert '"return.sent_at" has no date yet' in case.notes[0]

    case.hear("return.sent")
    assert case.view.stage is Stage.WAITING
    case.go_to(at("20"))
    assert case.result == "over"
