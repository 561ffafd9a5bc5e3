"""What is correct but odd stays silent: a false alarm costs trust."""

from __future__ import annotations

import pytest

from tests.unit.language.marked import HEAD, checked, with_steps

ODD_FILES = [
    HEAD + "  - end: done   # at the end of a line\n",
    "# yaml-language-server: $schema=x\n---\n" + HEAD + "  - end: done\n",
    "\ufeff" + HEAD + "  - end: done\n",
    (HEAD + "  - end: done\n").replace("\n", "\r\n"),
    HEAD.replace("One sentence.", "'You need not keep the packaging: really'") + "  - end: done\n",
    HEAD.replace("One sentence.", "14-dages fortrydelsesret – æøå ÄÖÜ ß 🎁") + "  - end: done\n",
    HEAD.replace("One sentence.", ">\n  Folded\n  text: with a colon\n") + "  - end: done\n",
    HEAD.replace("One sentence.", "C#, issue#12 and 50 % off @home & more") + "  - end: done\n",
    HEAD.replace("One sentence.", "https://shop.example/a?b=c#d") + "  - end: done\n",
    HEAD.replace("steps:\n", "only_if: order.country is NO\nsteps:\n") + "  - end: done\n",
    HEAD.replace(
        "steps:\n", "stops_when:\n  hello sent:\n    - end: x\nreopens_when:\n  hello bounced: {end: y}\nsteps:\n"
    )
    + "  - send: hello\n  - end: done\n",
]
MORE = [
    HEAD.replace("settings:\n", "only_if: |\n  order.country is DK\nsettings:\n") + "  - end: done\n",
    HEAD.replace("One sentence.", "|\n  Two\n  lines: here\n") + "  - end: done\n",
    HEAD.replace("One sentence.", "x " * 3000) + "  - end: done\n",
    HEAD.replace("One sentence.", '"Kirsten: æ ø å ""'.replace('""', "'") + '"') + "  - end: done\n",
    with_steps(
        "- tell: owner\n  say: on\n- tell: owner\n  say: off\n- tell: owner\n  say: ~\n- tell: owner\n  say: 1_000\n- tell: owner\n  say: 0x10\n- tell: owner\n  say: +45 70 12 34 56\n- end: 12:30:45"
    ),
    with_steps("- {tell: owner, say: Flow style}\n- [".replace("[", "{end: done}")),
    with_steps("-   send:   hello\n- end:    done   "),
    with_steps("-\n  send: hello\n-\n  end: done"),
    with_steps("# a comment first\n- send: hello # and one behind\n\n\n- end: done\n# and last"),
    with_steps("- tell: owner\n  say: >-\n    Folded text\n    with # no comment\n- end: done"),
    with_steps("- tell: owner\n  say: 'it''s ours'\n- end: \"a \\\"quoted\\\" end\""),
    with_steps("- tell: owner\n  say: 100 % sure? Yes! (really) [no] {x}\n- end: done"),
    with_steps("- tell: owner\n  say: - not a dash\n- end: done")
    .replace("say: - not", 'say: "- not')
    .replace("dash\n", 'dash"\n'),
    (HEAD + "  - end: done").rstrip("\n"),
    (HEAD + "  - end: done\n\n\n\n"),
    (HEAD + "  - end: done\n...\n"),
    HEAD.replace("free_return", "fri_retur") + "  - if: settings.fri_retur is yes\n    then: go on\n  - end: done\n",
    with_steps("- if: 'order.country is DK'\n  then: go on\n- end: done"),
    with_steps("- if: order.country is one of DK,SE, NO\n  then: go on\n- end: done"),
    with_steps("- if: >\n    order.country is DK\n    and order.days_late > 3\n  then: go on\n- end: done"),
    HEAD.replace("value: 10 days", "value: '10 days'") + "  - end: done\n",
]
"""Spellings that YAML allows, and values that YAML 1.1 would take for something else."""
ODD_STEPS = [
    "- tell: owner\n  say: yes\n- end: no",
    "- tell: owner\n  say: 22:00\n- end: 00123",
    "- end: null",
    "- wait: 1 day\n- wait: 1 month\n- wait: 2 working hours\n- wait: until send_back_by\n- wait: refund_by\n- end: done",
    "- wait: settings.post_days\n- wait: settings.post_days after send_back_by\n- end: done",
    "- wait: 2 days after deadlines.refund_by.safe_by\n- end: done",
    "- wait_for: return received\n  until: 3 working days from now\n  if_too_late: go on\n- end: done",
    "- send: hello\n- wait_for: [hello sent, hello bounced]\n  until: send_back_by\n  if_too_late: {end: late}\n- end: done",
    "- wait_for: [return received]\n  until: send_back_by\n  if_too_late: {run: Other}\n- end: done",
    "- send: hello\n  must_show: order.number\n  at_once: yes\n  attach: [label]\n  skip: no\n  name: my own\n- end: done",
    "- send: hello\n  must_show: [order.number]\n  if_it_fails: go on\n  try_again: 1 time, 5 minutes apart\n- end: done",
    "- do: refund\n  amount: 50 DKK\n- end: done",
    "- do: refund\n  amount: return.refund_total\n  remember_as: paid\n- if: remembered.paid is set\n  then: go on\n- end: done",
    ("- remember: {complaint.decision: refund, remembered.tries: 3, return.deduction: 20.50 DKK}\n"
    "- if: remembered.tries >= 2 and return.deduction < order.paid_total\n  then: go on\n- end: done"),
    ("- for_each: item in return.lines\n  steps:\n    - if: item.made_to_order is yes and item.price > 500 DKK\n"
    "      then: go on\n- end: done"),
    "- together:\n    - - send: hello\n    - tell: owner\n      say: Look\n- end: done",
    ("- ask: Which?\n  who: returns team\n  answer_within: settings.post_days\n  if_too_late: {tell: owner, say: Nobody}\n"
    "  fills: [return.inspection, remembered.note]\n- end: done"),
    ('- ask: "What: now?"\n  who: Anna\n  answer_within: 4 working hours\n  if_too_late: go on\n'
    "  answers:\n    end: go on\n    no: {end: refused}\n    Yes, do it: [{send: hello}, {end: done}]\n- end: done"),
    ('- if: not (order.country is one of DK, SE) or customer.name is "Smith and Sons"\n  then: [{end: a}]\n'
    "  else: [{run: Other}]"),
    "- if: return.reason contains too small and return.received_at is not set\n  then: go on\n- end: done",
    "- if: deadlines.refund_by.state is on hold or refund_by > send_back_by\n  then: go on\n- end: done",
    ("- wait_for: [return received]\n  until: send_back_by\n  meanwhile:\n    - at: 4 days before send_back_by\n      send: hello\n"
    "    - every: 3 working days\n      tell: owner\n      say: Still waiting\n  if_too_late: go on\n- end: done"),
    "- if: order.country is DK\n  then: [{end: a}]\n- end: b",
]  # fmt: skip


@pytest.mark.parametrize("text", [*ODD_FILES, *MORE, *map(with_steps, ODD_STEPS)])
def test_a_correct_file_stays_silent_however_odd_it_looks(text: str) -> None:
    assert [mistake.text() for mistake in checked(text).mistakes] == []


def test_an_accepted_warning_with_a_reason_stays_silent() -> None:
    text = HEAD.replace("One sentence.", "Order #123") + "  - end: done\n"
    accepted = f"{text}# fjorten: accept FJ006 because the number is not needed\n"
    no_reason = f"{text}# fjorten: accept FJ006 because\n"

    assert [m.code for m in checked(text).mistakes] == ["FJ006"]
    assert checked(accepted).mistakes == ()
    assert [m.code for m in checked(no_reason).mistakes] == ["FJ006"]


def test_an_error_cannot_be_accepted() -> None:
    text = with_steps("- send: helo\n- end: done") + "# fjorten: accept FJ031 because I like it\n"

    assert [m.code for m in checked(text).mistakes] == ["FJ031"]
