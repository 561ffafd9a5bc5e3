"""One way that a case can go, played with the real interpreter: what has happened so far, and how the case stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from engine.case import facts
from engine.case.action import Action, Task
from engine.case.facts import Event
from engine.case.folding import fold
from engine.case.in_force import InForce
from engine.case.journal import Entry, EntryKind, Fact
from engine.case.note import Note
from engine.case.state import State
from engine.case.view import CaseView
from engine.rehearsal.hunting_map import Ground, key_of
from engine.rehearsal.post import Mailed
from engine.rehearsal.rehearsal import Rehearsal
from engine.rehearsal.script import Opening, Script
from engine.rehearsal.stage import Stage


@dataclass(frozen=True, slots=True)
class Happens:
    """One line of a story: at that moment this happened, or somebody answered this."""

    at: Instant
    words: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """Time passes to a moment, and there something happens, or nothing."""

    at: Instant
    event: Event | None = None
    line: Happens | None = None
    interrupts: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """How a case begins: the script of a story in which nothing has happened yet, and everything that it means."""

    stage: Stage
    ground: Ground
    script: Script
    begins: Opening

    @property
    def in_force(self) -> InForce:
        """What the case goes by."""
        return self.ground.in_force

    @property
    def country(self) -> str:
        """The customer's country."""
        return str(self.begins.where["country"])


@dataclass(slots=True)
class Path:
    """A case at rest, and everything that led to it; `same` is the way that had come to this place before."""

    start: Start
    now: Instant
    journal: tuple[Entry, ...]
    state: State
    action: Action
    mailed: tuple[Mailed, ...]
    happened: tuple[Happens, ...] = ()
    failing: frozenset[str] = frozenset()
    parent: Path | None = None
    interrupted: bool = False
    children: list[Path] = field(default_factory=list)
    same: Path | None = None

    @property
    def view(self) -> CaseView:
        """The case as screens would show it."""
        return self.action.view

    @property
    def zone(self) -> str:
        """The customer's time zone."""
        return self.start.begins.zone

    @property
    def someone_was_silent(self) -> bool:
        """Whether a person left a question unanswered; what follows is no fault of the playbook."""
        return any(question.late for name, question in self.state.questions.items() if name[:9] != "attention")

    @property
    def last_heard(self) -> Instant:
        """When the customer last heard from the shop, or the case began, or was woken again."""
        woken = [self.state.events[round_.event].arrived_at for round_ in self.state.rounds]
        return max([self.start.begins.at, *(mail.at for mail in self.mailed[-1:]), *woken])


def begin(start: Start, failing: frozenset[str]) -> tuple[Path, frozenset[str]]:
    """The case as it stands after its first event, and the steps that might have failed on the way."""
    case = _Fates(start, failing)
    begins = start.begins
    rehearsal = Rehearsal(start.in_force, begins.at, case.perform)
    rehearsal.open(start.ground.title, begins.where, begins.fields, begins.event)
    return _rest(start, rehearsal, None, Move(begins.at), failing), frozenset(case.met)


def play(path: Path, move: Move, failing: frozenset[str]) -> tuple[Path, frozenset[str]]:
    """The case after one more move, and the steps that might have failed on the way."""
    case = _Fates(path.start, failing)
    rehearsal = Rehearsal(path.start.in_force, path.now, case.perform, journal=path.journal, action=path.action)
    rehearsal.go_to(move.at)
    if move.event:
        rehearsal.happen(move.event)
    return _rest(path.start, rehearsal, path, move, failing), frozenset(case.met)


def _rest(start: Start, rehearsal: Rehearsal, parent: Path | None, move: Move, failing: frozenset[str]) -> Path:
    before = parent.happened if parent else ()
    return Path(
        start=start,
        now=rehearsal.now,
        journal=rehearsal.journal,
        state=fold(rehearsal.journal),
        action=rehearsal.decided(),
        mailed=(*(parent.mailed if parent else ()), *rehearsal.mailed),
        happened=(*before, move.line) if move.line else before,
        failing=failing,
        parent=parent,
        interrupted=move.interrupts,
    )


class _Fates:
    """Stands in for the integrations: every step does what it does in a story, but for those that are to fail."""

    def __init__(self, start: Start, failing: frozenset[str]) -> None:
        self.met: set[str] = set()
        self._start, self._failing = start, failing
        self._perform = start.stage.steps([])

    def perform(self, task: Task, now: Instant) -> tuple[Fact, ...]:
        if task.step in self._failing:
            return (facts.failed(task.step, Note("it fails in this story."), "nothing done"),)
        if key_of(task.step) in self._start.ground.can_fail:
            self.met.add(task.step)
        return self._perform(task, now)


def steps_met(journal: tuple[Entry, ...]) -> frozenset[str]:
    """The identities of the steps to which a case came."""
    met = {str(entry.data["step"]) for entry in journal if entry.data.get("step")}
    sent = (e.data["data"] for e in journal if e.kind is EntryKind.EVENT and e.data["type"].startswith("message."))
    return frozenset(met | {str(data["step"]) for data in sent})
