"""What the checker says, one sheet a language, keyed by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from engine.language.words.sheet import Sheet

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")


@cache
def sheet_of(language: str) -> Sheet:
    """The sentences of a language; English for one that the checker does not speak."""
    known = language if language in LANGUAGES else "en"
    sheet: Sheet = import_module(f"engine.language.words.{known}").SHEET
    return sheet


def say(kind: str, details: Mapping[str, str], language: str = "en") -> tuple[str, str]:
    """What is wrong, and how to put it right, in a language."""
    return sheet_of(language).say(kind, details)
