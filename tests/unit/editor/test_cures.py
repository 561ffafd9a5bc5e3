"""One click cures: the checker's ready line, everything at once, or a warning accepted with a reason."""

from __future__ import annotations

import pytest

from engine.editor.cures import accepting, cures, has_more
from engine.editor.edits import changed
from engine.editor.page import page_of
from engine.editor.workshop import Workshop
from engine.language import check
from tests.unit.editor import typed
from tests.unit.editor.typed import AROUND, MESSAGE
from tests.unit.language.marked import HEAD, SHOP, with_steps

BYE = "---\nsubject: Hej\nkind: service\n---\n{{ settings.free_return }} {{ settings.post_days }} Svar.\n"


def workshop(**changed: str) -> Workshop:
    """The shop with one more message, which asks for every setting, so that none of them is idle."""
    return typed.workshop(**{"messages/bye/da.md": BYE, **changed})


MISTAKES = [
    with_steps("- sned: hello\n- end: done"),
    with_steps("- send: helo\n- end: done"),
    with_steps("- wait: two days\n- end: done"),
    with_steps("- if: order.contry is DK\n  then: go on\n- end: done"),
    with_steps("- tell: ownr\n  say: x\n- end: done"),
    HEAD.replace("law: return shipment", "law: return shipmnt") + "  - end: done\n",
]


@pytest.mark.parametrize("text", MISTAKES)
def test_the_ready_cure_of_a_mistake_really_cures_it(text: str) -> None:
    shop = workshop(**{"sample.yaml": text, "stories/sample.yaml": "", "shop.yaml": SHOP})
    mistakes = [one for one in check(shop.folder, AROUND).mistakes if one.file == "sample.yaml"]

    [cure] = cures(shop.page("sample.yaml"), mistakes, "en")
    cured = changed(text, [cure.edit])

    assert cure.title.startswith("Change to: ")
    assert [
        one for one in check(workshop(**{"sample.yaml": cured}).folder, AROUND).mistakes if one.file == "sample.yaml"
    ] == []


WARNED = HEAD.replace("deadlines:\n", "deadlines:\n  mine:\n    kind: goal\n    due: 1 day after case.opened_at\n")


def test_a_warning_is_accepted_only_once_a_reason_is_written() -> None:
    text = WARNED + "  - end: done\n"
    [warning] = [
        one for one in check(workshop(**{"sample.yaml": text}).folder, AROUND).mistakes if one.severity == "warning"
    ]

    edit = accepting(page_of("sample.yaml", text), warning)
    begun = changed(text, [edit])
    finished = begun.replace("because \n", "because we look ourselves\n")

    assert "  # fjorten: accept FJ062 because \n  mine:\n" in begun
    assert _warnings(begun) == ["FJ062"]
    assert _warnings(finished) == []


def _warnings(text: str) -> list[str]:
    found = check(workshop(**{"sample.yaml": text}).folder, AROUND).mistakes
    return [one.code for one in found if one.severity == "warning" and one.file == "sample.yaml"]


def test_a_warning_of_a_message_is_accepted_where_no_customer_reads_it() -> None:
    text = MESSAGE.replace("Svar på denne mail.", "").replace("Senest {{ send_back_by | date }}. ", "")
    shop = workshop(**{"messages/hello/da.md": text})
    [warning] = [one for one in check(shop.folder, AROUND).mistakes if one.severity == "warning"]

    cured = changed(text, [accepting(shop.page("messages/hello/da.md"), warning)]).replace("because \n", "because x\n")
    left = check(workshop(**{"messages/hello/da.md": cured}).folder, AROUND).mistakes

    assert cured.split("\n")[1] == "# fjorten: accept FJ073 because x"
    assert [one for one in left if one.file.startswith("messages/")] == []


def test_only_what_has_one_right_answer_is_offered_to_be_mended_together() -> None:
    signs = check(
        workshop(**{"sample.yaml": with_steps("- if: order.country == DK\n  then: go on\n- end: x")}).folder, AROUND
    )
    names = check(workshop(**{"sample.yaml": with_steps("- send: helo\n- end: x")}).folder, AROUND)

    assert (has_more(signs.mistakes), has_more(names.mistakes)) == (True, False)
