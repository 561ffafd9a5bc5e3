"""Mending changes how a thing is written, never what the owner meant; comments and layout stay."""

from __future__ import annotations

import pytest

from engine.language import Folder
from engine.language.mending import mend
from tests.unit.language.marked import FILES, HEAD, SURROUNDINGS, checked, with_steps

END = "  - end: done  # a comment of my own\n"
MENDED = [
    (HEAD.replace("One sentence.", "One\tsen\ttence."), HEAD.replace("One sentence.", "One  sen  tence.")),
    (HEAD.replace("One sentence.", "One\u00a0sentence."), HEAD),
    (HEAD.replace("One sentence.", "Note: this"), HEAD.replace("One sentence.", '"Note: this"')),
    (HEAD.replace("about: ", "about:").replace("one_case_per: ", "one_case_per:"), HEAD),
    (HEAD.replace("One sentence.", "@home"), HEAD.replace("One sentence.", '"@home"')),
    (HEAD.replace("10 days}", "10 days}]"), HEAD),
]
LEFT = [
    with_steps("- send: helo\n- end: done"),
    with_steps("- wait_for: [return received]\n  if_too_late: go on\n- end: done"),
    with_steps("- if: return.refund_total > 5000\n  then: go on\n- end: done"),
    with_steps("- tell: owner\n- end: done"),
]


@pytest.mark.parametrize(("broken", "right"), MENDED)
def test_what_has_one_right_answer_is_put_right(broken: str, right: str) -> None:
    texts, changes = mend(Folder({**FILES, "sample.yaml": broken + END}), SURROUNDINGS)

    assert texts == {"sample.yaml": right + END}
    assert all(change.before in broken and change.after in right for change in changes)
    assert checked(texts["sample.yaml"]).errors == ()


@pytest.mark.parametrize("text", LEFT)
def test_what_somebody_has_to_decide_is_left_alone(text: str) -> None:
    assert mend(Folder({**FILES, "sample.yaml": text}), SURROUNDINGS) == ({}, ())


def test_line_ends_and_the_mark_at_the_start_stay() -> None:
    text = "\ufeff" + (HEAD.replace("about: ", "about:") + END).replace("\n", "\r\n")

    texts, _ = mend(Folder({**FILES, "sample.yaml": text.encode()}), SURROUNDINGS)

    assert texts["sample.yaml"] == "\ufeff" + (HEAD + END).replace("\n", "\r\n")
