"""The picture of a playbook: as an SVG of our own drawing, and as Mermaid text. Nothing is fetched to make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from engine.language.playbook import Playbook
from engine.rehearsal.explaining_voice import Voice
from engine.rehearsal.picture_mermaid import flowchart
from engine.rehearsal.picture_rows import Row, dates_of, steps_of
from engine.rehearsal.picture_text import wrapped

_TITLE, _TEXT, _SMALL, _LINE, _SMALL_LINE = 27.0, 15.0, 13.0, 21.0, 18.0
_HEADING, _PAD, _GAP, _ICON = 18.0, 11.0, 9.0, 34.0
_LEGEND = ("mail", "person", "wait", "work", "choice", "end", "law", "own")
_BOLD = 1.12
"""How much wider bold letters are."""

_CARDS = frozenset({"mail", "person", "wait", "work", "choice", "end", "law", "own", "event", "beside"})
_COLOURS = {"beside": "wait"}
_ICONS: Mapping[str, str] = {
    "mail": "M3 6h18v12H3z M3 7l9 7 9-7",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21c0-5 4-7 8-7s8 2 8 7",
    "wait": "M6 3h12 M6 21h12 M7 3c0 6 5 6 5 9s-5 3-5 9 M17 3c0 6-5 6-5 9s5 3 5 9",
    "work": "M5 13l4 4L19 7",
    "choice": "M12 2l10 10-10 10L2 12z",
    "end": "M6 21V4h12l-3 4 3 4H6",
    "law": "M12 3v18 M5 21h14 M4 8h16 M4 8l-2 6h5z M20 8l-3 6h5z",
    "own": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3 3",
    "event": "M13 2L5 14h6l-1 8 8-12h-6z",
    "beside": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8 12h8",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide a picture is, its margin, how far each level stands in, and how many columns stand side by side."""

    width: float
    edge: float
    step: float
    legend: int
    dates: int


WIDE = Shape(width=1000.0, edge=28.0, step=30.0, legend=4, dates=2)
NARROW = Shape(width=326.0, edge=6.0, step=12.0, legend=1, dates=1)
"""For a phone, where a wide picture would have to shrink until nobody can read it."""


def svg(playbook: Playbook, language: str, subjects: Mapping[str, str] | None = None, *, shape: Shape = WIDE) -> str:
    """The playbook as a picture that can stand in any page; it follows the reader's choice of light or dark."""
    voice = Voice.of(playbook, language, subjects)
    drawing = _Drawing(shape)
    drawing.head(playbook, voice)
    drawing.legend(voice)
    if clocks := dates_of(playbook, voice):
        drawing.row(Row("heading", 0, voice.say("deadlines")))
        drawing.pairs(clocks)
    drawing.rows(steps_of(playbook, voice))
    return drawing.whole(playbook.title, playbook.about, voice.language)


def mermaid(playbook: Playbook, language: str, subjects: Mapping[str, str] | None = None) -> str:
    """The playbook as Mermaid text: a flowchart that many editors and wikis draw."""
    return flowchart(playbook, Voice.of(playbook, language, subjects))


def _size(row: Row) -> float:
    """How wide the letters of a row are; those that say which way this is are bold."""
    return _TEXT if row.kind in _CARDS else _TEXT * _BOLD


@cache
def _style() -> str:
    return files("engine.rehearsal").joinpath("picture.css").read_text("utf-8")


