"""Each kind of mistake is told once, at its line, with a fix; written as the fix says, it is gone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from engine.language import Folder, Mistake, check
from engine.language.gathering import told_once
from engine.language.mending import mend
from engine.language.words import sheet_of
from engine.messages.outline import outline
from tests.unit.language.every_mistake import (
    ELSEWHERE,
    MESSAGES,
    OTHER_WITH_CLOCK,
    PLAYBOOKS,
    SHOPS,
    STORIES,
    STORY_PLAYBOOK,
)
from tests.unit.language.marked import FILES, SURROUNDINGS, with_steps

AROUND = replace(SURROUNDINGS, outline=outline)
SENDS_HELLO = with_steps("- send: hello\n  must_show: [order.number]\n- end: done")
CASES = [
    *(("sample.yaml", kind, text) for kind, text in PLAYBOOKS),
    *(("shop.yaml", kind, text) for kind, text in SHOPS),
    *(("messages/hello/da.md", kind, text) for kind, text in MESSAGES),
    *(("stories/one.yaml", kind, text) for kind, text in STORIES),
]
MARK = re.compile("‹(?P<wrong>.*?)⇒(?P<right>.*?)›", re.DOTALL)
LANGUAGE_GUIDE = {kind.partition(".")[0] for kind in sheet_of("en").sentences if kind.startswith("FJ")}


@cache
def found(path: str, text: str) -> tuple[Mistake, ...]:
    base = {"sample.yaml": SENDS_HELLO} if path.startswith("messages/") else {}
    base = {"sample.yaml": STORY_PLAYBOOK} if path.startswith("stories/") else base
    return told_once(check(Folder({**FILES, "other.yaml": OTHER_WITH_CLOCK, **base, path: text}), AROUND).mistakes)


def written(text: str) -> tuple[str, str, int]:
    """The file as it was written, as it should be written, and the line of the difference."""
    match = MARK.search(text)
    assert match is not None
    wrong = MARK.sub(lambda m: m["wrong"], text)
    return wrong, MARK.sub(lambda m: m["right"], text), wrong.count("\n", 0, match.start()) + 1


@pytest.mark.parametrize(("path", "kind", "text"), CASES)
def test_it_is_told_once_near_its_line_and_what_a_person_writes_instead_cures_it(
    path: str, kind: str, text: str
) -> None:
    wrong, right, line = written(text)

    told = found(path, wrong)

    assert [(mistake.kind, mistake.file) for mistake in told] == [(kind, path)], [m.text() for m in told]
    assert told[0].line >= 1
    assert abs(told[0].line - line) <= 4 or kind in {"FJ007.large", "FJ073"}
    assert [mistake.text() for mistake in found(path, right)] == []


@pytest.mark.parametrize(("path", "kind", "text"), CASES)
def test_a_ready_fix_cures_it_when_it_is_pasted_in(path: str, kind: str, text: str) -> None:
    wrong, _, _ = written(text)
    [mistake] = found(path, wrong)

    if mistake.patch is None:
        assert len(mistake.fix) > len("write"), kind
        assert "None" not in mistake.fix
    else:
        assert [told.text() for told in found(path, mistake.patch.apply(wrong))] == []


def test_mending_touches_no_other_line() -> None:
    for path, kind, text in CASES:
        wrong, _, _ = written(text)
        mended, changes = mend(Folder({**FILES, path: wrong}), AROUND, path)
        kept = set(wrong.split("\n")) - {change.before for change in changes}

        assert kept <= {*mended.get(path, wrong).split("\n")}, kind


@pytest.mark.parametrize("language", ["da", "nb", "sv", "fi", "de"])
def test_each_is_told_in_every_language_without_english_words(language: str) -> None:
    for path, kind, text in CASES:
        [mistake] = found(path, written(text)[0])
        if kind not in {"FJ051.message", "FJ053.template"}:  # these two say what the reader of messages says
            said = re.sub(r'"[^"]*"', "", "".join(mistake.said(language)[0]))

            assert not re.search(r"\b(?:which|and|the|write|like|mean|of|with|is no|Did)\b", said), said


def test_no_kind_of_mistake_is_without_a_case() -> None:
    kinds = {kind for kind in sheet_of("en").sentences if kind.startswith("FJ")}
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))

    assert kinds - {kind for _, kind, _ in CASES} - set(ELSEWHERE) == set()
    assert all(
        f"def {name}(" in tests or f"{name}.py" in tests or (Path(__file__).parent / f"{name}.py").exists()
        for name in ELSEWHERE.values()
    )
