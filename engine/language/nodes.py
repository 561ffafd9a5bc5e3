"""What a file says, before anybody asks what it means: texts, lists and fields, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.language.playbook import Place


@dataclass(frozen=True, slots=True)
class Text:
    """One text; `end` is the place just behind it, `inset` how many signs of the file come before its first letter."""

    value: str
    place: Place
    end: Place
    inset: int = 0
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands here at all; a pair of quotes is something."""
        return not self.value and not self.quoted


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    end: Place


@dataclass(frozen=True, slots=True)
class Pairs:
    """Fields with their values, in the order of the file."""

    pairs: tuple[tuple[Text, Node], ...]
    place: Place
    end: Place

    def get(self, name: str) -> Node | None:
        """The value of a field."""
        return next((value for key, value in self.pairs if key.value == name), None)

    def key(self, name: str) -> Text | None:
        """The field's name where it stands in the file."""
        return next((key for key, _ in self.pairs if key.value == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(key.value for key, _ in self.pairs)


Node = Text | Items | Pairs


def plain_node(node: Node) -> Any:
    """The node as JSON: texts stay texts, nothing becomes null."""
    match node:
        case Text():
            return None if node.empty else node.value
        case Items(items):
            return [plain_node(item) for item in items]
        case Pairs(pairs):
            return {key.value: plain_node(value) for key, value in pairs}


def every_pairs(node: Node) -> Iterator[Pairs]:
    """Every group of fields in a file, in reading order."""
    match node:
        case Items(items):
            for item in items:
                yield from every_pairs(item)
        case Pairs(pairs):
            yield node
            for _, value in pairs:
                yield from every_pairs(value)
        case _:
            return
