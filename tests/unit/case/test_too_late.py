"""Too late: the steps of a wait lead somewhere, those of a question run beside it; `meanwhile` ends with its wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.case.journal import EntryKind
from tests.unit.case.cases import SHOP, at, opened

QUESTION = """
steps:
  - ask: Do we take it back?
    who: Mads
    answer_within: 2 working days
    meanwhile:
      - every: 1 working day
        tell: Mads
        say: A question waits for you
    if_too_late:
      - tell: owner
        say: Nobody answered
    answers:
      Yes: go on
      No:
        - end: refused
  - end: taken back
"""
REMINDED = """
steps:
  - wait_for: [return received]
    until: 10 days from now
    meanwhile:
      - at: 4 days after notice.received_at
        send: reminder
      - every: 3 days
        tell: Mads
        say: Still waiting
    if_too_late: go on
  - end: over
"""


def late_with(steps: str) -> str:
    inner = "\n".join(f"      {line}" for line in steps.strip().splitlines())
    return f"""
steps:
  - wait_for: [return received]
    until: 2 days from now
    if_too_late:
{inner}
  - end: went on
"""


@pytest.mark.parametrize(
    ("steps", "result"),
    [("- end: closed", "closed"), ("- send: closing\n- go on", "went on"), ("- run: Other", "other")],
)
def test_the_steps_of_a_wait_that_is_too_late_lead_somewhere(steps, result):
    other = "playbook: Other\nabout: x\nstarts_when: return received\none_case_per: return\nsteps:\n  - end: other\n"
    case = opened(late_with(steps), other)
    case.go_to(at("10"))

    assert case.result == result


def test_an_ask_whose_every_branch_leads_somewhere_will_do_for_a_wait_that_is_too_late():
    case = opened(
        late_with("""
- ask: What now?
  who: Mads
  answer_within: 1 day
  if_too_late:
    - tell: owner
      say: Nobody answered
  answers:
    Close it:
      - end: closed
    Go on: go on
""")
    )
    case.go_to(at("10"))
    case.answer("Go on")

    assert case.result == "went on"


def test_an_if_whose_every_branch_leads_somewhere_will_do_for_a_wait_that_is_too_late():
    case = opened(
        late_with("""
- if: order.country is DK
  then:
    - end: danish
  else: go on
""")
    )
    case.go_to(at("10"))

    assert case.result == "danish"


def test_the_steps_of_a_question_that_is_too_late_run_beside_the_still_open_question():
    case = opened(QUESTION)
    case.go_to(at("04"))

    assert "Nobody answered" in case.notes
    assert case.questions == ["Do we take it back?"]
    assert case.result == ""


def test_a_late_answer_still_picks_the_way():
    case = opened(QUESTION)
    case.go_to(at("20"))
    case.answer("No")

    assert case.result == "refused"
    assert case.notes.count("Nobody answered") == 1
    assert case.entries(EntryKind.LATE) == [{"step": "Return requested / ask Do we take it back?"}]


def test_an_answer_in_time_lets_nobody_hear_of_lateness():
    case = opened(QUESTION)
    case.go_to(at("02"))
    case.answer("Yes")
    case.go_to(at("20"))

    assert case.result == "taken back"
    assert "Nobody answered" not in case.notes


def test_working_days_to_answer_leave_out_the_weekend():
    case = opened(QUESTION, start=at("04 15:00"))

    assert case.view.questions[0].due == at("09 00:00")


def test_meanwhile_repeats_while_a_question_is_open_and_ends_with_its_answer():
    case = opened(QUESTION)
    case.go_to(at("03 12:00"))
    case.answer("Yes")
    case.go_to(at("20"))

    assert case.notes.count("A question waits for you") == 2


def test_meanwhile_goes_out_at_the_contact_hour():
    case = opened(REMINDED)
    case.go_to(at("20"))

    assert [mail.at for mail in case.mailed] == [at("05 10:00")]
    assert [told.at for told in case.told] == [at("04 10:00"), at("07 10:00"), at("10 10:00")]


def test_meanwhile_ends_with_its_wait():
    case = opened(REMINDED)
    case.go_to(at("03"))
    case.hear("return.received")
    case.go_to(at("20"))

    assert (case.letters, case.notes) == ([], [])


def test_moments_of_meanwhile_that_are_already_past_are_skipped_and_never_sent_late():
    case = opened(REMINDED)
    case.now, case.action = at("08 09:00"), None
    case.settle()

    assert case.letters == []
    assert case.notes == ["Still waiting"]
    assert [entry["outcome"] for entry in case.entries(EntryKind.BESIDE)] == ["skipped", "skipped", "due"]


def test_a_moment_that_lies_before_the_wait_is_skipped():
    case = opened("""
        steps:
          - wait: 5 days
          - wait_for: [return received]
            until: 3 days from now
            meanwhile:
              - at: 2 days after notice.received_at
                send: reminder
            if_too_late: go on
          - end: over
    """)
    case.go_to(at("20"))

    assert case.letters == []
    assert case.result == "over"


def test_a_reminder_to_the_customer_waits_for_the_end_of_the_quiet_hours():
    quiet = replace(SHOP, quiet_hours=(21 * 60, 8 * 60))
    case = opened(REMINDED.replace("4 days after notice.received_at", "14 hours after notice.received_at"), shop=quiet)
    case.go_to(at("03"))

    assert [mail.at for mail in case.mailed] == [at("02 08:00")]


def test_a_message_waits_for_the_end_of_the_quiet_hours_unless_it_goes_at_once():
    quiet = replace(SHOP, quiet_hours=(21 * 60, 8 * 60))
    steps = """
        steps:
          - send: receipt
            at_once: yes
          - send: guide
          - end: told
    """
    case = opened(steps, shop=quiet, start=at("01 23:30"))
    assert case.letters == ["receipt"]

    case.go_to(at("02 08:00"))
    assert case.letters == ["receipt", "guide"]
    assert case.result == "told"


def test_silence_of_a_customer_on_a_choice_means_money():
    choice = """
        steps:
          - wait_for: [customer chose]
            until: 2 days from now
            if_too_late:
              - remember: {return.wish: money}
              - go on
          - if: choice.wish is set
            then:
              - remember: {return.wish: choice.wish}
          - if: return.wish is money
            then:
              - do: refund
                amount: return.refund_total
          - end: over
    """
    silent, speaking = opened(choice), opened(choice)
    speaking.hear("customer.chose", choice={"wish": "exchange"})
    silent.go_to(at("10"))

    assert silent.acts == ["refund"]
    assert speaking.acts == []
