"""A case goes over to another version: what is done stays done, what is pinned stays pinned, and nothing comes late."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.case.decide import decide
from engine.case.folding import fold
from engine.case.journal import EntryKind, first_break
from engine.case.moving import move
from tests.unit.case.cases import SHOP, Played, at, book, opened, version_in_force

NIGHT = replace(SHOP, quiet_hours=(0, 23 * 60))
"""A shop that writes to nobody by day."""

STEPS = """
deadlines:
  answer_by:
    kind: goal
    due: 5 days after notice.received_at
steps:
  - send: hello
  - ask: Do we take it back?
    name: taking back
    who: Mads
    answer_within: 1 working day
    if_too_late: go on
    answers:
      Yes: go on
      No:
        - end: refused
  - wait_for: [return received]
    name: parcel
    until: 10 days after notice.received_at
    meanwhile:
      - at: 4 days after notice.received_at
        send: reminder
    if_too_late:
      - end: never came
  - send: thanks
  - end: over
"""


def waiting(body: str = STEPS) -> Played:
    """A case that waits for the parcel, on the second day."""
    case = opened(body)
    case.answer("Yes")
    case.go_to(at("02"))
    return case


def moved(case: Played, body: str, *others: str) -> dict:
    """Let the case follow another text from now on; gives what was written down of it."""
    new = version_in_force(body, *others)
    fact = move(case.in_force, new, case.journal, case.now, 2)
    case.note_down(fact)
    if "why" not in fact.data:
        case.in_force = new
        case.settle()
    return dict(fact.data)


def refused(case: Played, body: str, *others: str) -> tuple[str, str]:
    """Why the case cannot follow another text."""
    told = moved(case, body, *others)
    return told.get("why", ""), told.get("step", "")


def changed(*pairs: str) -> str:
    text = STEPS
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_a_changed_mail_further_on_is_what_the_moved_case_sends():
    case = waiting()
    moved(case, changed("send: thanks", "send: many_thanks"))
    case.hear("return.received")

    assert (case.letters, case.result) == (["hello", "many_thanks"], "over")


def test_a_new_step_before_the_place_where_the_case_is_does_not_happen_late_and_is_named():
    case = waiting()
    told = moved(
        case, changed("  - send: hello\n", "  - send: hello\n  - send: welcome\n  - tell: Mads\n    say: New\n")
    )
    case.hear("return.received")

    assert [name.rpartition(" / ")[2] for name in told["passed"]] == ["send welcome", "tell Mads"]
    assert (case.letters, case.notes[1:]) == (["hello", "thanks"], [])


def test_a_new_step_behind_that_place_happens():
    case = waiting()
    moved(case, changed("  - send: thanks\n", "  - send: thanks\n  - send: bye\n"))
    case.hear("return.received")

    assert case.letters == ["hello", "thanks", "bye"]


def test_an_open_wait_and_a_date_keep_their_moment():
    case = waiting()
    before = fold(case.journal).waits["Return requested / parcel"].until, case.deadline("answer_by").end
    moved(
        case,
        changed(
            "until: 10 days after notice",
            "until: 3 days after order",
            "due: 5 days after notice",
            "due: 9 days after order",
        ).replace("order.received_at", "order.delivered_at"),
    )

    assert (fold(case.journal).waits["Return requested / parcel"].until, case.deadline("answer_by").end) == before


def test_a_reminder_that_was_sent_is_not_sent_again_where_others_were_put_before_it():
    case = waiting()
    case.go_to(at("06"))
    moved(
        case,
        changed(
            "    meanwhile:\n",
            "    meanwhile:\n      - at: 2 days after notice.received_at\n        send: nudge\n      - at: 7 days after notice.received_at\n        send: last_call\n",
        ),
    )
    case.go_to(at("09"))

    assert case.letters == ["hello", "reminder", "last_call"]


def test_an_alarm_whose_moment_has_passed_does_not_ring_late():
    case = waiting()
    told = moved(
        case,
        changed(
            "notice.received_at\nsteps",
            "notice.received_at\n    warn:\n      - at: 4 days before\n        tell: Mads\n        say: Soon\nsteps",
        ),
    )

    assert (len(told["skipped"]), "Soon" in case.notes) == (1, False)


def test_a_new_date_is_pinned_from_the_move_on():
    case = waiting()
    moved(case, changed("steps:", "  other_by:\n    kind: goal\n    due: 7 days after notice.received_at\nsteps:"))

    assert str(case.deadline("other_by").last_day) == "2026-12-08"


def test_an_open_question_stays_open_with_its_moment():
    case = opened(STEPS)
    due = case.view.questions[0].due
    moved(
        case,
        changed(
            "Do we take it back?",
            "Do we really take it back?",
            "answer_within: 1 working day",
            "answer_within: 3 working days",
        ),
    )
    assert (case.questions, case.view.questions[0].due) == (["Do we take it back?"], due)
    case.answer("No")

    assert case.result == "refused"


def test_of_several_alike_whose_number_changed_the_one_with_the_same_words_is_meant():
    body = "steps:\n  - tell: Mads\n    say: One\n  - wait_for: [return received]\n    until: 9 days from now\n    if_too_late: go on\n  - tell: Mads\n    say: Two\n  - end: over\n"
    case = opened(body)
    moved(case, body.replace("steps:\n", "steps:\n  - tell: Mads\n    say: Zero\n"))
    case.hear("return.received")

    assert (case.notes, case.result) == (["One", "Two"], "over")


def test_a_step_that_was_moved_to_the_end_is_not_done_again():
    case = waiting()
    moved(case, changed("  - send: hello\n", "", "  - send: thanks\n", "  - send: hello\n  - send: thanks\n"))
    case.hear("return.received")

    assert case.letters == ["hello", "thanks"]


def test_a_case_that_is_stuck_at_a_step_moves_with_its_trouble():
    body = "steps:\n  - send: hello\n  - end: over\n"
    case = opened(body, fails={"hello": 1})
    moved(case, body.replace("end: over", "end: done"))
    case.does("retried")

    assert (case.letters, case.result) == (["hello"], "done")


@pytest.mark.parametrize(
    ("why", "body"),
    [
        (("gone", "parcel"), changed("    name: parcel\n", "    name: other\n")),
        (("goes_on", "parcel"), changed("[return received]", "[return received, customer replied]")),
        (
            ("elsewhere", "parcel"),
            changed(
                "  - wait_for:",
                "  - if: order.country is DK\n    then:\n      - end: gone\n  - wait_for:",
            ),
        ),
        (
            ("again", "send hello"),
            changed("  - send: hello\n", "", "  - send: thanks\n", "  - send: hello\n    name: greeting\n"),
        ),
        (
            ("stopped", "customer replied"),
            changed("\ndeadlines", "\nstops_when:\n  customer replied:\n    - end: stopped\ndeadlines"),
        ),
        (
            ("value", "do look up shipment"),
            changed(
                "  - ask",
                "  - do: look up shipment\n    remember_as: parcel\n  - ask",
                "send: thanks\n",
                "send: thanks\n  - if: remembered.parcel is set\n    then:\n      - send: bye\n",
            ),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_move_that_cannot_be_is_refused_with_the_reason_and_changes_nothing(why, body):
    case = waiting()
    case.hear("customer.replied")
    before = case.journal
    assert refused(case, body) == why

    assert case.journal[:-1] == before
    case.hear("return.received")
    assert (case.letters, case.result) == (["hello", "thanks"], "over")


def test_a_question_whose_answers_are_others_now_refuses_the_move():
    case = opened(STEPS)

    assert refused(case, changed("      Yes: go on\n", "      Maybe: go on\n")) == ("answers", "taking back")


LEGAL = """
deadlines:
  pay_by:
    law: refund after withdrawal
