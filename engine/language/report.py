"""Where the mistakes of one file are gathered while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from engine.language.mistakes import Mistake, Patch, Severity
from engine.language.nodes import Node, Text
from engine.language.playbook import Place
from engine.language.slips import Slip
from engine.language.words import say, sheet_of

T = TypeVar("T")
WARNINGS = {"FJ006.cut", "FJ035.unused", "FJ054", "FJ056", "FJ060", "FJ062.own", "FJ070", "FJ072", "FJ073", "FJ074"}


@dataclass(slots=True)
class Report:
    """The mistakes found in one file so far."""

    file: str
    lines: tuple[str, ...]
    mistakes: list[Mistake] = field(default_factory=list)
    spoilt: set[int] = field(default_factory=set)
    """Lines of which enough is told: what else seems wrong with them may only follow from that."""

    def line(self, number: int) -> str:
        """One line of the file as it stands there."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def sound(self) -> bool:
        """Whether no error was found; warnings do not count."""
        return not any(mistake.severity == "error" for mistake in self.mistakes)

    def add(
        self,
        kind: str,
        place: Place,
        *,
        length: int = 1,
        where: str = "",
        patch: Patch | None = None,
        better: str | None = None,
        **details: str,
    ) -> None:
        """Write down a mistake; its fix is the patched line, else the table's sentence, else what should stand there."""
        if place.line in self.spoilt:
            return
        message, fix = say(kind, details)
        if patch:
            line = self.line(patch.line)
            spaces = patch.indents(line)
            if spaces is not None:
                details = {**details, "spaces": str(spaces), "line_said": line.strip()}
            if spaces:
                fix = sheet_of("en").word("indent", count=spaces, line=line.strip())
            elif spaces is None:
                fix = patch.shown(line)
        severity: Severity = "warning" if kind in WARNINGS else "error"
        head = (
            kind.partition(".")[0],
            severity,
            self.file,
            place.line,
            place.column,
            message,
            fix or sheet_of("en").word("write", better=better),
        )
        self.mistakes.append(Mistake(*head, self.line(place.line), where, max(1, length), kind, details, patch))

    def add_at(self, kind: str, text: Text, *, where: str = "", better: str | None = None, **details: str) -> None:
        """Write down a mistake about a whole text, with what should stand there instead if that is known."""
        self.add_slip(Slip(kind, 0, len(text.value), better, **details), text, where=where)

    def add_slip(self, slip: Slip, node: Node, *, where: str = "") -> None:
        """Write down what a text gets wrong, at the very piece of it."""
        place, patch, length = node.place, None, 1
        if exact := self._exact(slip, node):
            place, length = exact, slip.length
            if slip.better is not None:
                patch = Patch(place.line, place.column, length, slip.better)
        self.add(slip.kind, place, length=length, where=where, patch=patch, better=slip.better, **slip.details)

    def tried(self, read: Callable[[], T], node: Node, *, where: str = "") -> T | None:
        """What `read` gives; a slip is written down instead and gives nothing."""
        try:
            return read()
        except Slip as slip:
            self.add_slip(slip, node, where=where)
            return None

    def _exact(self, slip: Slip, node: Node) -> Place | None:
        """The place of the piece itself, where the file shows it letter by letter."""
        if not isinstance(node, Text):
            return None
        column = node.place.column + node.inset + slip.start
        piece = node.value[slip.start : slip.start + slip.length]
        shown = self.line(node.place.line)[column - 1 : column - 1 + slip.length]
        return Place(self.file, node.place.line, column) if shown == piece else None
