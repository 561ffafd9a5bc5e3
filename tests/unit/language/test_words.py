"""Every mistake that can be told has its sentence, and every sentence is used."""

from __future__ import annotations

import re
from pathlib import Path

from engine.language.words import TABLES, en, say

SOURCES = (Path(__file__).parents[3] / "engine" / "language").glob("*.py")
USED = {kind for path in SOURCES for kind in re.findall(r'"(FJ\d{3}(?:\.\w+)?)"', path.read_text("utf-8"))}
PATTERNS = {"unknown", "field"}  # the last part of a kind that is put together from a code


def test_every_mistake_has_its_sentence() -> None:
    known = {*en.TABLE, *(kind.partition(".")[0] for kind in en.TABLE)}
    later = {"FJ054"}  # hunt tells it

    assert USED - known - later == set()


def test_every_sentence_is_used() -> None:
    assert {kind for kind in en.TABLE if kind not in USED and kind.partition(".")[2] not in PATTERNS} == set()


def test_a_language_without_a_sentence_answers_in_english() -> None:
    details = {"found": "P3D"}

    assert say("FJ042.better", details, "fi") == say("FJ042.better", details)
    assert "en" in TABLES
