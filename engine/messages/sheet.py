"""The facts of one mail: looked up in the case, put into words, and kept apart from the author's text.

Each fact leaves a sign in the text that only this module understands, so that nothing in a customer's data can become
Markdown, HTML or a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.errors import FjortenError
from engine.language.values import Line, Value
from engine.messages.wording import FILTERS, Reader, in_words

SIGN = re.compile("\ue000(\\d+)\ue001")
"""Where a fact stands: private characters that no author types and no customer's text keeps."""

_MANY_LINES = ("text", "address", "reason", "dispute_body")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of writing around."""

LARGEST = 200_000
"""The most characters that the facts of one mail may have together."""

Lookup = Callable[[str], Value]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the case as it reads in the mail."""

    path: str
    words: str

    @property
    def address(self) -> bool:
        """Whether the fact is a web address that the shop itself gives."""
        return self.path.endswith(("link", "label")) and self.words.startswith(("https://", "http://"))


@dataclass(slots=True)
class Sheet:
    """Everything that one rendering knows, and the facts that it has put down so far."""

    lookup: Lookup
    reader: Reader
    facts: list[Fact] = field(default_factory=list)
    size: int = 0

    def value(self, path: str) -> Value:
        """The value of a field; the bare name of a deadline is its last day."""
        for name in (path,) if "." in path else (path, f"deadlines.{path}.last_day"):
            try:
                return self.lookup(name)
            except LookupError:
                continue
        raise FjortenError(f'The case has no field "{path}".', remedy="Correct the name in the message.")

    def lines(self, path: str) -> tuple[Line, ...]:
        """The lines that a loop goes through; an empty list is an empty loop."""
        found = self.value(path) or ()
        if not isinstance(found, tuple) or not all(isinstance(line, Line) for line in found):
            raise FjortenError(f'"{path}" is not a list of lines.', remedy="A loop goes through lines.")
        return tuple(line for line in found if isinstance(line, Line))

    def put(self, path: str, value: Value, how: str) -> str:
        """Put a fact down, and give back the sign that stands for it in the text."""
        if value is None or value in ("", ()):
            raise FjortenError(
                f'"{path}" is empty, but the message shows it.',
                remedy=f"Give it a value, or write {{% if {path} %}} … {{% endif %}} around it.",
            )
        words = FILTERS[how](value, self.reader) if how else in_words(value, path, self.reader)
        if words is None:
            raise FjortenError(f'"{path}" cannot be written as {how}.', remedy="Use another filter, or none.")
        self._keep(Fact(path, _cleaned(path, words)))
        return f"\ue000{len(self.facts) - 1}\ue001"

    def _keep(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.size += len(fact.words)
        if self.size > LARGEST:
            raise FjortenError(f'With "{fact.path}" the message grows too large.', remedy="Show less of it.")

    def filled(self, text: str, write: Callable[[Fact], str], plain: Callable[[str], str]) -> str:
        """A text with its signs replaced; the author's words and the facts are each written in their own way."""
        parts = SIGN.split(text)
        return "".join(write(self.facts[int(part)]) if odd else plain(part) for part, odd in _alternating(parts))


def _alternating(parts: list[str]) -> list[tuple[str, int]]:
    return [(part, index % 2) for index, part in enumerate(parts)]


def _cleaned(path: str, words: str) -> str:
    text = _NOT_TEXT.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if path.rpartition(".")[2].endswith(_MANY_LINES) else " ".join(text.split("\n"))


def lookup_in(fields: Lookup | Mapping[str, Value]) -> Lookup:
    """The one way to ask for a field, whether they come as a function or as a table."""
    return fields.__getitem__ if isinstance(fields, Mapping) else fields
