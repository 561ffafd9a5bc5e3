"""Deadlines that pass on a way, and whether the playbook is to blame: did it still wait for the very thing, or never ask?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.case.view import DeadlineState, DeadlineView
from engine.language.playbook import Clock, Kind, WaitFor
from engine.rehearsal.hunting_finds import Find, about_clock, onward
from engine.rehearsal.hunting_moves import listens_for, open_now
from engine.rehearsal.hunting_paths import Path

_CODES = {Kind.LEGAL: "FJ054", Kind.PROMISE: "FJ058"}


@dataclass(frozen=True, slots=True)
class Late:
    """A deadline that passed between two rests of a case; `wanted` is the event that would have met it."""

    find: Find
    before: Path
    after: Path
    wanted: str


def broken_between(before: Path, after: Path) -> Iterator[Late]:
    """The legal deadlines and promises that broke on the last stretch."""
    known = {d.identity for d in before.view.deadlines if d.state is DeadlineState.BROKEN}
    for deadline in after.view.deadlines:
        code = _CODES.get(Kind(deadline.kind))
        if code and deadline.state is DeadlineState.BROKEN and deadline.identity not in known:
            clock = _clock(deadline.name, after)
            wanted = clock.done_when if clock else ""
            yield Late(_find(code, deadline, wanted, before, after), before, after, wanted)


def too_long(late: Late) -> bool:
    """Whether the playbook's own times are to blame.

    They are if it still waits for the thing, or would have waited for it later, or never asked. They are not if it
    asked, gave time, and nobody did it: then the people of the shop did not act in the time that the playbook gave.
    """
    if not late.wanted or late.wanted.startswith("message."):
        return True
    if late.wanted in listens_for(late.before):
        return True
    if any(late.wanted in listens_for(later) for later in onward(late.after)):
        return True
    return not _has_listened(late.before, late.wanted)


def _has_listened(path: Path, event: str) -> bool:
    here: Path | None = path
    while here:
        if event in listens_for(here):
            return True
        here = here.parent
    return False


def _clock(name: str, path: Path) -> Clock | None:
    entered = (path.start.in_force.version.playbook(title) for title in path.state.entered)
    return next((clock for playbook in entered for clock in playbook.deadlines if clock.name == name), None)


def _find(code: str, deadline: DeadlineView, wanted: str, before: Path, path: Path) -> Find:
    waits = (item for item in open_now(before) if isinstance(item.step, WaitFor) and wanted in item.step.events)
    return about_clock(
        code, deadline.name, next(waits, None), path, day=deadline.last_day.format_iso(), law=deadline.law
    )
