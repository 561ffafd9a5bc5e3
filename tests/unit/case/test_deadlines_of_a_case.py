"""Deadlines: pinned once, their states, holds and releases, and what meets them."""

from __future__ import annotations

from dataclasses import replace

from engine.case import facts
from engine.case.journal import EntryKind
from engine.case.view import Stage
from tests.unit.case.cases import MONEY, SHOP, at, opened

REFUND = """
deadlines:
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - {at: 3 days before, tell: Mads, say: The refund is due soon}
      - {at: 1 day before, tell: owner, say: The refund is due tomorrow, urgent: yes}
steps:
  - wait_for: [return received]
    until: 60 days from now
    if_too_late: go on
  - wait_for: [return inspected]
    until: 60 days from now
    if_too_late: go on
  - end: over
"""
ANSWER = """
deadlines:
  first_answer:
    kind: goal
    due: 1 hour after notice.received_at
    done_when: receipt sent
    warn:
      - {at: 30 minutes before, tell: Mads, say: No receipt yet}
steps:
  - send: receipt
  - wait: 60 days
  - end: over
"""


def state_of(case, name="refund_by"):
    return str(case.deadline(name).state)


def test_a_deadline_is_computed_once_and_pinned():
    case = opened(REFUND)
    for day in ("02", "10", "20"):
        case.go_to(at(day))
        case.hear("customer.replied")

    pinned = case.entries(EntryKind.DEADLINE)
    assert [entry["name"] for entry in pinned] == ["refund_by"]
    assert pinned[0]["deadline"]["last_day"] == "2026-12-15"
    assert pinned[0]["deadline"]["basis"]


def test_a_pinned_date_of_the_shop_stands_whatever_becomes_of_its_opening_days():
    case = opened("""
        deadlines:
          ours: {kind: goal, due: 3 working days after notice.received_at}
        steps:
          - wait: 60 days
          - end: over
    """)
    closed = replace(SHOP, closed_days=frozenset({case.deadline("ours").last_day}))
    case.in_force = replace(case.in_force, shop=closed)
    case.hear("customer.replied")

    assert case.deadline("ours").last_day.format_iso() == "2026-12-04"
    assert len(case.entries(EntryKind.DEADLINE)) == 1


def test_an_event_that_by_law_moves_a_deadline_makes_a_new_entry_that_says_why():
    case = opened(REFUND)
    case.hear("return.cancelled")
    case.go_to(at("03"))
    case.hear("return.requested")

    pinned = case.entries(EntryKind.DEADLINE)
    assert [entry["deadline"]["last_day"] for entry in pinned] == ["2026-12-15", "2026-12-17"]
    assert pinned[1]["because"] == "the customer told of the withdrawal"
    assert pinned[0]["identity"] != pinned[1]["identity"]


def test_a_back_dated_report_that_shortens_a_traders_clock_is_journaled_with_the_reason():
    case = opened(REFUND, start=at("04"), told=at("01"))
    notes = [entry["text"] for entry in case.entries(EntryKind.NOTE)]

    assert case.deadline("refund_by").last_day.format_iso() == "2026-12-15"
    why = "because the customer told of the withdrawal then; it was reported only on 2026-12-04."
    assert notes == [f"refund_by counts from 2026-12-01, {why}"]
    assert opened(REFUND).entries(EntryKind.NOTE) == []


def test_a_refund_waits_on_hold_and_its_alarms_are_silent():
    case = opened(REFUND)
    case.go_to(at("20"))

    assert state_of(case) == "on hold"
    assert case.deadline("refund_by").note == "nothing received yet: neither the goods nor proof of sending"
    assert case.notes == []


def test_a_release_before_the_last_day_leaves_it_as_it_is():
    case = opened(REFUND)
    case.go_to(at("04"))
    case.hear("return.sent")

    assert state_of(case) == "upcoming"
    assert case.deadline("refund_by").last_day.format_iso() == "2026-12-15"
    assert len(case.entries(EntryKind.DEADLINE)) == 1


def test_a_release_after_the_last_day_makes_the_refund_due_by_the_next_banking_day():
    case = opened(REFUND)
    case.go_to(at("18"))
    case.hear("return.received")

    pinned = case.entries(EntryKind.DEADLINE)[-1]["deadline"]
    assert pinned["last_day"] == "2026-12-21"
    assert pinned["confidence"] == "low"
    assert state_of(case) == "due"
    assert case.notes == ["The refund is due soon", "The refund is due tomorrow"]


def test_a_british_refund_counts_afresh_from_the_goods():
    case = opened(REFUND, country="GB")
    assert case.view.deadlines == ()

    case.go_to(at("20"))
    case.hear("return.received")
    assert case.deadline("refund_by").last_day.format_iso() == "2027-01-03"


def test_there_is_no_hold_where_the_shop_collects():
    case = opened(REFUND, return__collected=True)
    case.go_to(at("16"))

    assert state_of(case) == "broken"


def test_a_deadline_is_due_inside_its_warning_time_and_broken_at_the_end_of_its_last_day():
    case = opened(REFUND)
    case.hear("return.received")
    seen = []
    for day in ("05", "08", "15 23:59", "16 00:00"):
        case.go_to(at(day))
        seen.append(state_of(case))

    assert seen == ["upcoming", "due", "due", "broken"]


def test_alarms_count_from_the_prudent_day():
    case = opened(REFUND)
    case.hear("return.received")
    case.go_to(at("16"))
    safe = case.deadline("refund_by").safe_by

    assert [told.at.to_tz("Europe/Copenhagen").date() for told in case.told] == [
        safe.subtract(days=3),
        safe.subtract(days=1),
    ]


def test_an_alarm_rings_once():
    case = opened(REFUND)
    case.hear("return.received")
    for day in ("10", "12", "14", "16", "20"):
        case.go_to(at(day))

    assert case.notes == ["The refund is due soon", "The refund is due tomorrow"]


def test_an_alarm_rings_even_when_a_step_hangs():
    case = opened(REFUND.replace("steps:", "steps:\n  - do: restock"), fails={"restock": 1})
    case.hear("return.received")
    assert case.view.stage is Stage.HANDED_OVER

    case.go_to(at("16"))
    assert "The refund is due soon" in case.notes


def test_an_alarm_rings_while_a_person_has_the_case():
    case = opened(REFUND)
    case.hear("return.received")
    case.does("handed_over")
    case.go_to(at("16"))

    assert case.notes == ["The refund is due soon", "The refund is due tomorrow"]


def test_two_alarms_at_one_moment_tell_two_people():
    case = opened(REFUND.replace("at: 3 days", "at: 1 day"))
    case.hear("return.received")
    case.go_to(at("16"))

    assert {(told.who, told.say) for told in case.told} == {
        ("Mads", "The refund is due soon"),
        ("owner", "The refund is due tomorrow"),
    }
    assert len(case.told) == 2


def test_an_alarm_of_hours_counts_from_the_end():
    case = opened(ANSWER, fails={"mail": 9})
    case.go_to(at("01 09:29"))
    assert case.notes == []

    case.go_to(at("01 09:30"))
    assert case.notes == ["No receipt yet"]


def test_a_refund_reported_without_an_amount_counts_once_a_person_has_written_it_down():
    case = opened(REFUND)
    case.hear("return.received")
    case.hear("refund.issued", refund={"id": "r1"})
    before = state_of(case)
    case.note_down(facts.fields({"refund.amount": MONEY}, "a person"))

    assert (before == "met", state_of(case)) == (False, "met")
