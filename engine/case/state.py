"""What the entries of a journal add up to: the state of a case, folded anew whenever it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from whenever import Instant

from engine.errors import FjortenError
from engine.language.catalogue import EVENTS, FIELDS
from engine.language.fields import field_value
from engine.language.values import Value
from engine.law import Deadline

_OUR_OWN = frozenset({"shop", "case"})


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


@dataclass(frozen=True, slots=True)
class Wish:
    """A person wants the case to follow another version; `entry` is the event that said so."""

    entry: int
    version: str
    number: int


@dataclass(slots=True)
class State:
    """The state of one case; empty before its first entry."""

    last: int = 0
    opened: Mapping[str, Any] = field(default_factory=dict)
    opened_at: Instant | None = None
    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Value] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)
    set_by: dict[str, int] = field(default_factory=dict)
    events: dict[int, Happened] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)
    after_the_end: set[int] = field(default_factory=set)
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
    version: str = ""
    wish: Wish | None = None
    handed_over: dict[str, str] = field(default_factory=dict)
    taken_over: str = ""
    result: str | None = None
    closed_at: int = 0
    closed_on: Instant | None = None

    def occurred(self, wire_type: str) -> tuple[Happened, ...]:
        """The events of a type, first reports only, in the order in which they were taken in."""
        return tuple(e for e in self.events.values() if e.type == wire_type and e.repeats is None)


def values_of(event: Happened) -> Mapping[str, Any]:
    """The fields of a case that an event gives: what it says, and its own time where it says no other.

    What the catalogue does not know stays readable in the event; what is the shop's or the case's own, nobody may set.
    """
    kind = EVENTS.get(event.type)
    moments = {path: event.time.format_iso() for path in kind.sets_moment} if kind else {}
    parts = ((group, part) for group, part in event.data.items() if group not in _OUR_OWN and isinstance(part, Mapping))
    told = {f"{group}.{name}": value for group, part in parts for name, value in part.items() if value is not None}
    return moments | {path: value for path, value in told.items() if path in FIELDS}


def set_values(state: State, values: Mapping[str, Any], entry: int) -> None:
    """Give fields their values, and remember the entry that they came from; one that cannot be read sets nothing."""
    for path, value in values.items():
        try:
            typed = read(path, value)
        except FjortenError as error:
            before = state.unreadable.get(entry, "")
            state.unreadable[entry] = f"{before} {error}".strip()
            continue
        state.values[path] = value
        state.typed[path] = typed
        state.set_by[path] = entry


def read(path: str, value: Any) -> Value:
    """What a field of that path holds; what only this case remembers is a text, or yes or no."""
    field = FIELDS.get(path)
    if field is not None:
        return _read_text(path, value) if isinstance(value, str) else field_value(field, value)
    return value if value is None or isinstance(value, str | bool) else str(value)


@lru_cache(maxsize=4096)
def _read_text(path: str, text: str) -> Value:
    """The same few texts are read each time that a journal is folded."""
    return field_value(FIELDS[path], text)


def trouble(state: State, step: str, reason: str, outcome: str, at: Instant) -> None:
    """Note that a step failed once more; `failures` counts them all, also those that a person had tried again."""
    before = state.trouble.get(step)
    state.trouble[step] = Trouble(reason, outcome, at, before.tries + 1 if before else 1)
    state.failures[step] = state.failures.get(step, 0) + 1
    state.started.discard(step)
    state.outbox.pop(step, None)
