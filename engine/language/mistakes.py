"""A mistake in a file as people read it: what, where, and the line that puts it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.language.words import sheet_of
from engine.language.words.sheet import Sheet

Severity = Literal["error", "warning"]
_SHOWN = 10
_WIDEST = 120
_LISTED = 4


@dataclass(frozen=True, slots=True)
class Patch:
    """The small change that puts a mistake right: at that place, `length` signs become `text`."""

    line: int
    column: int
    length: int
    text: str

    def apply(self, whole: str) -> str:
        """The file after the change."""
        lines = whole.split("\n")
        lines[self.line - 1] = self.apply_to(lines[self.line - 1])
        return "\n".join(lines)

    def indents(self, source_line: str) -> int | None:
        """How far in the line will begin, where nothing but that changes."""
        if self.column > len(source_line) - len(source_line.lstrip()) + 1 or self.text.strip(" "):
            return None
        line = self.apply_to(source_line)
        return len(line) - len(line.lstrip()) if line.strip() == source_line.strip() else None

    def apply_to(self, line: str) -> str:
        """The one line after the change."""
        at = self.column - 1
        return line[:at] + self.text + line[at + self.length :]

    def shown(self, source_line: str) -> str:
        """What the owner should write: the line as it will stand, or the line that is new."""
        if "\n" in self.text:
            return self.text.strip()
        line = self.apply_to(source_line)
        shown = line.strip() if self.text.lstrip().startswith("-") else line.strip().removeprefix("- ")
        return shown or sheet_of("en").word("away")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Another line that the same mistake shows in."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a file that the engine cannot follow (error), or that somebody should look at (warning)."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    fix: str
    source_line: str = ""
    where: str = ""
    length: int = 1
    kind: str = ""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    patch: Patch | None = None
    also: tuple[Spot, ...] = ()

    def text(self, language: str = "en") -> str:
        """The mistake as the command line shows it, in one of the languages of the checker."""
        sheet = sheet_of(language)
        message, fix = self.said(language)
        place = f" ({sheet.phrase(self.where)})" if self.where else ""
        spot = f"{sheet.word('line')} {self.line}, {sheet.word('column')} {self.column}"
        head = f"{sheet.word(self.severity)} {self.code}  {self.file}, {spot}{place}\n"
        return f"{head}{self._picture()}  {message}\n  {sheet.word('fix')}: {fix}{self._elsewhere(sheet)}"

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The mistake for programs."""
        message, fix = self.said(language)
        names = ("code", "severity", "file", "line", "column")
        also = [{"file": spot.file, "line": spot.line} for spot in self.also]
        return {**{name: getattr(self, name) for name in names}, "message": message, "fix": fix, "also": also}

    def said(self, language: str) -> tuple[str, str]:
        """What is wrong and how to put it right, in one of the languages of the checker."""
        if language == "en" or not self.kind:
            return self.message, self.fix
        sheet = sheet_of(language)
        message, fix = sheet.say(self.kind, self.details)
        return message, self._ready(sheet) or fix or sheet.word("write", better=self.fix.removeprefix("write "))

    def _ready(self, sheet: Sheet) -> str:
        """The line as it will stand, if that is known; lines of a file are the same in every language."""
        if self.patch is None:
            return ""
        if "spaces" in self.details:
            none = self.details["spaces"] == "0"  # then the sentence itself says what to take away
            return "" if none else sheet.word("indent", count=self.details["spaces"], line=self.details["line_said"])
        return sheet.word("away") if self.fix == sheet_of("en").word("away") else self.fix

    def _elsewhere(self, sheet: Sheet) -> str:
        """The other lines that the mistake shows in, the first few by name."""
        if not self.also:
            return ""
        places = ", ".join(f"{spot.file} {spot.line}" for spot in self.also[:_LISTED])
        more = " …" if len(self.also) > _LISTED else ""
        return f"\n  {sheet.word('also', count=len(self.also), places=places)}{more}"

    def _picture(self) -> str:
        if not self.source_line.strip():
            return ""
        cut = max(0, self.column - _WIDEST // 2) if self.column > _WIDEST else 0
        shown = self.source_line[cut : cut + _WIDEST]
        marks = "^" * max(1, min(self.length, len(shown) - self.column + cut + 1))
        return f"{self.line:>6} | {shown}\n{' ' * 7}| {' ' * (self.column - cut - 1)}{marks}\n"


def in_order(mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """The mistakes as one meets them when reading: by file, line and column."""
    return tuple(sorted(mistakes, key=lambda m: (m.file, m.line, m.column, m.code)))


def as_text(mistakes: tuple[Mistake, ...], language: str = "en") -> str:
    """The first ten mistakes, and how many more there are."""
    shown = [mistake.text(language) for mistake in mistakes[:_SHOWN]]
    if more := len(mistakes) - len(shown):
        shown.append(sheet_of(language).word("more", count=more))
    return "\n\n".join(shown)
