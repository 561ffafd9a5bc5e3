"""What meets a deadline: the whole amount paid, a message that the mail server took; and what un-meets it."""

from __future__ import annotations

import pytest

from engine.case.journal import EntryKind
from tests.unit.case.cases import START, at, happens, opened
from tests.unit.case.test_deadlines_of_a_case import ANSWER, REFUND, state_of


def test_a_refund_clock_is_met_only_when_the_whole_amount_owed_is_paid():
    case = opened(REFUND)
    case.hear("return.received")
    case.hear("refund.issued", refund={"id": "F1", "amount": "400.00 DKK"})
    assert state_of(case) == "upcoming"

    case.go_to(at("03"))
    case.hear("refund.issued", refund={"id": "F2", "amount": "99.00 DKK"})
    assert state_of(case) == "met"
    assert case.deadline("refund_by").met_on.format_iso() == "2026-12-03"


def test_money_in_another_currency_does_not_pay_what_is_owed():
    case = opened(REFUND)
    case.hear("refund.issued", refund={"id": "F1", "amount": "499.00 EUR"})

    assert state_of(case) == "on hold"


def test_a_later_failure_of_the_refund_un_meets_the_clock():
    case = opened(REFUND)
    case.hear("return.received")
    case.hear("refund.issued", refund={"id": "F1", "amount": "499.00 DKK"})
    assert state_of(case) == "met"

    case.hear("refund.failed", refund={"id": "F1", "reason": "account closed"})
    assert state_of(case) == "upcoming"


def test_a_refund_paid_too_late_stays_broken():
    case = opened(REFUND)
    case.hear("return.received")
    case.go_to(at("17"))
    case.hear("refund.issued", refund={"id": "F1", "amount": "499.00 DKK"})

    assert (state_of(case), case.deadline("refund_by").note) == ("broken", "done, but too late")


def test_a_refund_reported_late_but_paid_in_time_meets_the_clock():
    case = opened(REFUND)
    case.hear("return.received")
    case.go_to(at("17"))
    case.hear("refund.issued", when=at("14"), refund={"id": "F1", "amount": "499.00 DKK"})

    assert state_of(case) == "met"


def test_a_message_meets_its_clock_only_when_the_mail_server_took_it():
    case = opened(ANSWER, fails={"mail": 9})
    assert state_of(case, "first_answer") == "upcoming"

    case.go_to(at("03"))
    assert state_of(case, "first_answer") == "broken"
    assert state_of(opened(ANSWER), "first_answer") == "met"


@pytest.mark.parametrize("outcome", ["message.bounced:receipt", "message.failed:receipt"])
def test_a_later_bounce_or_failure_un_meets_it_and_a_new_letter_meets_it_again(outcome):
    case = opened(ANSWER)
    letter = case.entries(EntryKind.EVENT)[-1]["data"]["message_id"]
    case.happen(happens(outcome, case.now, message_id=letter))
    assert state_of(case, "first_answer") == "upcoming"

    case.happen(happens("message.sent:receipt", case.now, name="again", message_id=letter))
    assert state_of(case, "first_answer") == "met"


def test_a_bounced_mail_goes_to_a_person():
    case = opened(ANSWER)
    case.happen(happens("message.bounced:receipt", START, message_id="1"))

    assert case.questions == ["A mail came back: receipt bounced. Reach the customer another way."]
