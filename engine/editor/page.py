"""A file as an editor has it, perhaps half typed: its lines, what can be read of it, and where a piece of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from engine.editor.mention import Spot
from engine.language.letters import decode
from engine.language.nodes import Node, Pairs, Text
from engine.language.reader import read

_TRIES = 12


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a file and what stands in it; lines that keep it from being read count as empty."""

    file: str
    lines: tuple[str, ...]
    root: Node | None

    @property
    def pairs(self) -> Pairs | None:
        """The fields of the file."""
        return self.root if isinstance(self.root, Pairs) else None

    def line(self, number: int) -> str:
        """One line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def spot(self, text: Text, start: int = 0, length: int | None = None) -> Spot | None:
        """Where a piece of a text stands; nothing where the file does not show it letter by letter."""
        piece = text.value[start:] if length is None else text.value[start : start + length]
        column = text.place.column + text.inset + start
        if piece and self.line(text.place.line).startswith(piece, column - 1):
            return Spot(self.file, text.place.line, column, len(piece))
        return self._searched(text, piece)

    def _searched(self, text: Text, piece: str) -> Spot | None:
        """The piece in a text of several lines, where it stands there only once."""
        found = [
            Spot(self.file, number, match.start() + 1, len(piece))
            for number in range(text.place.line, text.end.line + 1)
            for match in re.finditer(rf"(?<![\w.]){re.escape(piece)}(?![\w])", self.line(number))
        ]
        return found[0] if piece and len(found) == 1 else None


@lru_cache(maxsize=1024)
def page_of(file: str, content: str | bytes) -> Page:
    """The page of a file; what cannot be read of it is left out line by line."""
    text = decode(content) or ""
    lines = text.split("\n")
    shown = tuple(lines)
    if not file.endswith((".yaml", ".yml")):
        return Page(file, shown, None)
    lines = [line.replace("\t", " ") for line in lines]
    for _ in range(_TRIES):
        root, report = read(file, "\n".join(lines))
        wrong = next((mistake.line for mistake in report.mistakes if mistake.severity == "error"), 0)
        if root is not None or not 0 < wrong <= len(lines):
            return Page(file, shown, root)
        lines[wrong - 1] = ""
    return Page(file, shown, None)
