"""A rehearsal: one case with the real interpreter on a simulated clock, and nothing that leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from whenever import Instant

from engine.case import facts
from engine.case.action import Action, Task
from engine.case.decide import decide
from engine.case.facts import Event
from engine.case.folding import fold
from engine.case.in_force import InForce
from engine.case.journal import Entry, Fact, chain
from engine.case.known import Known
from engine.case.note import Note
from engine.case.view import CaseView
from engine.errors import FjortenError
from engine.language.playbook import Do, Send, Tell
from engine.rehearsal.post import Mailed, Post, Write, unwritten

__all__ = ["Mailed", "Perform", "Rehearsal", "Told", "nothing_to_do"]

_ROUNDS = 500
"""More rounds than this at one moment mean that a playbook never comes to rest."""


@dataclass(frozen=True, slots=True)
class Told:
    """A note that would have gone to a person or team."""

    at: Instant
    who: str
    say: str


Perform = Callable[[Task, Instant], tuple[Fact, ...]]
"""What stands in for an integration: the facts that come of a `do:`."""


def nothing_to_do(task: Task, now: Instant) -> tuple[Fact, ...]:  # noqa: ARG001 -- the same for every step and time
    """An integration that always succeeds and has nothing to say."""
    return (facts.done(task.step),)


@dataclass(slots=True)
class Rehearsal:
    """One case in a rehearsal; `case` numbers it, `fails` are the steps and messages that fail, and how often."""

    in_force: InForce
    now: Instant
    perform: Perform = nothing_to_do
    case: int = 1
    journal: tuple[Entry, ...] = ()
    told: list[Told] = field(default_factory=list)
    fails: dict[str, int] = field(default_factory=dict)
    write: Write = unwritten
    performed: list[tuple[Instant, str]] = field(default_factory=list)
    action: Action | None = None
    post: Post = field(init=False)

    def __post_init__(self) -> None:
        self.post = Post(self.case, self.fails, self.write)

    @property
    def view(self) -> CaseView:
        """The case as it stands."""
        return self.decided().view

    @property
    def known(self) -> Known:
        """What the case knows as it stands."""
        state = fold(self.journal)
        return Known(self.in_force, state, self.now, str(state.opened["playbook"]), MappingProxyType({}))

    @property
    def mailed(self) -> list[Mailed]:
        """Every message that went to the customer."""
        return self.post.mailed

    @property
    def next_at(self) -> Instant | None:
        """When something happens next by itself: the case wakes, or the mail server is tried again."""
        return min((at for at in (self.decided().wake_at, self.post.again_at) if at is not None), default=None)

    def open(self, playbook: str, where: Mapping[str, str], fields: Mapping[str, Any], event: Event) -> None:
        """Begin the case with the event that opens it, and go as far as it goes at that moment."""
        digest = self.in_force.version.digest
        self._write((facts.opened(self.case, playbook, digest, where, fields), facts.event(event)))
        self.settle()

    def happen(self, event: Event) -> None:
        """Something happens now."""
        self._write((facts.event(event),))
        self.settle()

    def go_to(self, moment: Instant) -> None:
        """Let time pass until a moment; whatever is due on the way happens at its own time."""
        while (due := self.next_at) is not None and due <= moment:
            self._arrive(due)
        self._arrive(moment)

    def settle(self) -> None:
        """Do everything that can be done now."""
        for _ in range(_ROUNDS):
            action = self.decided()
            self._write(action.record)
            if not action.perform:
                self.action = replace(action, record=())  # what it records leads to nothing more: it walks to the end
                return
            for task in action.perform:
                self._write(self._performed(task))
        raise FjortenError("This playbook never comes to rest.", where=self.in_force.version.main)

    def decided(self) -> Action:
        """What the case does next, decided once for each moment and journal."""
        if self.action is None:
            self.action = decide(self.in_force, self.journal, self.now)
        return self.action

    def _arrive(self, moment: Instant) -> None:
        if moment > self.now:
            self.now, self.action = moment, None
        self._write(self.post.try_again(self.now))
        self.settle()

    def _write(self, new: tuple[Fact, ...]) -> None:
        if new:
            self.journal += chain(self.case, self.journal[-1] if self.journal else None, new, self.now)
            self.action = None

    def _performed(self, task: Task) -> tuple[Fact, ...]:
        if (failure := self._failing(task)) is not None:
            return failure
        match task.what:
            case Send() as send:
                return self.post.send(task, send, self.now)
            case Tell(who=who, say=say):
                self.told.append(Told(self.now, who, say))
                return (facts.done(task.step, Note("told {who}: {say}", who=who, say=say)),)
            case Do(words=words):
                self.performed.append((self.now, words))
                return self.perform(task, self.now)

    def _failing(self, task: Task) -> tuple[Fact, ...] | None:
        name = _name_of(task)
        left = self.fails.get(name, 0)
        if not left:
            return None
        self.fails[name] = left - 1
        return (facts.failed(task.step, Note("“{step}” fails in this rehearsal.", step=name), "nothing done"),)


def _name_of(task: Task) -> str:
    match task.what:
        case Send(message=message):
            return message
        case Do(words=words):
            return words
        case Tell(who=who):
            return who
