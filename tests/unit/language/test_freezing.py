"""A case keeps the texts that it began with, and they make the same playbooks again without today's folder."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.errors import PlaybookError
from engine.language import Folder, check, thaw, version_of
from engine.language.conditions import Both
from engine.language.playbook import If, Send, Wait
from engine.language.values import Duration, Unit
from tests.unit.language.marked import FILES, SHOP, SURROUNDINGS, checked, with_steps

STEPS = (
    "- do: refund\n  amount: 50 DKK\n  remember_as: paid\n- send: hello\n- send: hello\n  name: again\n"
    "- if: remembered.paid is set\n  then: [{send: hello}]\n- wait: settings.post_days\n- run: Other"
)
FOLDER = Folder({**FILES, "sample.yaml": with_steps(STEPS), "messages/unused/da.md": "x"})


def test_the_stored_texts_make_the_same_playbooks_again() -> None:
    version = version_of("Sample", check(FOLDER, SURROUNDINGS), FOLDER)

    assert thaw("Sample", version.texts) == version


def test_a_version_holds_what_it_can_run_and_send_and_nothing_else() -> None:
    version = version_of("Sample", check(FOLDER, SURROUNDINGS), FOLDER)

    assert sorted(version.texts) == ["messages/hello/da.md", "other.yaml", "sample.yaml", "settings.json"]


def test_the_owner_s_answers_go_with_the_case() -> None:
    shop = SHOP + "settings: {Sample: {free_return: yes, post_days: 3 days}}\n"
    folder = replace(FOLDER, files={**FOLDER.files, "shop.yaml": shop})

    version = thaw("Sample", version_of("Sample", check(folder, SURROUNDINGS), folder).texts)

    answers = {setting.name: setting.value for setting in version.playbook("Sample").settings}
    assert answers == {"free_return": True, "post_days": Duration(3, Unit.DAYS)}
    assert json.loads(version.texts["settings.json"])["Sample"] == {"free_return": "yes", "post_days": "3 days"}


def test_the_same_files_with_other_line_ends_are_the_same_version() -> None:
    other = Folder({path: text.replace("\n", "\r\n") for path, text in FOLDER.files.items() if isinstance(text, str)})

    first = version_of("Sample", check(FOLDER, SURROUNDINGS), FOLDER)
    second = version_of("Sample", check(other, SURROUNDINGS), other)

    assert first.digest == second.digest


def test_each_step_has_an_identity_of_its_own() -> None:
    playbook = check(FOLDER, SURROUNDINGS).playbooks["Sample"]

    keys = [step.key for step in playbook.all_steps if isinstance(step, Send)]
    assert keys == ["Sample / send hello", "Sample / again", "Sample / send hello #2"]
    assert len({step.key for step in playbook.all_steps}) == len(playbook.all_steps)


def test_a_version_of_a_playbook_with_mistakes_is_refused() -> None:
    found = checked("playbook: Sample")

    with pytest.raises(PlaybookError, match="without mistakes"):
        version_of("Sample", found, Folder({}))


def test_stored_texts_that_cannot_be_read_are_an_error_with_the_place() -> None:
    with pytest.raises(PlaybookError, match=r"FJ008.*line 1"):
        thaw("Sample", {"sample.yaml": "playbook: ["})


def test_a_wait_keeps_the_name_of_its_setting() -> None:
    playbook = check(FOLDER, SURROUNDINGS).playbooks["Sample"]

    [wait] = [step for step in playbook.steps if isinstance(step, Wait)]
    assert str(getattr(wait.until.offset, "path", "")) == "settings.post_days"


LEARNT_SINCE = {
    "FJ061.ways": "- if: order.country is DK\n  then: [{end: here}]\n  else: [{end: there}]\n- end: never",
    "FJ048.never": "- if: order.country is DK and order.country is NO\n  then: go on\n- end: done",
    "FJ045.fixed": "- remember: {case.number: 1}\n- end: done",
    "FJ021.taken": "- for_each: order in return.lines\n  steps: [{tell: owner, say: x}]\n- end: done",
    "FJ031.unsent": "- wait_for: [hello sent]\n  until: send_back_by\n  if_too_late: go on\n- end: done",
}


@pytest.mark.parametrize(("kind", "steps"), LEARNT_SINCE.items())
def test_a_version_from_before_the_checker_learnt_to_refuse_something_can_still_be_followed(kind: str, steps: str):
    text = with_steps(steps)

    assert {mistake.kind for mistake in checked(text).mistakes} == {kind}
    assert thaw("Sample", {"sample.yaml": text}).playbook("Sample").steps[-1].key.startswith("Sample / end")


def test_what_is_refused_only_since_is_read_as_it_stands():
    [condition, _] = thaw("Sample", {"sample.yaml": with_steps(LEARNT_SINCE["FJ048.never"])}).playbook("Sample").steps

    assert isinstance(condition, If)
    assert isinstance(condition.condition, Both)
    assert [getattr(part, "values", ()) for part in condition.condition.parts] == [("DK",), ("NO",)]
