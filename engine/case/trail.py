"""What is found on the way through a playbook: facts to write down, steps to perform, moments to wake at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from whenever import Instant

from engine.case.action import Attempt, Task
from engine.case.folding import apply
from engine.case.journal import Entry, Fact
from engine.case.known import Known
from engine.case.standing import Standing
from engine.case.state import State
from engine.language.playbook import Do, Send, Step, Steps, Tell
from engine.language.values import Line


class Outcome(Enum):
    """How far a list of steps came."""

    PASSED = auto()
    BLOCKED = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a step stands: the round of the case, the playbook, and the lines of the loops around it."""

    known: Known
    round: str = ""
    loops: str = ""

    def identity(self, step: Step) -> str:
        """The step's identity in this case; no two steps of one case share it."""
        return f"{self.round}{step.key}{self.loops}"

    def inside(self, variable: str, line: Line) -> Scope:
        """The scope inside one turn of a `for_each`."""
        return replace(self, known=self.known.inside(variable, line), loops=f"{self.loops} [{line.id}]")

    def entering(self, playbook: str) -> Scope:
        """The scope of another playbook in the same case and round."""
        return replace(self, known=replace(self.known, playbook=playbook))


@dataclass(slots=True)
class Trail:
    """One walk's findings; `record` changes the state at once, so that the walk goes on with what it found."""

    known: Known
    walk: Callable[[Steps, Scope, Trail], Outcome]
    facts: list[Fact] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    wakes: list[Instant] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    stuck: list[tuple[str, str]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    stands: list[tuple[str, str]] = field(default_factory=list)
    standings: tuple[Standing, ...] = ()
    result: str = ""

    @property
    def state(self) -> State:
        """The state of the case, with everything that this walk has recorded."""
        return self.known.state

    @property
    def now(self) -> Instant:
        """The business moment of this walk."""
        return self.known.now

    def fresh(self) -> None:
        """Begin a new pass: what was recorded stays, what was only found is found anew."""
        self.tasks, self.wakes, self.waits, self.stuck = [], [], [], []
        self.asked, self.stands = set(), []

    def stand_at(self, name: str, key: str) -> None:
        """The walk goes no further than this step: its identity in the case, and its key in the playbook."""
        self.stands.append((name, key))

    def record(self, fact: Fact) -> None:
        """A fact that follows from what is known: it will be written down before anything is performed."""
        self.facts.append(fact)
        apply(self.state, Entry(self.state.last + 1, self.now, fact.kind, fact.data, ""))

    def wake(self, moment: Instant) -> None:
        """The case must be looked at again at that moment, at the latest."""
        self.wakes.append(moment)

    def perform(self, step: str, what: Send | Tell | Do, known: Known) -> None:
        """A step of the playbook is to be performed now, unless a person has taken the case over."""
        if not self.state.taken_over:
            self.perform_anyway(step, what, known)

    def perform_anyway(self, step: str, what: Send | Tell | Do, known: Known) -> None:
        """Something is to be performed now whoever has the case: an alarm, a note to a person."""
        attempt = Attempt.AFTER_A_STOP if step in self.state.started else Attempt.FIRST
        self.tasks.append(Task(step, what, known, attempt))
