"""The program's own sentences in another language: found by their English text, with what stands in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

_WORTH_LOOKING_FOR = 9
"""A sentence with fewer letters between its places could be anything."""


def english_behind(text: str, known: tuple[str, ...]) -> tuple[str, Mapping[str, str]] | None:
    """Which of the known English sentences a finished text is, and what stands in its places."""
    for sentence, form in _forms(known):
        if found := form.fullmatch(text):
            return sentence, found.groupdict()
    return None


@cache
def _forms(known: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = ((sentence, list(Formatter().parse(sentence))) for sentence in known)
    return tuple(
        (sentence, re.compile("".join(_part(literal, name) for literal, name, _, _ in parts), re.DOTALL))
        for sentence, parts in found
        if sum(len(literal) for literal, *_ in parts) >= _WORTH_LOOKING_FOR
    )


def _part(literal: str, name: str | None) -> str:
    return re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")