steps:
  - wait_for: [return received]
    until: 10 days from now
    if_too_late: go on
  - end: over
"""


@pytest.mark.parametrize(
    "body",
    [LEGAL.replace("pay_by", "refund_by"), LEGAL.replace("law: refund after withdrawal", "law: return shipment")],
    ids=["gone", "by another rule"],
)
def test_a_legal_date_that_is_watched_never_leaves_the_board(body):
    assert refused(opened(LEGAL), body) == ("law", "pay_by")


def test_steps_alike_that_nobody_can_tell_apart_refuse_the_move():
    wait = "  - wait_for: [return received]\n    until: {days} days from now\n    if_too_late: go on\n"
    body = "steps:\n" + wait.format(days=5) + "  - end: over\n"
    two = "steps:\n" + wait.format(days=6) + wait.format(days=7) + "  - end: over\n"

    assert refused(opened(body), two) == ("ambiguous", "wait_for return received")


def test_a_case_that_has_ended_or_follows_the_version_already_does_not_move():
    ended = waiting()
    ended.hear("return.received")

    assert refused(ended, changed("end: over", "end: done")) == ("ended", "")
    assert refused(waiting(), STEPS) == ("same", "")


def test_a_case_inside_a_playbook_that_the_new_version_lacks_does_not_move():
    inner = book(
        "steps:\n  - wait_for: [refund issued]\n    until: 9 days from now\n    if_too_late: go on\n  - end: over\n",
        title="Inner",
    )
    case = opened("steps:\n  - run: Inner\n", inner)

    assert refused(case, "steps:\n  - end: over\n") == ("playbook", "Inner")


def test_a_case_in_the_middle_of_something_does_not_move():
    case = opened("steps:\n  - send: hello\n  - end: over\n", shop=NIGHT)
    case.now = at("02 23:30")

    assert refused(case, "steps:\n  - send: hello\n  - end: done\n") == ("busy", "send hello")


def test_the_move_is_one_entry_that_folds_to_the_same_state_for_ever_without_any_playbook():
    case = waiting()
    case.go_to(at("06"))
    moved(
        case,
        changed(
            "    meanwhile:\n", "    meanwhile:\n      - at: 2 days after notice.received_at\n        send: nudge\n"
        ),
    )
    read = [json.loads(json.dumps(dict(entry.data))) for entry in case.journal]

    assert [entry.data for entry in case.journal] == read
    assert first_break(case.case, case.journal) is None
    assert fold(case.journal) == fold(tuple(case.journal))
    assert sum(entry.kind is EntryKind.MOVED for entry in case.journal) == 1


def test_the_answer_depends_on_nothing_but_what_it_is_given():
    case, new = waiting(), version_in_force(changed("send: thanks", "send: many_thanks"))
    answers = {repr(move(case.in_force, new, case.journal, case.now, 2)) for _ in range(3)}

    assert len(answers) == 1


def test_the_wish_to_move_is_handed_on_only_when_nothing_else_is_to_be_done():
    case = waiting()
    case.hear("operator.moved", version="f" * 64, number=2, who="Anna")
    wish = decide(case.in_force, case.journal, case.now).wish

    assert wish
    assert (wish.version, wish.number) == ("f" * 64, 2)
    moved(case, changed("send: thanks", "send: many_thanks"))
    assert decide(case.in_force, case.journal, case.now).wish is None