class _Drawing:
    """Puts rows below each other, as wide and as high as their text needs, and joins them by lines."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._parts: list[str] = []
        self._lines: list[str] = []
        self._y = shape.edge
        self._above: dict[int, float] = {}

    def head(self, playbook: Playbook, voice: Voice) -> None:
        """The title, what the playbook is about, and how a case begins."""
        self._y += 22
        for number, line in enumerate(
            wrapped(playbook.title, _TITLE * _BOLD, self._shape.width - 2 * self._shape.edge)
        ):
            self._y += 32 if number else 0
            self._text(line, self._shape.edge, self._y, "title")
        self._y += 14
        starts = voice.say("starts", event=voice.event(playbook.starts_when))
        only = f" {voice.say('only_if', condition=voice.condition(playbook.only_if))}" if playbook.only_if else ""
        for paragraph in (playbook.about, starts + only):
            for line in wrapped(paragraph, _TEXT, self._shape.width - 2 * self._shape.edge):
                self._y += _LINE
                self._text(line, self._shape.edge, self._y, "about")
        self._y += _GAP

    def legend(self, voice: Voice) -> None:
        """What the signs and colours mean, in columns."""
        many = self._shape.legend
        column = (self._shape.width - 2 * self._shape.edge) / many
        for number in range(0, len(_LEGEND), many):
            kinds = _LEGEND[number : number + many]
            texts = [wrapped(voice.say(f"legend_{kind}"), _SMALL, column - 40) for kind in kinds]
            self._y += _GAP
            for place, (kind, lines) in enumerate(zip(kinds, texts, strict=True)):
                x = self._shape.edge + place * column
                self._icon(kind, x, self._y - 2, 0.8)
                for row, line in enumerate(lines):
                    self._text(line, x + 28, self._y + 13 + row * _SMALL_LINE, "small")
            self._y += max(len(lines) for lines in texts) * _SMALL_LINE + 4
        self._y += _GAP

    def pairs(self, rows: Sequence[Row]) -> None:
        """Cards side by side, in columns."""
        many = self._shape.dates
        width = (self._shape.width - 2 * self._shape.edge - (many - 1) * _GAP) / many
        for number in range(0, len(rows), many):
            beside = rows[number : number + many]
            height = max(self._height(row, width) for row in beside)
            for place, row in enumerate(beside):
                self._card(row, self._shape.edge + place * (width + _GAP), width, height)
            self._y += height + _GAP

    def rows(self, rows: Sequence[Row]) -> None:
        """Cards below each other, further in the deeper they stand."""
        for row in rows:
            self.row(row)

    def row(self, row: Row) -> None:
        """One row: a heading, a card, or a line of text that says which way this is."""
        if row.kind == "heading":
            self._y += 20
            for line in wrapped(row.text, _HEADING * _BOLD, self._shape.width - 2 * self._shape.edge):
                self._text(line, self._shape.edge, self._y + 16, "heading")
                self._y += 24
            self._y += 6
            self._above = {0: self._y - 4}
            return
        x = self._shape.edge + (row.depth - 1) * self._shape.step
        width = self._shape.width - self._shape.edge - x
        height = self._height(row, width)
        self._join(row, x, height)
        self._card(row, x, width, height) if row.kind in _CARDS else self._plain(row, x, width)
        self._y += height + _GAP
        self._above = {depth: y for depth, y in self._above.items() if depth < row.depth}
        self._above[row.depth] = self._y - _GAP

    def whole(self, title: str, about: str, language: str) -> str:
        """The finished picture."""
        height = self._y + self._shape.edge
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="playbook" viewBox="0 0 {self._shape.width:.0f} {height:.0f}" '
            f'width="{self._shape.width:.0f}" height="{height:.0f}" role="img" lang="{language}">'
        )
        words = f"<title>{escape(title)}</title><desc>{escape(about)}</desc><style>{_style()}</style>"
        ground = f'<rect class="ground" width="{self._shape.width:.0f}" height="{height:.0f}" rx="10"/>'
        return "\n".join((head, words, ground, *self._lines, *self._parts, "</svg>", ""))

    def _height(self, row: Row, width: float) -> float:
        room = self._room(row, width)
        lines = len(wrapped(row.text, _size(row), room)) * _LINE
        notes = sum(len(wrapped(note, _SMALL, room)) for note in row.notes) * _SMALL_LINE
        return lines + notes + (2 * _PAD if row.kind in _CARDS else 4)

    def _room(self, row: Row, width: float) -> float:
        return width - (2 * _PAD + _ICON if row.kind in _CARDS else 14)

    def _card(self, row: Row, x: float, width: float, height: float) -> None:
        colour = _COLOURS.get(row.kind, row.kind)
        dashed = " beside" if row.kind == "beside" else ""
        self._parts.append(
            f'<rect class="card{dashed}" x="{x:.0f}" y="{self._y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="8" '
            f'style="fill:var(--{colour}-ground);stroke:var(--{colour})"/>'
        )
        self._icon(row.kind, x + _PAD, self._y + _PAD - 1, 1.0)
        self._words(row, x + _PAD + _ICON, self._y + _PAD, width, "")

    def _plain(self, row: Row, x: float, width: float) -> None:
        self._words(row, x + 8, self._y, width, "on" if row.kind == "on" else "way")

    def _words(self, row: Row, x: float, y: float, width: float, style: str) -> None:
        room = self._room(row, width)
        for line in wrapped(row.text, _size(row), room):
            self._text(line, x, y + 15, style)
            y += _LINE
        for note in row.notes:
            for line in wrapped(note, _SMALL, room):
                self._text(line, x, y + 13, "note")
                y += _SMALL_LINE

    def _join(self, row: Row, x: float, height: float) -> None:
        """A line from the row above on the same level, else from the row that this one stands under."""
        middle = self._y + min(height / 2, 22)
        if row.depth in self._above and row.depth == 1:
            self._lines.append(f'<path class="line" d="M{x + 14:.0f} {self._above[1]:.0f}V{self._y:.0f}"/>')
            return
        if (above := self._above.get(row.depth - 1)) is not None and row.depth > 1:
            spine = x - self._shape.step + 14
            self._lines.append(f'<path class="line" d="M{spine:.0f} {above:.0f}V{middle - 8:.0f}q0 8 8 8H{x:.0f}"/>')

    def _icon(self, kind: str, x: float, y: float, scale: float) -> None:
        colour = _COLOURS.get(kind, kind)
        self._parts.append(
            f'<path class="icon" transform="translate({x:.1f} {y:.1f}) scale({scale})" '
            f'style="stroke:var(--{colour})" d="{_ICONS[kind]}"/>'
        )

    def _text(self, text: str, x: float, y: float, style: str) -> None:
        named = f' class="{style}"' if style else ""
        self._parts.append(f'<text{named} x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>')
