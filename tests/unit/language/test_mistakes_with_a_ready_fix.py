"""For each of these mistakes the checker shows the right place, and its fix, put into the file, cures it."""

from __future__ import annotations

import pytest

from tests.unit.language.marked import HEAD, checked, marked, told, with_steps

FILES = [
    ("FJ001", HEAD.replace("One sentence.", "One‹\t›sentence.") + "  - end: done\n"),
    ("FJ002", HEAD.replace("One sentence.", "One‹\u00a0›sentence.") + "  - end: done\n"),
    ("FJ003", HEAD.replace("One sentence.", "‹*›One sentence.") + "  - end: done\n"),
    ("FJ003", HEAD.replace("One sentence.", "‹&›One sentence.") + "  - end: done\n"),
    ("FJ003", HEAD.replace("One sentence.", "‹!›One sentence.") + "  - end: done\n"),
    ("FJ006", HEAD.replace("One sentence.", "Order ‹#123 and more›") + "  - end: done\n"),
    ("FJ006", HEAD.replace("One sentence.", "‹#123›") + "  - end: done\n"),
    ("FJ007", HEAD.replace("One sentence.", "One‹\u200b›sentence.") + "  - end: done\n"),
    ("FJ008", HEAD.replace("10 days}", "10 days}‹]›") + "  - end: done\n"),
    ("FJ005", HEAD.replace("One sentence.", "‹{{› order.number }}") + "  - end: done\n"),
    ("FJ008", HEAD.replace("One sentence.", '‹"›One sentence.') + "  - end: done\n"),
    ("FJ008", HEAD.replace("One sentence.", "'it‹s› one.'").replace("'it", "'it'") + "  - end: done\n"),
    ("FJ008", HEAD.replace("One sentence.", '"One ‹\\›d"') + "  - end: done\n"),
    ("FJ010", HEAD.replace("One sentence.", "Note‹:› one sentence.") + "  - end: done\n"),
    ("FJ010", HEAD.replace("One sentence.", "‹@›home") + "  - end: done\n"),
    ("FJ011", HEAD.replace("one_case_per: return", "one_case_per‹:›return") + "  - end: done\n"),
    ("FJ030", HEAD.replace("return requested", "‹return reqested›") + "  - end: done\n"),
    ("FJ036", HEAD.replace("law: return shipment", "law: ‹return shipmnt›") + "  - end: done\n"),
    ("FJ044", HEAD.replace("3 days before", "‹3 days›") + "  - end: done\n"),
    ("FJ021", HEAD.replace("one_case_per: return", "one_case_per: ‹retrun›") + "  - end: done\n"),
    ("FJ026", HEAD.replace("one_case_per: return", "‹one_case_pre›: return") + "  - end: done\n"),
    (
        "FJ049",
        HEAD.replace(
            "law: return shipment",
            "kind: ‹gaol›\n    due: 1 day after case.opened_at\n    warn: [{at: 3 hours before, tell: owner, say: x}]",
        )
        + "  - end: done\n",
    ),
]
STEPS = [
    ("FJ004", "- send: hello\n  ‹send›: hello\n- end: done"),
    ("FJ008", "- wait_for: ‹[›return received\n  until: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ011", "- end‹:›done"),
    ("FJ011", "- ‹send› hello\n- end: done"),
    ("FJ011", "‹- wait_for [return received]›\n  until: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ011", "- if: order.country is DK\n  ‹then›\n    - end: done\n- end: done"),
    ("FJ013", "- wait_for: [return received]\n   ‹until: send_back_by›\n  if_too_late: go on\n- end: done"),
    ("FJ013", "- if: order.country is DK\n  then: ‹-› end: done\n- end: done"),
    ("FJ020", "- ‹tell›: owner\n- end: done"),
    ("FJ021", "- send: hello\n  at_once: ‹true›\n- end: done"),
    ("FJ021", "- do: refund\n  amount: return.refund_total\n  try_again: ‹three times›\n- end: done"),
    ("FJ024", "- ‹sned›: hello\n- end: done"),
    ("FJ025", "- send: hello\n  ‹end›: done"),
    ("FJ026", "- wait_for: [return received]\n  ‹unitl›: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ030", "- wait_for: [‹return recieved›]\n  until: send_back_by\n  if_too_late: go on\n- end: done"),
    ("FJ031", "- send: ‹helo›\n- end: done"),
    ("FJ032", "- tell: ‹return team›\n  say: Look\n- end: done"),
    ("FJ033", "- do: ‹refnd›\n  amount: return.refund_total\n- end: done"),
    ("FJ034", "- run: ‹Othr›"),
    ("FJ035", "- if: ‹settings.free_retrun› is yes\n  then: go on\n- end: done"),
    ("FJ040", "- ‹wait_for›: [return received]\n  if_too_late: go on\n- end: done"),
    ("FJ041", "- ‹ask›: Shall we?\n  who: owner\n  answer_within: 2 days\n  answers: {Yes: go on}\n- end: done"),
    ("FJ041", "- ‹ask›: Shall we?\n  who: owner\n  if_too_late: go on\n  answers: {Yes: go on}\n- end: done"),
    ("FJ042", "- wait: ‹two days›\n- end: done"),
    ("FJ042", "- wait: ‹P3D›\n- end: done"),
    ("FJ042", "- wait: ‹3 wroking days›\n- end: done"),
    ("FJ042", "- wait: 1 day after send_back_by\n- wait: ‹2d›\n- end: done"),
    ("FJ043", "- wait: until ‹sendback_by›\n- end: done"),
    ("FJ044", "- wait_for: [return received]\n  until: ‹14 days›\n  if_too_late: go on\n- end: done"),
    ("FJ044", "- wait: 2 days ‹after› now\n- end: done"),
    ("FJ045", "- if: ‹order.contry› is DK\n  then: go on\n- end: done"),
    ("FJ046", "- if: order.country ‹==› DK\n  then: go on\n- end: done"),
    ("FJ046", "- if: order.country is DK ‹&&› order.days_late > 3\n  then: go on\n- end: done"),
    ("FJ046", "- if: order.country ‹is› DK, SE\n  then: go on\n- end: done"),
    ("FJ047", "- if: return.refund_total > ‹5000›\n  then: go on\n- end: done"),
    ("FJ047", "- do: refund\n  amount: ‹50›\n- end: done"),
    ("FJ048", "- if: complaint.decision is ‹refnd›\n  then: go on\n- end: done"),
]


@pytest.mark.parametrize(("code", "text"), FILES + [(code, with_steps(steps)) for code, steps in STEPS])
def test_the_mistake_is_found_once_at_its_place_and_its_fix_cures_it(code: str, text: str) -> None:
    broken, line, column, length = marked(text)

    [mistake] = checked(broken).mistakes
    cured = checked(mistake.patch.apply(broken)) if mistake.patch else None

    assert told(mistake) == (code, line, column, length)
    assert cured is not None
    assert cured.mistakes == ()


def test_the_form_of_a_mistake_is_the_one_of_the_language() -> None:
    text = with_steps("- wait_for: [return received]\n  unitl: send_back_by\n  if_too_late: go on\n- end: done")

    [mistake] = checked(text).mistakes

    assert mistake.text() == (
        'Error FJ026  sample.yaml, line 18, column 5 (in step 1 "wait_for")\n'
        "    18 |     unitl: send_back_by\n"
        "       |     ^^^^^\n"
        '  "unitl" is not known in a wait_for step. Did you mean "until"?\n'
        "  Fix: until: send_back_by"
    )
