"""Whatever a file holds, the checker answers with mistakes that have a line, and never with a stack trace."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import PlaybookError
from engine.language import Folder, Mistake, check, parse_condition, parse_duration, parse_moment
from engine.language.grammar import TOP, VERBS
from engine.language.names import Names
from tests.unit.language.marked import FILES, HEAD, SHOP, SURROUNDINGS, checked, with_steps

SHIPPED = sorted((Path(__file__).parents[3] / "playbooks").glob("*.yaml"))
WORDS = [
    *VERBS,
    *(word.name for word in TOP),
    "go on",
    "then",
    "until",
    "at",
    "every",
    "answers",
    "{",
    "[",
    "'",
    '"',
    ": ",
]
PIECES = st.lists(st.sampled_from([*WORDS, "\n", "\n  ", "\n    ", "- ", "#", "&", "*", "!", "|", ">", "x", "2 days"]))
FUZZ = settings(max_examples=150, deadline=None)


def has_a_line(mistake: Mistake) -> bool:
    return mistake.line >= 1 and mistake.column >= 1 and bool(mistake.message) and bool(mistake.text())


@FUZZ
@given(st.text() | PIECES.map("".join))
def test_any_text_as_a_playbook_is_answered_with_mistakes_that_have_a_line(text: str) -> None:
    assert all(map(has_a_line, checked(text).mistakes))


@FUZZ
@given(PIECES.map("".join))
def test_any_text_as_steps_is_answered_with_mistakes_that_have_a_line(text: str) -> None:
    assert all(map(has_a_line, checked(with_steps(f"- {text}")).mistakes))


@FUZZ
@given(st.binary())
def test_any_bytes_are_answered_with_mistakes_that_have_a_line(content: bytes) -> None:
    assert all(map(has_a_line, check(Folder({**FILES, "sample.yaml": content}), SURROUNDINGS).mistakes))


CONDITIONS = st.lists(st.sampled_from([*"abis .,()<>=!&|'\"0123", "order.country", " is ", " and ", " not "]))


@FUZZ
@given(CONDITIONS.map("".join) | st.text())
def test_any_text_as_a_condition_is_read_or_refused_in_words(text: str) -> None:
    for read in (lambda t: parse_condition(t, Names()), parse_moment, parse_duration):
        assert refusal(read, text) != ""


def refusal(read: Callable[[str], object], text: str) -> str | None:
    """What to do instead, if the text is refused."""
    try:
        read(text)
    except PlaybookError as refused:
        return refused.remedy
    return None


def mutated(text: str, chance: random.Random) -> str:
    """The text with one thing wrong, as it happens to people."""
    lines = text.split("\n")
    number = chance.randrange(len(lines))
    line = lines[number]
    place = chance.randrange(len(line) + 1)
    match chance.randrange(9):
        case 0:
            del lines[number]
        case 1:
            lines.insert(number, line)
        case 2:
            lines[number] = f" {line}"
        case 3:
            lines[number] = line.removeprefix(" ")
        case 4:
            lines[number] = line.replace(": ", ":", 1)
        case 5:
            lines[number] = line[:place] + line[place + 1 :]
        case 6:
            lines[number] = line[:place] + chance.choice("x :#'\"[]{}-\t") + line[place:]
        case 7:
            lines[number] = line.replace("- ", "", 1)
        case _:
            lines[number] = line.replace(":", "", 1)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(200))
def test_a_mutated_playbook_never_ends_in_a_stack_trace(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret: the same seeds every time
    texts = [path.read_text(encoding="utf-8") for path in SHIPPED] or [HEAD, SHOP]

    found = checked(mutated(chance.choice(texts), chance))

    assert all(map(has_a_line, found.mistakes))
