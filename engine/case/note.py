"""A sentence of the program with its places open, so that each reader gets it in her own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.fields import plain
from engine.language.values import Value


@dataclass(frozen=True, slots=True, init=False)
class Note:
    """`Note("To be restocked: {lines}.", lines="1 × Cap")`: the English sentence, and what stands in its places.

    The sentence is also the name under which its translations are found; one that has none is told in English.
    """

    text: str
    values: Mapping[str, Value | Note | tuple[Note, ...]]

    def __init__(self, text: str, /, **values: Value | Note | tuple[Note, ...]) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.text.format_map({name: _english(value) for name, value in self.values.items()})

    @property
    def plain(self) -> dict[str, Any]:
        """The sentence as a journal holds it."""
        return {"text": self.text, "values": {name: _plain(value) for name, value in self.values.items()}}


def _english(value: Value | Note | tuple[Note, ...]) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _plain(value: Any) -> Any:
    match value:
        case Note():
            return value.plain
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return plain(value)
