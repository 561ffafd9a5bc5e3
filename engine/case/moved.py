"""What a move to another version changes in the state of a case: nothing that is done, nothing that is pinned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.case.journal import Entry
from engine.case.state import State


def settle_move(state: State, entry: Entry) -> None:
    """Take a move into account; one that was refused only ends the wish for it."""
    state.wish = None
    data = entry.data
    if data.get("why"):
        return
    state.version = str(data["version"])
    _rename(state, data.get("renamed", {}))
    for name in data.get("passed", ()):
        state.done.setdefault(name, None)
    for name in data.get("skipped", ()):
        state.beside.setdefault(name, "skipped")
    for name, counts in data.get("waits", {}).items():
        state.waits[name].anchor, state.waits[name].words = counts["anchor"], counts["for"]
    for name, mark in data.get("marks", {}).items():
        state.deadlines[name] = replace(state.deadlines[name], mark=mark)


def identities(state: State) -> Iterator[str]:
    """Everything in a case that has the identity of a step, or of something beside one."""
    for table in _tables(state):
        yield from table
    yield from state.started


def _rename(state: State, names: Mapping[str, str]) -> None:
    """All at once: two steps may have changed places."""
    if not names:
        return
    for table in _tables(state):
        renamed = {names.get(name, name): value for name, value in table.items()}
        table.clear()
        table.update(renamed)
    state.started = {names.get(name, name) for name in state.started}


def _tables(state: State) -> tuple[dict[str, Any], ...]:
    return (
        state.branches,
        state.lists,
        state.waits,
        state.questions,
        state.done,
        state.trouble,
        state.failures,
        state.outbox,
        state.beside,
        state.handed_over,
    )
