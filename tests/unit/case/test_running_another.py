"""`run`: the case goes on in another playbook; `for_each` and `together`: lists and branches."""

from __future__ import annotations

from engine.case.journal import EntryKind
from engine.case.view import Stage
from tests.unit.case.cases import TWO_LINES, at, book, opened

FIRST = """
settings:
  days: {question: How long?, type: duration, value: 2 days}
stops_when:
  return cancelled by customer:
    - end: cancelled
deadlines:
  refund_by: {law: refund after withdrawal, done_when: refund issued}
steps:
  - wait_for: [return received]
    name: the parcel
    until: 5 days from now
    if_too_late: go on
  - send: hello
    name: greeting
  - run: Second
"""
SECOND = book(
    """
    only_if: order.country is NO
    settings:
      days: {question: How long?, type: duration, value: 9 days}
    stops_when:
      customer wants refund:
        - end: refund wanted
    reopens_when:
      refund failed:
        - send: sorry
        - end: failed
    deadlines:
      refund_by: {law: refund after withdrawal, done_when: refund issued}
      answer_by: {kind: goal, due: settings.days after notice.received_at}
    steps:
      - send: hello
        name: greeting
      - wait_for: [return received, refund issued]
        name: the parcel
        until: settings.days from now
        if_too_late: go on
      - end: second over
    """,
    title="Second",
    starts="return received",
    per="order",
)


def test_running_another_playbook_goes_on_in_the_same_case():
    case = opened(FIRST, SECOND)
    case.go_to(at("20"))

    assert case.result == "second over"
    assert case.view.case == 1
    assert case.view.playbook == "Return requested"


def test_the_start_and_condition_of_the_other_playbook_do_not_apply():
    case = opened(FIRST, SECOND, order__country="DK")
    case.hear("return.received")

    assert case.view.headline.startswith("Waiting for return received or refund issued")


def test_steps_of_one_name_in_two_playbooks_of_a_case_are_two_steps():
    case = opened(FIRST, SECOND)
    case.go_to(at("07"))

    assert case.letters == ["hello", "hello"]
    assert case.view.stage is Stage.WAITING


def test_what_was_consumed_before_a_run_stays_consumed():
    case = opened(FIRST, SECOND)
    case.hear("return.received")

    assert case.result == ""
    assert [entry["by"] for entry in case.entries(EntryKind.WAIT_ENDED)] == [5]


def test_stops_of_both_playbooks_hold():
    first, second = opened(FIRST, SECOND), opened(FIRST, SECOND)
    for case in (first, second):
        case.hear("return.received")
    first.hear("return.cancelled")
    second.hear("customer.wants_refund")

    assert (first.result, second.result) == ("cancelled", "refund wanted")


def test_the_stops_of_a_playbook_that_was_not_entered_do_not_hold():
    case = opened(FIRST, SECOND)
    case.hear("customer.wants_refund")

    assert case.result == ""


def test_reopening_of_both_playbooks_holds():
    case = opened(FIRST, SECOND)
    case.go_to(at("20"))
    case.hear("refund.failed", refund={"id": "F1"})

    assert case.letters[-1] == "sorry"
    assert case.result == "failed"


def test_two_playbooks_that_name_the_same_rule_share_its_deadline():
    case = opened(FIRST, SECOND)
    case.hear("return.received")

    assert [deadline.name for deadline in case.view.deadlines] == ["refund_by", "answer_by"]
    assert len([entry for entry in case.entries(EntryKind.DEADLINE) if entry["name"] == "refund_by"]) == 1


def test_each_playbook_goes_by_its_own_settings():
    case = opened(FIRST, SECOND)
    case.hear("return.received")

    assert case.deadline("answer_by").last_day.format_iso() == "2026-12-10"
    assert case.next_at == at("11 00:00")


def test_for_each_goes_through_the_lines_in_their_order():
    case = opened("""
        steps:
          - for_each: line in return.lines
            steps:
              - do: restock
                article: line.name
          - end: over
    """)

    assert case.entries(EntryKind.LIST) == [
        {"step": "Return requested / for_each line in return.lines", "lines": ["1", "2"]}
    ]
    assert [entry["step"][-3:] for entry in case.entries(EntryKind.DONE)] == ["[1]", "[2]"]


def test_for_each_pins_its_list_when_it_begins():
    case = opened("""
        steps:
          - for_each: line in return.lines
            steps:
              - wait_for: [return inspected]
                until: 3 days from now
                if_too_late: go on
              - send: one_line
          - end: over
    """)
    more = {"lines": [{"id": "3"}, *reversed(TWO_LINES)]}
    case.hear("return.inspected", **{"return": more})
    case.go_to(at("20"))

    assert [mail.task.known.lookup("line.name") for mail in case.mailed] == ["Jumper", "Scarf"]


def test_steps_of_nested_loops_have_identities_of_their_own():
    case = opened(
        """
        steps:
          - for_each: line in return.lines
            steps:
              - for_each: other in order.lines
                steps:
                  - do: restock
          - end: over
    """,
        order__lines=[{"id": "a"}, {"id": "b"}],
    )
    steps = [entry["step"] for entry in case.entries(EntryKind.DONE)]

    assert [step[-7:] for step in steps] == ["[1] [a]", "[1] [b]", "[2] [a]", "[2] [b]"]
    assert case.result == "over"


def test_an_empty_list_is_gone_through_at_once():
    case = opened("""
        steps:
          - for_each: line in complaint.lines
            steps:
              - do: restock
          - end: over
    """)

    assert (case.acts, case.result) == ([], "over")


TOGETHER = """
steps:
  - together:
      - - wait_for: [return received]
          until: 5 days from now
          if_too_late: go on
        - send: goods
      - - wait_for: [refund issued]
          until: 9 days from now
          if_too_late: go on
        - do: restock
  - end: both
"""


def test_together_joins_all_branches():
    case = opened(TOGETHER)
    case.hear("refund.issued", refund={"id": "F1"})
    assert (case.letters, case.acts, case.result) == ([], ["restock"], "")

    case.hear("return.received")
    assert (case.letters, case.result) == (["goods"], "both")


def test_tasks_of_both_branches_are_performed_in_one_turn():
    case = opened("""
        steps:
          - together:
              - - send: goods
              - - do: restock
              - - tell: Mads
                  say: Look
          - end: all
    """)

    assert (case.letters, case.acts, case.notes, case.result) == (["goods"], ["restock"], ["Look"], "all")


def test_a_branch_that_hangs_does_not_hold_up_the_other():
    case = opened(TOGETHER, fails={"restock": 1})
    case.hear("refund.issued", refund={"id": "F1"})
    case.hear("return.received")
    assert (case.letters, case.result, case.view.stage) == (["goods"], "", Stage.HANDED_OVER)

    case.does("retried")
    assert case.result == "both"


def test_a_case_wakes_for_the_branch_that_is_due_first():
    case = opened(TOGETHER)

    assert case.next_at == at("07 00:00")
