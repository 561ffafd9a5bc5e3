"""`decide` is pure: nothing but its arguments counts, no report stops it, and what it once answered it keeps."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import TimeDelta

from engine.case.decide import decide
from engine.case.folding import apply, fold
from engine.case.journal import EntryKind
from engine.case.state import State
from engine.case.view import Stage
from engine.language.catalogue import EVENTS
from tests.unit.case.cases import START, happens, opened

RICH = """
settings:
  days: {question: How long?, type: duration, value: 5 days}
stops_when:
  return cancelled by customer:
    - send: return_cancelled
    - end: cancelled
reopens_when:
  return received:
    - send: welcome_back
    - end: again
deadlines:
  send_back_by: {law: return shipment}
  refund_by:
    law: refund after withdrawal
    done_when: refund issued
    warn:
      - {at: 3 days before, tell: owner, say: Due soon}
  money_by: {kind: promise, due: 5 working days after return.received_at, done_when: refund issued}
steps:
  - send: receipt
    at_once: yes
  - together:
      - - wait_for: [customer replied]
          until: settings.days from now
          if_too_late: go on
      - - for_each: line in return.lines
          steps:
            - do: restock
              try_again: 2 times, 1 day apart
              if_it_fails: go on
  - wait_for: [return received, refund issued]
    until: send_back_by
    meanwhile:
      - at: 4 days before send_back_by
        send: reminder
    if_too_late: go on
  - if: return.refund_total > 100 DKK and return.received_at is set
    then:
      - ask: Do we pay?
        who: Mads
        answer_within: 1 working day
        fills: [return.deduction]
        if_too_late:
          - tell: owner
            say: Nobody answered
        answers:
          Yes: go on
          No:
            - end: refused
  - remember: {remembered.seen: yes}
  - end: over
"""
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "amount", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
GROUPS = ["order", "customer", "notice", "return", "refund", "complaint", "shipment", "choice", "case", "values"]
NAMES = ["number", "lines", "received_at", "amount", "id", "statutory", "refund_total", "message_id", "country", "link"]
DATA = st.dictionaries(
    st.sampled_from(GROUPS), st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=3) | JUNK, max_size=3
)
USUAL = st.sampled_from(
    [
        ("return.received", {"shipment": {"number": "P1"}}),
        ("return.sent", {}),
        ("customer.replied", {}),
        ("refund.issued", {"refund": {"id": "F1", "amount": "200.00 DKK"}}),
        ("refund.issued", {"refund": {"id": "F2", "amount": "499.00 DKK"}}),
        ("refund.failed", {"refund": {"id": "F1"}}),
        ("return.requested", {"notice": {"text": "again"}}),
        ("return.cancelled", {}),
        ("operator.handed_over", {"who": "Anna"}),
        ("operator.resumed", {"who": "Anna"}),
        ("operator.retried", {}),
        ("message.bounced:receipt", {"message_id": "1.Return requested / send receipt"}),
    ]
)
TURNS = st.lists(st.tuples(st.integers(0, 96), st.integers(0, 48), USUAL), max_size=7)


def played(turns, failures=0):
    """A case to which these things happen: after how many hours, how long ago, and what."""
    case = opened(RICH, fails={"restock": failures})
    for number, (hours, ago, (kind, data)) in enumerate(turns):
        case.go_to(case.now + TimeDelta(hours=hours))
        case.happen(happens(kind, case.now - TimeDelta(hours=ago), case.now, f"{number}", **data))
        if case.questions and number % 2:
            case.answer("Yes")
    return case


@given(TURNS, st.integers(0, 4), st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_the_same_arguments_give_the_same_answer(turns, failures, hours):
    case = played(turns, failures)
    now = case.now + TimeDelta(hours=hours)
    before = copy.deepcopy([entry.data for entry in case.journal])

    first, second = case.seen_at(now), case.seen_at(now)
    assert (first.record, first.wake_at, first.view, first.keys) == (
        second.record,
        second.wake_at,
        second.view,
        second.keys,
    )
    assert [task.step for task in first.perform] == [task.step for task in second.perform]
    assert [entry.data for entry in case.journal] == before


@given(TURNS, st.integers(0, 4))
@settings(max_examples=20, deadline=None)
def test_replaying_a_journal_entry_by_entry_gives_the_same_state(turns, failures):
    case = played(turns, failures)
    state = State()
    for entry in case.journal:
        apply(state, entry)

    assert state == fold(case.journal)


@given(TURNS)
@settings(max_examples=15, deadline=None)
def test_a_case_that_rests_has_nothing_more_to_do_at_that_moment(turns):
    case = played(turns)
    action = case.seen_at(case.now)

    assert (action.record, action.perform) == ((), ())
    assert action.wake_at is None or action.wake_at > case.now


@given(TURNS, st.sampled_from(sorted(EVENTS)))
@settings(max_examples=25, deadline=None)
def test_an_event_that_arrives_later_never_changes_an_earlier_answer(turns, kind):
    case = played(turns)
    before = fold(case.journal)
    case.go_to(case.now + TimeDelta(hours=1))
    settled = case.journal
    case.happen(happens(kind, START, case.now, "late"))
    after = fold(case.journal)

    assert case.journal[: len(settled)] == settled
    for decided in ("branches", "lists"):
        assert getattr(before, decided).items() <= getattr(after, decided).items()
    over = {name: wait.by for name, wait in before.waits.items() if wait.over}
    assert over.items() <= {name: wait.by for name, wait in after.waits.items()}.items()
    assert before.consumed <= after.consumed
    assert before.done.items() <= after.done.items()


@given(st.permutations(["customer.replied", "return.inspected", "refund.issued", "order.changed"]))
@settings(deadline=None)
def test_independent_events_that_arrive_together_give_the_same_case_in_any_order(kinds):
    case = opened(RICH)
    case.hear_together(*kinds)
    usual = opened(RICH)
    usual.hear_together(*sorted(kinds))

    assert case.view == usual.view
    assert sorted(case.letters) == sorted(usual.letters)
    assert fold(case.journal).branches == fold(usual.journal).branches


@given(st.sampled_from(sorted(EVENTS)), DATA)
@settings(max_examples=80, deadline=None)
def test_no_report_whatever_it_says_stops_a_case(kind, data):
    case = opened(RICH)
    case.happen(happens(kind, case.now, name="junk", **data))
    case.go_to(case.now + TimeDelta(hours=24 * 60))

    assert case.result or case.view.questions or case.view.stage is Stage.HANDED_OVER


@given(DATA)
@settings(max_examples=30, deadline=None)
def test_no_opening_whatever_it_says_stops_a_case(data):
    case = opened(
        RICH,
        data=data,
        **{f"{g}__{n}": v for g, part in data.items() if isinstance(part, dict) for n, v in part.items()},
    )
    case.go_to(case.now + TimeDelta(hours=24 * 60))

    assert "receipt" in case.letters
    assert case.entries(EntryKind.WAITING)


def test_deciding_does_not_depend_on_what_was_decided_before():
    case = played([(24, 0, ("return.received", {})), (24, 0, ("customer.replied", {}))])
    later = case.now + TimeDelta(hours=500)
    fresh = decide(case.in_force, case.journal, case.now)
    case.seen_at(later)

    assert decide(case.in_force, case.journal, case.now).view == fresh.view
