"""The words in which a playbook is explained: fields, moments, conditions and events, in one of six languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from engine.language.catalogue import FIELDS, FieldType
from engine.language.conditions import Both, Compare, CompareFields, Comparison, Condition, Either, Named, Not
from engine.language.playbook import Playbook, Setting
from engine.language.values import NOW, Duration, Moment, Reference, Value
from engine.messages.languages import LANGUAGES
from engine.messages.vocabulary import length_in
from engine.messages.wording import in_words
from engine.rehearsal.telling import Teller

_COMPARED = {
    Comparison.IS: "is",
    Comparison.IS_NOT: "is_not",
    Comparison.IS_SET: "is_set",
    Comparison.IS_EMPTY: "is_empty",
    Comparison.IS_ONE_OF: "is_one_of",
    Comparison.CONTAINS: "contains",
    Comparison.MORE: "more",
    Comparison.LESS: "less",
    Comparison.AT_LEAST: "at_least",
    Comparison.AT_MOST: "at_most",
}
_IN_TIME = {"more": "later_than", "less": "earlier_than", "at_least": "not_earlier", "at_most": "not_later"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who explains one playbook in a language; `subjects` are the subjects of its messages, by name."""

    playbook: Playbook
    table: Mapping[str, Mapping[str, str]]
    teller: Teller
    subjects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, playbook: Playbook, language: str, subjects: Mapping[str, str] | None = None) -> Voice:
        """A voice for a playbook; English where the language is none of the six."""
        known = language if language in LANGUAGES else "en"
        return cls(playbook, table_in(known), Teller.in_language(known, "UTC"), subjects or {})

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.teller.reader.language.code

    def say(self, sentence: str, /, **given: Any) -> str:
        """A sentence of the table with its places filled."""
        return self.table["sentences"][sentence].format_map(given)

    def word(self, word: str) -> str:
        """A word of the table; a name of the shop's own stays as it is."""
        return self.table["words"].get(word, word)

    def length(self, length: Duration | Reference) -> str:
        """A length of time; for a setting, the length that the owner has set."""
        if isinstance(length, Duration):
            return length_in(length, self.language)
        value = found.value if (found := self._setting(length.path)) else None
        return length_in(value, self.language) if isinstance(value, Duration) else self.field(length.path)

    def moment(self, moment: Moment) -> str:
        """A moment told from something known."""
        if moment.offset is None:
            return self.field(moment.anchor.path)
        length = self.length(moment.offset)
        if moment.anchor == NOW:
            return self.say("moment_now", length=length)
        side = "moment_before" if moment.before else "moment_after"
        return self.say(side, length=length, anchor=self.field(moment.anchor.path))

    def field(self, path: str) -> str:
        """A field, setting, date or remembered value as people would call it."""
        if setting := self._setting(path):
            return self.say("setting", question=setting.question)
        if path.startswith("remembered."):
            return self.say("remembered", name=path.removeprefix("remembered."))
        name, _, part = path.removeprefix("deadlines.").partition(".")
        if path.startswith("deadlines.") or "." not in path:
            return self.say("safe_day" if part == "safe_by" else "last_day", name=name)
        return self.table["fields"].get(path, path)

    def fields(self, paths: tuple[str, ...]) -> str:
        """Several fields."""
        return ", ".join(self.field(path) for path in paths)

    def value(self, value: Value | Reference, path: str = "") -> str:
        """A value as one would say it in the language."""
        if isinstance(value, Reference):
            return self.field(value.path)
        if path == "order.country" and isinstance(value, str):
            return str(Locale.parse(self.language).territories.get(value, value))
        return "" if value is None else in_words(value, path, self.teller.reader)

    def condition(self, condition: Condition) -> str:
        """A condition as a sentence."""
        match condition:
            case Both(parts):
                return f" {self.say('and')} ".join(self._inside(part) for part in parts)
            case Either(parts):
                return f" {self.say('or')} ".join(self._inside(part) for part in parts)
            case Not(part):
                return self.say("not", condition=self.condition(part))
            case Named(name):
                return name
            case CompareFields(path, comparison, other):
                return self._compared(path, comparison, self.field(other))
            case Compare(path, comparison, values):
                return self._compared(path, comparison, ", ".join(self.value(value, path) for value in values))

    def event(self, wire_type: str) -> str:
        """An event as people call it; the event of a message names its subject."""
        base, _, message = wire_type.partition(":")
        if message:
            return self.say(base.replace(".", "_"), message=self.subject(message))
        return self.teller.event(base)

    def events(self, wire_types: tuple[str, ...]) -> str:
        """Several events, of which the first counts."""
        return f" {self.say('or')} ".join(self.event(event) for event in wire_types)

    def subject(self, message: str) -> str:
        """A message by its subject, or by its name where nobody gave one."""
        return self.subjects.get(message, "").rstrip(".") or message.replace("_", " ")

    def _inside(self, part: Condition) -> str:
        return f"({self.condition(part)})" if isinstance(part, Either | Both) else self.condition(part)

    def _compared(self, path: str, comparison: Comparison, value: str) -> str:
        kind = _COMPARED[comparison]
        if kind in {"is", "is_not"} and self._is_yes_no(path):
            kind = f"{kind}_yes_no" if not path.startswith("settings.") else kind
        if self._is_a_time(path):
            kind = _IN_TIME.get(kind, kind)
        return self.say(kind, field=self.field(path), value=value)

    def _is_yes_no(self, path: str) -> bool:
        return path in FIELDS and FIELDS[path].type is FieldType.YES_NO

    def _is_a_time(self, path: str) -> bool:
        is_clock = path.startswith("deadlines.") or "." not in path
        return is_clock or (path in FIELDS and FIELDS[path].type in (FieldType.DATE, FieldType.MOMENT))

    def _setting(self, path: str) -> Setting | None:
        name = path.removeprefix("settings.")
        found = (setting for setting in self.playbook.settings if setting.name == name)
        return next(found, None) if path.startswith("settings.") else None


@cache
def table_in(language: str) -> Mapping[str, Mapping[str, str]]:
    """The table of a language."""
    folder = files("engine.rehearsal").joinpath("explaining_words")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(folder.joinpath(f"{language}.yaml").read_text("utf-8"))
    return table
