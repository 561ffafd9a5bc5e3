"""Every mistake that can be told has its sentence in six languages, and every sentence is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.language.words import LANGUAGES, say, sheet_of
from tests.unit.language.marked import HEAD, checked, with_steps

SOURCES = (Path(__file__).parents[3] / "engine" / "language").glob("*.py")
USED = {kind for path in SOURCES for kind in re.findall(r'"(FJ\d{3}(?:\.\w+)?)"', path.read_text("utf-8"))}
PATTERNS = {"unknown", "field"}  # the last part of a kind that is put together from a code
ENGLISH = sheet_of("en").sentences
TOLD = {kind for kind in ENGLISH if kind.startswith("FJ")}
OTHERS = [language for language in LANGUAGES if language != "en"]
HOLE = re.compile(r"(?<!\{)\{(\w+)\}|\{\{\{\{ (.*?) \}\}\}\}")
KEPT = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+\.[a-z_]+\b|\b\d[\d:.]*\b")


def test_every_mistake_has_its_sentence() -> None:
    known = {*ENGLISH, *(kind.partition(".")[0] for kind in ENGLISH)}
    later = {"FJ054"}  # hunt tells it

    assert USED - known - later == set()


def test_every_sentence_is_used() -> None:
    assert {kind for kind in TOLD if kind not in USED and kind.partition(".")[2] not in PATTERNS} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_sentence_with_the_same_gaps(language: str) -> None:
    own = sheet_of(language).sentences

    assert own.keys() == ENGLISH.keys()
    for kind, (message, fix) in ENGLISH.items():
        assert sorted(HOLE.findall(own[kind][0])) == sorted(HOLE.findall(message)), kind
        assert sorted(HOLE.findall(own[kind][1])) == sorted(HOLE.findall(fix)), kind
        assert bool(own[kind][1]) == bool(fix), kind


@pytest.mark.parametrize("language", OTHERS)
def test_the_words_of_the_playbook_language_stay_english(language: str) -> None:
    own = sheet_of(language).sentences

    for kind, halves in ENGLISH.items():
        for english, told in zip(halves, own[kind], strict=True):
            kept = set(KEPT.findall(HOLE.sub("", english))) - {"20", "2025"}
            assert {word for word in kept if word not in told} == set(), kind


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    own = sheet_of(language).sentences
    bare = {kind for kind in TOLD if not re.search(r"[a-z]{3} [a-z]{3}", HOLE.sub("", ENGLISH[kind][0]))}

    assert {kind for kind in TOLD - bare if own[kind][0] == ENGLISH[kind][0]} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_phrases(language: str) -> None:
    same_word = {"integration", "text"}  # in some languages

    assert sheet_of(language).phrases.keys() ^ sheet_of("da").phrases.keys() <= same_word


def test_a_language_that_the_checker_does_not_speak_is_answered_in_english() -> None:
    details = {"found": "P3D"}

    assert say("FJ042.better", details, "fr") == say("FJ042.better", details)


def test_a_mistake_is_told_in_danish() -> None:
    text = with_steps("- wait_for: [return received]\n  unitl: send_back_by\n  if_too_late: go on\n- end: done")

    [mistake] = checked(text).mistakes

    assert mistake.text("da") == (
        'Fejl FJ026  sample.yaml, linje 18, tegn 5 (i trin 1 "wait_for")\n'
        "    18 |     unitl: send_back_by\n"
        "       |     ^^^^^\n"
        '  "unitl" er ikke kendt i et wait_for-trin. Mente du "until"?\n'
        "  Løsning: until: send_back_by"
    )


BROKEN = [
    HEAD.replace("type: duration", "type: time") + "  - end: done\n",
    HEAD.replace("One sentence.", "One\tsen\ttence.") + "  - end: done\n",
    with_steps("- send: helo\n- tell: nobody at all\n- run: Othr"),
    with_steps("- if: order.number > 5\n  then: go on\n- remember: {return.statutory: perhaps}\n- end: done"),
    with_steps(
        "- do: refund\n  remember_as:\n  amount: return.refund_total\n- wait: P3D\n- wait: a while\n- end: done"
    ),
]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("text", BROKEN)
def test_nothing_english_is_left_in_a_message(text: str, language: str) -> None:
    for mistake in checked(text).mistakes:
        said = re.sub(r'"[^"]*"', "", mistake.text(language).split("\n", 1)[1])

        assert not re.search(r"\b(?:Did|which|and|the|write|like|mean|of|with)\b", said), said
