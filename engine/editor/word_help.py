"""What a word of the language means."""

from __future__ import annotations

from engine.language.grammar import Word


def meaning(home: str, word: Word, language: str) -> str:
    """What a word means in its block."""
    del home, language
    return word.about
