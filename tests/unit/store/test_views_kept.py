"""A view comes back as it was kept, and one in an older form is left out instead of being misread."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from whenever import Date, Instant

from engine.case.view import CaseView, DeadlineState, DeadlineView, QuestionView, Stage
from engine.store.compact import pack, unpack
from engine.store.views import packed, unpacked

NOON = Instant("2026-12-01T11:00:00.000000001Z")
QUESTION = QuestionView(
    "1/ask", "Refusión?", "owner", ("yes", "no"), (("amount", "money", ()), ("x", "y", ("a",))), NOON, NOON
)
DEADLINE = DeadlineView(
    "refund", "rule:1", "legal", "§ 22", Date(2026, 12, 24), NOON, Date(2026, 12, 23), DeadlineState.ON_HOLD, "waits"
)
EMPTY = CaseView(1, "Return requested", "A-1", "DK", "da", Stage.WAITING, "Waiting for return", "", None, (), ())


@pytest.mark.parametrize(
    "view",
    [
        EMPTY,
        replace(EMPTY, stage=Stage.CLOSED, wake_at=NOON, questions=(QUESTION, QUESTION), deadlines=(DEADLINE,)),
        replace(EMPTY, deadlines=(replace(DEADLINE, met_on=Date(2026, 12, 1), state=DeadlineState.MET),)),
    ],
)
def test_a_view_comes_back_as_it_was(view):
    back = unpacked(packed(view))

    assert back == view
    assert [type(getattr(back, field.name)) for field in fields(view)] == [
        type(getattr(view, field.name)) for field in fields(view)
    ]


def test_a_view_in_another_form_is_left_out():
    form, values = unpack(packed(EMPTY))

    assert unpacked(pack([form + 1, values])) is None
    assert unpacked(None) is None
