"""What a hunt has found, said in one of six languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from whenever import Date

from engine.messages.languages import LANGUAGES, language_of
from engine.messages.wording import Reader, in_words
from engine.rehearsal.hunting_finds import Find
from engine.rehearsal.hunting_whole import Result

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hunter:
    """Somebody who tells of a hunt."""

    words: Words
    reader: Reader

    @classmethod
    def in_language(cls, language: str) -> Hunter:
        """A hunter who speaks a language; English where it is none of the six."""
        known = language if language in LANGUAGES else "en"
        return cls(words_in(known), Reader(language_of(known), "UTC"))

    def heading(self, find: Find) -> str:
        """Which find it is, and where."""
        return self.words["heading"].format(code=find.code, file=f"{find.playbook.slug}.yaml", line=find.place.line)

    def sentence(self, find: Find) -> str:
        """What was found."""
        details = dict(find.details)
        for name in {"day", "other"} & details.keys():
            details[name] = in_words(Date.parse_iso(details[name]), "", self.reader)
        kind = f"{find.code}.step" if find.code in {"FJ054", "FJ058"} and "step" in details else find.code
        return self.words[kind].format_map(details)

    def remedy(self, find: Find) -> str:
        """What the owner can do about it."""
        return self.words["remedy"].format(advice=self.words[f"{find.code}.fix"], code=find.code)

    def accepted(self, find: Find, reason: str) -> str:
        """One line about a find that the owner has accepted."""
        return self.words["accepted"].format(heading=self.heading(find), reason=reason)

    def summary(self, result: Result, accepted: int, seconds: float) -> str:
        """How the hunt went."""
        found = self.words["found" if result.open else "clean"].format(count=len(result.open), accepted=accepted)
        seen = self.words["seen" if result.whole else "seen_partly"].format(
            states=result.states, seconds=round(seconds)
        )
        return f"{found} {seen}"


@cache
def words_in(language: str) -> Words:
    """The table of a language."""
    table: Words = yaml.safe_load(
        files("engine.rehearsal").joinpath("hunting_words", f"{language}.yaml").read_text("utf-8")
    )
    return table
