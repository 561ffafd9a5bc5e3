"""Everybody is asked for a review alike: the outcome may not decide, consent and country may."""

from __future__ import annotations

import pytest

from engine.language import Folder, check
from tests.unit.language.marked import FILES, SURROUNDINGS, marked, with_steps

ASKING = "---\nsubject: Hej\nkind: marketing\n---\nHvordan gik det? {{ shop.review_link }}\n"
QUESTION = "- ask: Happy?\n  who: owner\n  answer_within: 2 days\n  if_too_late: go on\n  answers:\n"
ONE_SIDED = [
    "- if: complaint.decision is refund\n  then:\n    - ‹send›: how_was_it\n- end: done",
    "- if: order.country is DK and complaint.decision is refund\n  then:\n    - ‹send›: how_was_it\n- end: done",
    f"{QUESTION}    Yes:\n      - ‹send›: how_was_it\n      - go on\n    No: go on\n- end: done",
]
ALIKE = [
    "- send: how_was_it\n- end: done",
    "- if: order.country is not DE or customer.consent_marketing is yes\n  then:\n    - send: how_was_it\n- end: done",
    "- if: complaint.decision is refund\n  then:\n    - send: how_was_it\n  else:\n    - send: how_was_it\n- end: done",
    f"{QUESTION}    Yes:\n      - send: how_was_it\n      - go on\n    No:\n      - send: how_was_it\n      - go on\n- end: done",
    "- if: complaint.decision is refund\n  then:\n    - send: hello\n- end: done",
]


def told(steps: str) -> list[tuple[str, int, int]]:
    files = {**FILES, "messages/how_was_it/da.md": ASKING, "sample.yaml": steps}
    return [(m.code, m.line, m.column) for m in check(Folder(files), SURROUNDINGS).mistakes]


@pytest.mark.parametrize("steps", ONE_SIDED)
def test_an_invitation_for_some_is_found(steps: str) -> None:
    text, line, column, _ = marked(with_steps(steps))

    assert told(text) == [("FJ060", line, column)]


@pytest.mark.parametrize("steps", ALIKE)
def test_an_invitation_for_all_stays_silent(steps: str) -> None:
    assert told(with_steps(steps)) == []
