"""What the entries of a journal add up to: the state of a case, folded anew whenever it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from engine.law import Deadline


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the journal holds it; `repeats` is the entry that reported the same fact first."""

    entry: int
    source: str
    id: str
    type: str
    time: Instant
    arrived_at: Instant
    data: Mapping[str, Any]
    repeats: int | None = None

    @property
    def base(self) -> str:
        """The type without the name of a message."""
        return self.type.partition(":")[0]


@dataclass(slots=True)
class Waiting:
    """A wait that began; `over` once it ended, `by` the entry of the event that ended it."""

    until: Instant
    began: Instant
    words: str
    anchor: str
    over: bool = False
    by: int | None = None


@dataclass(slots=True)
class Asked:
    """A question that was put; `answer` is the event that settled it."""

    text: str
    who: str
    at: Instant
    due: Instant
    answers: tuple[str, ...]
    fills: tuple[str, ...]
    late: bool = False
    answer: Happened | None = None


@dataclass(slots=True)
class Trouble:
    """A step that failed: how often it was tried, when last, and whether it certainly did nothing."""

    reason: str
    outcome: str
    at: Instant
    tries: int


@dataclass(frozen=True, slots=True)
class Pinned:
    """A clock with its dates."""

    name: str
    kind: str
    identity: str
    mark: str
    start: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of the case: the main steps first, then what each interrupt or waking event began."""

    event: int
    kind: str
    playbook: str
    type: str


@dataclass(slots=True)
class State:
    """The state of one case; empty before its first entry."""

    last: int = 0
    opened: Mapping[str, Any] = field(default_factory=dict)
    opened_at: Instant | None = None
    values: dict[str, Any] = field(default_factory=dict)
    set_by: dict[str, int] = field(default_factory=dict)
    events: dict[int, Happened] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)
    branches: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waits: dict[str, Waiting] = field(default_factory=dict)
    questions: dict[str, Asked] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    trouble: dict[str, Trouble] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    outbox: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, Pinned] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    handed_over: dict[str, str] = field(default_factory=dict)
    taken_over: str = ""
    result: str | None = None
    closed_at: int = 0
    closed_on: Instant | None = None

    def occurred(self, wire_type: str) -> tuple[Happened, ...]:
        """The events of a type, first reports only, in the order in which they were taken in."""
        return tuple(e for e in self.events.values() if e.type == wire_type and e.repeats is None)


def set_values(state: State, values: Mapping[str, Any], entry: int) -> None:
    """Give fields their values, and remember the entry that they came from."""
    for path, value in values.items():
        state.values[path] = value
        state.set_by[path] = entry


def trouble(state: State, step: str, reason: str, outcome: str, at: Instant) -> None:
    """Note that a step failed once more; `failures` counts them all, also those that a person had tried again."""
    before = state.trouble.get(step)
    state.trouble[step] = Trouble(reason, outcome, at, before.tries + 1 if before else 1)
    state.failures[step] = state.failures.get(step, 0) + 1
    state.started.discard(step)
    state.outbox.pop(step, None)
