"""The words in which a case is told, in one of six languages, with dates as that language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel.lists import format_list
from whenever import Date, Instant, Time

from engine.case.note import Note
from engine.errors import FjortenError
from engine.language.catalogue import EVENTS_BY_WORDS, FIELDS, FieldType
from engine.language.fields import field_value
from engine.language.lengths import parse_duration
from engine.messages.languages import LANGUAGES, language_of
from engine.messages.vocabulary import length_in
from engine.messages.wording import Reader, in_words
from engine.rehearsal.told_notes import english_behind

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ALARM = re.compile(r"(.+) before(?: #\d+)?")


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who tells a case: in which words, and by which clock; `house` is the clock of the shop."""

    table: Mapping[str, Mapping[str, str]]
    reader: Reader
    house: str

    @classmethod
    def in_language(cls, language: str, zone: str, house: str = "") -> Teller:
        """A teller in a language; English where the language is none of the six."""
        known = language if language in LANGUAGES else "en"
        return cls(_table(known), Reader(language_of(known), zone), house or zone)

    def say(self, sentence: str, **given: Any) -> str:
        """A sentence of the table with its places filled."""
        return one_stop(self.table["sentences"][sentence].format_map(given))

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
        return format_list(parts, "or", self.reader.language.locale) if parts else ""

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
        """A step without the playbook and the round that it stands in; an alarm by how long before it rings."""
        name = str(identity).rpartition(" / ")[2]
        if found := _ALARM.fullmatch(name):
            try:
                return self.say("before", length=length_in(parse_duration(found[1]), self.reader.language.code))
            except FjortenError:
                return name
        return name

    def field(self, path: str) -> str:
        """A field of the case as people would call it; what a playbook remembers keeps the owner's own name."""
        names = explained_fields(self.reader.language.code)
        return names.get(path) or self.say("quoted", text=path.removeprefix("remembered."))

    def value(self, value: Any, path: str = "") -> str:
        """A value of the journal as one would say it."""
        if path in FIELDS and FIELDS[path].type not in {FieldType.TEXTS, FieldType.LINES}:
            try:
                return in_words(field_value(FIELDS[path], value), path, self.reader)
            except (FjortenError, KeyError):
                return str(value)
        match value:
            case None:
                return "–"
            case {"amount": _, "currency": _}:
                return in_words(field_value(FIELDS["order.paid_total"], value), "", self.reader)
            case True | False:
                return self.reader.language.yes if value else self.reader.language.no
            case list():
                return ", ".join(self._item(item) for item in value)
            case str() if _DAY.fullmatch(value):
                return self.day(Date.parse_iso(value))
            case _:
                return str(value)

    def said(self, said: str | Note | Mapping[str, Any]) -> str:
        """A sentence of the program in this language: as a Note, as a journal holds one, or as finished English."""
        match said:
            case str():
                return self._recognised(said)
            case Note():
                return self.said(said.plain)
        places = {name: self._place(name, value) for name, value in said["values"].items()}
        text = str(said["text"])
        return one_stop(self._note(text).format_map(places))

    def _note(self, text: str) -> str:
        """A sentence without places may also be one of the catalogue's own words, such as the condition of goods."""
        return self.table["notes"].get(text) or in_words(text, "return.inspection", self.reader)

    def _recognised(self, text: str) -> str:
        if text in self.table["notes"] and "{" not in text:
            return self.table["notes"][text]
        found = english_behind(text, tuple(self.table["notes"]))
        return self.said({"text": found[0], "values": found[1]}) if found else text

    def _place(self, name: str, value: Any) -> str:
        match value:
            case {"text": _, "values": _}:
                return self.said(value)
            case list():
                return ", ".join(self._place(name, item) for item in value)
            case str() if name == "who":
                return self.word(value)
            case str() if not _DAY.fullmatch(value):
                return self._recognised(self._by_words(value))
            case _:
                return self.value(value)

    @staticmethod
    def _item(item: Any) -> str:
        return str(item.get("name") or item.get("id", item)) if isinstance(item, dict) else str(item)

    def _by_words(self, words: str) -> str:
        kind = EVENTS_BY_WORDS.get(words)
        return self.event(kind.type) if kind else words


def one_stop(text: str) -> str:
    """`499,00 kr.` and a question at the end of a sentence bring a stop of their own."""
    return text[:-1] if text.endswith(("..", "?.", "!.")) else text


@cache
def _table(language: str) -> Mapping[str, Mapping[str, str]]:
    text = files("engine.rehearsal").joinpath("words", f"{language}.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table


@cache
def explained_fields(language: str) -> Mapping[str, str]:
    """The fields of the catalogue as people call them."""
    text = files("engine.rehearsal").joinpath("explaining_words", f"{language}.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table["fields"]
