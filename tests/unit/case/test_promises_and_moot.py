"""The shop's own clocks, promises within the law's day, and what makes a deadline moot."""

from __future__ import annotations

from engine.case.journal import EntryKind
from tests.unit.case.cases import MONEY, at, book, opened

PROMISE = """
deadlines:
  money_by:
    kind: promise
    due: 5 working days after return.received_at
    done_when: refund issued
  refund_by: {law: refund after withdrawal, done_when: refund issued}
steps:
  - wait: 60 days
  - end: over
"""
OURS = """
deadlines:
  wished_by: {kind: goodwill, due: 7 days after notice.received_at}
  answered_by: {kind: goal, due: 9 days after notice.received_at, done_when: refund issued}
  half_way: {kind: goal, due: 2 days before answered_by, done_when: refund issued}
steps:
  - wait_for: [customer replied]
    until: 20 days from now
    if_too_late: go on
  - end: over
"""
LAW = """
stops_when:
  order cancelled:
    - end: order cancelled
deadlines:
  send_back_by: {law: return shipment}
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - {at: 1 day before, tell: owner, say: The refund is due}
steps:
  - wait_for: [customer replied, return received]
    until: 40 days from now
    if_too_late: go on
  - end: over
"""


def state_of(case, name):
    return str(case.deadline(name).state)


def dates_of(case, name):
    return [entry for entry in case.entries(EntryKind.DEADLINE) if entry["name"] == name]


def test_a_promise_is_never_later_than_the_laws_prudent_day():
    case = opened(PROMISE)
    case.go_to(at("08"))
    case.hear("return.received")

    assert case.deadline("money_by").last_day == case.deadline("refund_by").safe_by


def test_a_promise_within_the_laws_prudent_day_stays_as_it_was_given():
    case = opened(PROMISE)
    case.go_to(at("02"))
    case.hear("return.received")

    assert case.deadline("money_by").last_day.format_iso() == "2026-12-09"
    assert case.deadline("money_by").last_day < case.deadline("refund_by").safe_by


def test_a_promise_given_after_the_prudent_day_is_held_to_the_laws_last_day():
    case = opened(PROMISE)
    case.go_to(at("14"))
    case.hear("return.received")

    assert case.deadline("money_by").last_day.format_iso() == "2026-12-15"


def test_a_clock_counts_from_the_date_it_names_and_moves_only_with_it():
    case = opened(OURS)
    assert case.deadline("wished_by").last_day.format_iso() == "2026-12-08"
    assert case.deadline("half_way").last_day.format_iso() == "2026-12-08"

    case.hear("customer.replied", notice={"received_at": "2026-11-30T10:00:00+01:00"})
    assert case.deadline("wished_by").last_day.format_iso() == "2026-12-07"
    assert case.deadline("half_way").last_day.format_iso() == "2026-12-07"


def test_a_clock_whose_date_is_not_known_yet_is_not_pinned():
    case = opened("""
        deadlines:
          arrived_by: {kind: goal, due: 3 days after return.sent_at, done_when: return received}
        steps:
          - wait: 60 days
          - end: over
    """)
    assert case.view.deadlines == ()

    case.hear("return.sent")
    assert case.deadline("arrived_by").last_day.format_iso() == "2026-12-04"


def test_a_clock_that_counts_from_now_begins_once():
    case = opened("""
        deadlines:
          soon: {kind: goal, due: 3 days from now, done_when: refund issued}
        steps:
          - wait: 60 days
          - end: over
    """)
    case.go_to(at("03"))
    case.hear("customer.replied")

    assert case.deadline("soon").last_day.format_iso() == "2026-12-04"
    assert len(case.entries(EntryKind.DEADLINE)) == 1


def test_a_goal_that_nobody_can_meet_any_more_is_moot_when_the_case_has_ended():
    case = opened(OURS)
    case.hear("customer.replied")

    assert state_of(case, "answered_by") == "moot"
    assert case.deadline("answered_by").note == "the case has ended"


def test_a_goal_that_was_missed_stays_broken_after_the_end():
    case = opened(OURS)
    case.go_to(at("12"))
    case.hear("customer.replied")

    assert state_of(case, "answered_by") == "broken"


def test_a_wish_that_nothing_meets_is_moot_when_its_day_has_passed():
    case = opened(OURS)
    case.go_to(at("10"))

    assert state_of(case, "wished_by") == "moot"


