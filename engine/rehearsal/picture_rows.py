"""What a picture of a playbook shows, row by row: who acts or what is waited for, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.language.playbook import Playbook
from engine.rehearsal.explaining import Told, body, dates
from engine.rehearsal.explaining_voice import Voice

KINDS = {
    "send": "mail",
    "tell": "person",
    "ask": "person",
    "wait": "wait",
    "waitfor": "wait",
    "do": "work",
    "remember": "work",
    "if": "choice",
    "foreach": "choice",
    "together": "choice",
    "block": "way",
    "when": "event",
    "run": "end",
    "end": "end",
    "goon": "on",
    "meanwhile": "beside",
    "heading": "heading",
    "clock legal": "law",
}
"""How each kind of line is drawn; the shop's own clocks are drawn as `own`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: how it is drawn, how deep it stands, its text, and smaller remarks below it."""

    kind: str
    depth: int
    text: str
    notes: tuple[str, ...] = ()


def steps_of(playbook: Playbook, voice: Voice) -> tuple[Row, ...]:
    """The rows of the steps, the interruptions and what wakes a case."""
    return tuple(_rows(body(playbook, voice)))


def dates_of(playbook: Playbook, voice: Voice) -> tuple[Row, ...]:
    """The rows of the clocks, each with when it is kept and who is warned."""
    return tuple(_rows(line for line in dates(playbook, voice) if line.kind != "heading"))


def _rows(told: Iterable[Told]) -> Iterator[Row]:
    """A remark belongs to the row above it."""
    row: Row | None = None
    for line in told:
        if row and line.kind in ("note", "done", "alarm", "law"):
            row = Row(row.kind, row.depth, row.text, (*row.notes, line.text))
            continue
        if row:
            yield row
        row = Row(KINDS.get(line.kind, "own" if line.kind.startswith("clock") else "way"), line.depth, line.text)
    if row:
        yield row
