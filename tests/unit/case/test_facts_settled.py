"""Facts: the first report settles it, repeats change nothing, contradictions and what cannot be read go to a person."""

from __future__ import annotations

import pytest

from engine.case.folding import fold
from engine.case.journal import EntryKind
from tests.unit.case.cases import MONEY, TWO_LINES, at, opened

PAID = """
deadlines:
  refund_by: {law: refund after withdrawal, done_when: refund issued}
steps:
  - wait_for: [refund issued]
    until: 30 days from now
    if_too_late: go on
  - wait_for: [refund issued, return received]
    until: 60 days from now
    if_too_late: go on
  - end: refunded twice
"""
ASKED = """
steps:
  - ask: How much is taken off?
    who: Mads
    answer_within: 2 days
    fills: [return.deduction]
    if_too_late:
      - tell: owner
        say: Nobody answered
    answers:
      Take it off:
        - end: taken off
      Take nothing off:
        - end: nothing taken off
"""
REFUND = {"id": "F1", "amount": "499.00 DKK"}


def test_the_first_report_of_a_refund_settles_it_and_a_repeat_is_journaled_and_changes_nothing():
    case = opened(PAID)
    case.hear("refund.issued", refund=REFUND)
    case.go_to(at("02"))
    case.hear("refund.issued", refund={"id": "F1", "amount": {"amount": "499", "currency": "DKK"}})

    assert len([e for e in case.entries(EntryKind.EVENT) if e["type"] == "refund.issued"]) == 2
    assert (case.result, case.questions) == ("", [])
    assert case.seen_at(case.now).view.deadlines[0].met_on.format_iso() == "2026-12-01"


def test_two_refunds_are_two_facts():
    case = opened(PAID)
    case.hear("refund.issued", refund={"id": "F1", "amount": "200.00 DKK"})
    case.hear("refund.issued", refund={"id": "F2", "amount": "299.00 DKK"})

    assert case.result == "refunded twice"


@pytest.mark.parametrize("other", ["399.00 DKK", "499.00 EUR", "plenty"])
def test_contradicting_amounts_go_to_a_person(other):
    case = opened(PAID)
    case.hear("refund.issued", refund=REFUND)
    case.hear("refund.issued", refund={"id": "F1", "amount": other})

    assert case.questions == ["Two reports contradict each other: refund issued. Which one is right?"]
    assert case.result == ""


def test_the_same_amount_in_another_form_is_no_contradiction():
    case = opened(PAID)
    case.hear("refund.issued", refund={**REFUND, "amount": MONEY})
    case.hear("refund.issued", refund={**REFUND, "amount": "499 DKK"})

    assert case.questions == []


def test_the_first_report_of_a_parcel_settles_it():
    case = opened(PAID)
    case.hear("return.received", shipment={"number": "P1"})
    case.go_to(at("04"))
    before = fold(case.journal).typed["return.received_at"]
    case.hear("return.received", shipment={"number": "P1"})

    assert case.journal[-1].kind is EntryKind.EVENT
    assert fold(case.journal).typed["return.received_at"] == before == at("01 09:00")


def test_the_first_answer_to_a_question_settles_it():
    case = opened("""
        steps:
          - ask: Do we take it back?
            who: Mads
            answer_within: 2 days
            if_too_late:
              - tell: owner
                say: Nobody answered
            answers:
              Yes: go on
              No:
                - end: refused
          - wait: 9 days
          - end: taken back
    """)
    question = case.view.questions[0].key
    case.hear("operator.answered", question=question, answer="Yes", who="Mads")
    case.hear("operator.answered", question=question, answer="No", who="Anna")
    case.go_to(at("20"))

    assert case.result == "taken back"


def test_an_answer_that_is_not_offered_leaves_the_question_open_and_a_person_sees_it():
    case = opened(ASKED)
    case.answer("Throw it away")

    assert case.questions[0] == "How much is taken off?"
    assert '"Throw it away" is not an answer' in case.questions[1]
    assert case.result == ""


@pytest.mark.parametrize("value", ["a lot", 17, True, {"amount": "x"}, ["1"], {"currency": "DKK"}])
def test_an_answer_with_a_value_of_the_wrong_type_leaves_the_question_open_and_a_person_sees_it(value):
    case = opened(ASKED)
    case.answer("Take it off", return__deduction=value)
    assert "return.deduction" in case.questions[1]
    assert case.result == ""

    case.answer("Take it off", "How much", return__deduction="50.00 DKK")
    assert case.result == "taken off"