def test_the_customers_own_day_is_moot_when_it_has_passed_and_never_broken():
    case = opened(LAW)
    case.go_to(at("16"))

    assert (state_of(case, "send_back_by"), case.deadline("send_back_by").note) == ("moot", "the day has passed")


def test_the_customers_own_day_is_moot_once_the_goods_are_back():
    case = opened(LAW)
    case.hear("return.received")

    assert case.deadline("send_back_by").note == "ended by return received"


def test_a_withdrawal_taken_back_makes_its_refund_moot():
    case = opened(LAW)
    case.hear("return.cancelled")

    assert (state_of(case, "refund_by"), case.deadline("refund_by").note) == (
        "moot",
        "ended by return cancelled by customer",
    )


def test_money_that_is_paid_after_a_withdrawal_was_taken_back_breaks_no_date_of_the_law():
    case = opened(LAW)
    case.hear("return.received")
    case.go_to(at("03"))
    case.hear("return.cancelled")
    case.go_to(at("20"))
    case.hear("refund.issued", refund={"id": "r1", "amount": MONEY})

    assert state_of(case, "refund_by") == "moot"


def test_money_that_was_paid_too_late_stays_so_though_the_withdrawal_is_taken_back_afterwards():
    case = opened(LAW)
    case.hear("return.sent")
    case.go_to(at("20"))
    case.hear("refund.issued", refund={"id": "r1", "amount": MONEY})
    case.hear("return.cancelled")

    assert state_of(case, "refund_by") == "broken"


def test_a_posting_receipt_after_a_withdrawal_was_taken_back_makes_the_refund_due_again():
    case = opened(LAW)
    case.go_to(at("03"))
    case.hear("return.cancelled")
    case.go_to(at("05"))
    case.hear("return.sent")

    assert state_of(case, "refund_by") == "upcoming"
    assert [pinned["deadline"]["last_day"] for pinned in dates_of(case, "refund_by")] == ["2026-12-15"]


def test_a_posting_receipt_after_the_last_day_of_a_case_that_was_taken_back_makes_the_refund_due_by_the_next_banking_day():
    case = opened(LAW)
    case.go_to(at("03"))
    case.hear("return.cancelled")
    case.go_to(at("18"))
    case.hear("return.sent")
    before = state_of(case, "refund_by")
    case.hear("refund.issued", refund={"id": "r1", "amount": MONEY})

    assert [pinned["deadline"]["last_day"] for pinned in dates_of(case, "refund_by")] == ["2026-12-15", "2026-12-21"]
    assert (before, state_of(case, "refund_by")) == ("due", "met")


def test_a_return_that_is_no_withdrawal_has_no_date_of_the_law():
    case = opened(LAW, return__statutory=False)

    assert case.view.deadlines == ()


def test_a_legal_clock_goes_on_after_the_case_has_ended_and_its_alarms_ring():
    case = opened(LAW)
    case.hear("return.received")
    assert (case.result, state_of(case, "refund_by")) == ("over", "upcoming")

    case.go_to(at("20"))
    assert state_of(case, "refund_by") == "broken"
    assert case.notes == ["The refund is due"]


def test_conditions_can_ask_how_a_deadline_stands():
    case = opened(
        """
        deadlines:
          refund_by: {law: refund after withdrawal, done_when: refund issued}
        steps:
          - if: deadlines.refund_by.state is on hold and deadlines.refund_by.safe_by < refund_by
            then:
              - run: Other
          - end: not on hold
        """,
        book("steps:\n  - end: on hold\n", title="Other"),
    )

    assert case.result == "on hold"


def test_a_date_that_the_law_cannot_tell_goes_to_a_person_and_the_customer_is_answered_all_the_same():
    case = opened(LAW.replace("steps:", "steps:\n  - send: receipt\n    at_once: yes"), country="XX")

    assert case.letters == ["receipt"]
    assert "The legal date refund_by cannot be told for this customer. Decide it by hand." in case.questions


def test_the_customers_days_are_those_of_the_customers_clock():
    case = opened(LAW, start=at("01 23:30"), country="FI", order__country="FI")

    assert case.deadline("send_back_by").last_day.format_iso() == "2026-12-16"
    assert case.deadline("refund_by").last_day.format_iso() == "2026-12-15"
