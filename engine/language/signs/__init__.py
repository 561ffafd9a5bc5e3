"""The words by which the checker knows what a message says, one file a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module

LANGUAGES = ("da", "nb", "sv", "fi", "de", "en")
NAMES = (
    r"(?-i:PostNord|DHL|GLS|Bring|DAO|UPS|FedEx|DPD|Hermes|Matkahuolto|Schenker|Budbee|Instabox|Helthjem|Porterbuddy)"
)
"""Carriers by name; as names are written, so that a verb that looks the same is none."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One language's patterns; each is searched for in a clause or a sentence, small and capital letters alike.

    A demand for the original packaging is `packaging` with `demand` and without `soft` in one clause, or with `only`
    before it, or `without` it a `refusal`. Blame is `before` a `party` or `behind` it, unless the shop takes it upon
    itself (`ours`). `spans` and `dates` are times told in figures, unless the sentence is about the law or about
    opening hours (`elsewhere`). `offer` sells; `next` says what comes or what to do, `closing` is said in every mail.
    """

    packaging: str
    demand: str
    soft: str
    only: str
    without: str
    refusal: str
    party: str
    before: str
    behind: str
    ours: str
    offer: str
    spans: str
    dates: str
    elsewhere: str
    next: str
    closing: str


Patterns = Mapping[str, re.Pattern[str]]


@cache
def signs_of(language: str) -> Patterns | None:
    """A language's patterns, by the names of `Signs`; nothing for a language that is not known here."""
    if language not in LANGUAGES:
        return None
    signs: Signs = import_module(f"engine.language.signs.{language}").SIGNS
    made = {part.name: getattr(signs, part.name) for part in fields(Signs)}
    made["demand_only"] = rf"{signs.only}[^,;]*{signs.packaging}"
    made["demand_without"] = rf"{signs.without}\s+(?:\w+\s+)?{signs.packaging}"
    party = f"(?:{signs.party}|{NAMES})"
    made["blame"] = rf"{signs.before}(?:\s+\w+){{0,3}}\s+{party}|{party}[^,;]{{0,40}}?{signs.behind}"
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in made.items()}