def test_an_answer_fills_only_the_fields_that_were_asked_for():
    case = opened(ASKED)
    case.answer("Take it off", return__deduction="50.00 DKK", return__refund_total="1.00 DKK")

    assert str(fold(case.journal).typed["return.deduction"]) == "50.00 DKK"
    assert str(fold(case.journal).typed["return.refund_total"]) == "499.00 DKK"


@pytest.mark.parametrize(
    ("kind", "data", "path"),
    [
        ("refund.issued", {"refund": {"id": "F1", "amount": "abc"}}, "refund.amount"),
        ("refund.issued", {"refund": {"id": "F1", "amount": {"amount": None}}}, "refund.amount"),
        ("return.received", {"return": {"received_at": "yesterday"}}, "return.received_at"),
        ("return.received", {"return": {"lines": "all of them"}}, "return.lines"),
        ("return.inspected", {"return": {"inspection": "smelly"}}, "return.inspection"),
        ("return.received", {"return": {"statutory": "perhaps"}}, "return.statutory"),
        ("order.changed", {"order": {"contract_date": "last week", "paid_total": []}}, "order.contract_date"),
    ],
)
def test_event_data_of_the_wrong_type_goes_to_a_person_and_the_case_goes_on(kind, data, path):
    case = opened(PAID)
    case.hear(kind, **data)
    assert any(path in question for question in case.questions)

    case.hear("refund.issued", refund={"id": "F2", "amount": "499.00 DKK"})
    case.hear("refund.issued", refund={"id": "F3", "amount": "1.00 DKK"})
    assert case.result == "refunded twice"
    assert str(case.deadline("refund_by").state) == "met"


def test_a_report_that_cannot_be_read_keeps_what_was_known_before():
    case = opened(PAID)
    case.hear("return.received", **{"return": {"lines": "everything", "refund_total": None}})
    case.hear("refund.issued", refund={"id": "F1", "amount": "100.00 DKK"})

    assert case.action.keys.lines == frozenset(line["id"] for line in TWO_LINES)
    assert str(case.deadline("refund_by").state) == "upcoming"


def test_an_order_that_cannot_be_read_opens_its_case_all_the_same_and_a_person_sees_it():
    case = opened(PAID, order__placed_at="some day", order__paid_total="free")

    assert case.view.headline.startswith("Waiting for refund issued")
    assert "order.placed_at" in case.questions[0]
    assert "order.paid_total" in case.questions[0]


def test_no_sender_can_set_what_belongs_to_the_shop_or_to_the_case():
    case = opened("""
        steps:
          - wait_for: [customer replied]
            until: 9 days from now
            if_too_late: go on
          - if: remembered.paid is set
            then:
              - end: fooled
          - send: thanks
          - end: answered
    """)
    told = {"remembered": {"paid": "yes"}, "case": {"link": "https://evil.example"}, "shop": {"name": "Evil"}}
    case.hear("customer.replied", **told, settings={"x": "y"})
    known = case.mailed[0].task.known

    assert case.result == "answered"
    assert (known.lookup("case.link"), known.lookup("shop.name")) == ("", "Nordlys")


def test_the_first_notice_counts_and_a_second_one_changes_no_field():
    case = opened(PAID, data={"notice": {"text": "I withdraw."}})
    case.go_to(at("03"))
    case.hear("return.requested", notice={"text": "I withdraw, again."})
    known = fold(case.journal).typed

    assert (known["notice.text"], known["notice.received_at"]) == ("I withdraw.", at("01 09:00"))
    assert case.deadline("refund_by").last_day.format_iso() == "2026-12-15"


def test_a_notice_after_the_customer_had_kept_the_goods_begins_anew():
    case = opened(PAID, data={"notice": {"text": "I withdraw."}})
    case.hear("return.cancelled")
    case.go_to(at("03"))
    case.hear("return.requested", notice={"text": "I withdraw after all."})

    assert case.deadline("refund_by").last_day.format_iso() == "2026-12-17"
    assert str(case.deadline("refund_by").state) == "on hold"
