"""The words in which a case is told, in one of six languages, with dates as that language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from whenever import Date, Instant, Time

from engine.language.catalogue import EVENTS_BY_WORDS
from engine.messages.languages import LANGUAGES, language_of
from engine.messages.wording import Reader, in_words


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who tells a case: in which words, and by which clock."""

    table: Mapping[str, Mapping[str, str]]
    reader: Reader

    @classmethod
    def in_language(cls, language: str, zone: str) -> Teller:
        """A teller in a language; English where the language is none of the six."""
        known = language if language in LANGUAGES else "en"
        return cls(_table(known), Reader(language_of(known), zone))

    def say(self, sentence: str, **given: Any) -> str:
        """A sentence of the table with its places filled."""
        return self.table["sentences"][sentence].format_map(given)

    def knows(self, sentence: str) -> bool:
        """Whether the table has such a sentence."""
        return sentence in self.table["sentences"]

    def word(self, word: str) -> str:
        """A single word of the table; a name stays as it is."""
        return self.table["words"].get(word, word)

    def event(self, wire_type: str) -> str:
        """An event as people call it; an unknown type stays as it is."""
        return self.table["events"].get(wire_type, wire_type)

    @staticmethod
    def sentence_case(text: str) -> str:
        """A text with a capital at its beginning."""
        return text[:1].upper() + text[1:]

    def events(self, words: str) -> str:
        """The events of a wait, which the journal joins by `or` in the words of the playbook."""
        parts = [self._by_words(part) for part in words.split(" or ")] if words else []
        return f" {self.word('or')} ".join(parts)

    def day(self, day: Date) -> str:
        """A day with its weekday."""
        return in_words(day, "", self.reader)

    def moment(self, moment: Instant) -> str:
        """A day and a time by the clock of the reader."""
        return in_words(moment, "", self.reader)

    def until(self, end: Instant) -> str:
        """The end of a wait: midnight belongs to the day that it ends."""
        local = end.to_tz(self.reader.zone)
        return self.moment(end) if local.time() != Time.MIDNIGHT else self.day(local.date().subtract(days=1))

    def step(self, identity: Any) -> str:
        """A step without the playbook and the round that it stands in."""
        return str(identity).rpartition(" / ")[2]

    def value(self, value: Any) -> str:
        """A value of the journal as one would say it."""
        match value:
            case {"amount": amount, "currency": currency}:
                return f"{amount} {currency}"
            case True | False:
                return self.reader.language.yes if value else self.reader.language.no
            case list():
                return ", ".join(str(item.get("name", item)) if isinstance(item, dict) else str(item) for item in value)
            case _:
                return str(value)

    def _by_words(self, words: str) -> str:
        kind = EVENTS_BY_WORDS.get(words)
        return self.event(kind.type) if kind else words


@cache
def _table(language: str) -> Mapping[str, Mapping[str, str]]:
    text = files("engine.rehearsal").joinpath("words", f"{language}.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table
