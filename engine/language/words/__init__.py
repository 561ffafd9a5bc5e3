"""What the checker says, one table a language, keyed by code."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.words import en

Table = Mapping[str, tuple[str, str]]
"""Kind of mistake -> what is wrong, and what to write instead; `{name}` stands for a detail."""

TABLES: Mapping[str, Table] = {"en": en.TABLE}


def say(kind: str, details: Mapping[str, str], language: str = "en") -> tuple[str, str]:
    """What is wrong, and how to put it right, in a language; English where the language lacks the sentence."""
    message, fix = TABLES.get(language, en.TABLE).get(kind) or en.TABLE[kind]
    return message.format_map(details), fix.format_map(details)
