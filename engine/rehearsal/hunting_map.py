"""The ground that a hunt walks: every step of the playbooks that a case can come to, and which conditions still lie ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.case.in_force import InForce
from engine.case.state import State
from engine.language.playbook import (
    Ask,
    Do,
    If,
    Interrupt,
    Kind,
    Playbook,
    Run,
    Send,
    Step,
    Steps,
    WaitFor,
    walk,
)
from engine.rehearsal.hunting_values import Atom, atoms

_ROUND = re.compile(r"^round (\d+) / ")
_LINE = re.compile(r"(?: \[[^\]]*\])+$")


def key_of(identity: str) -> str:
    """The key of a step in its playbook, from its identity in a case."""
    return _LINE.sub("", _ROUND.sub("", identity))


def round_of(identity: str) -> int:
    """The round of the case in which a step stands; 0 is the playbook's own steps."""
    found = _ROUND.match(identity)
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class Ground:
    """Everything that a case of one playbook can meet."""

    in_force: InForce
    title: str

    @cached_property
    def playbooks(self) -> tuple[Playbook, ...]:
        """The playbook and all that it can run."""
        return self.in_force.reachable(self.title)

    @cached_property
    def steps(self) -> dict[str, tuple[Playbook, Step]]:
        """Every step by its key, with the playbook that it stands in."""
        return {step.key: (playbook, step) for playbook in self.playbooks for step in playbook.all_steps}

    @cached_property
    def conditions(self) -> dict[str, tuple[Atom, ...]]:
        """What each `if` reads, by its key."""
        return {key: tuple(atoms(step.condition)) for key, (_, step) in self.steps.items() if isinstance(step, If)}

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """Every comparison there is."""
        return tuple(dict.fromkeys(atom for found in self.conditions.values() for atom in found))

    @cached_property
    def watched(self) -> tuple[str, ...]:
        """The names of the clocks of the law, and of the shop's promises."""
        found = (clock for playbook in self.playbooks for clock in playbook.deadlines)
        return tuple(sorted({clock.name for clock in found if clock.kind in (Kind.LEGAL, Kind.PROMISE)}))

    @cached_property
    def sent_twice(self) -> frozenset[str]:
        """The messages that more than one step sends."""
        sent = [step.message for _, step in self.steps.values() if isinstance(step, Send)]
        return frozenset(message for message in sent if sent.count(message) > 1)

    @cached_property
    def can_fail(self) -> frozenset[str]:
        """The steps that have a way of their own for when they fail, by key."""
        found = (step for _, step in self.steps.values() if isinstance(step, Do))
        return frozenset(step.key for step in found if step.if_it_fails is not None)

    def interrupts(self, state: State, kind: str) -> tuple[Interrupt, ...]:
        """The events that interrupt a case, or wake it when it has ended."""
        entered = (self.in_force.version.playbook(title) for title in state.entered)
        return tuple(i for p in entered for i in (p.stops_when if kind == "stops" else p.reopens_when))

    def ahead(self, state: State) -> tuple[Atom, ...]:
        """The comparisons that a case may still come to."""
        dead = self._behind(state)
        roots = self._roots(state)
        return tuple(dict.fromkeys(a for key in roots if key not in dead for a in self.conditions[key]))

    def _roots(self, state: State) -> frozenset[str]:
        interrupts = [*self.interrupts(state, "stops"), *self.interrupts(state, "reopens")]
        inside = [self._ifs(interrupt.steps) for interrupt in interrupts]
        if state.rounds:
            latest = state.rounds[-1]
            return frozenset().union(*(self._ifs(i.steps) for i in interrupts if i.event == latest.type), *inside)
        return self._ifs(self.in_force.version.playbook(self.title).steps).union(*inside)

    @cached_property
    def _known_ifs(self) -> dict[int, frozenset[str]]:
        return {}

    def _ifs(self, steps: Steps) -> frozenset[str]:
        """The keys of every `if` among some steps, also in the playbooks that they run."""
        if id(steps) not in self._known_ifs:
            self._known_ifs[id(steps)] = frozenset(self._ifs_in(steps))
        return self._known_ifs[id(steps)]

    def _ifs_in(self, steps: Steps) -> Iterator[str]:
        for step in walk(steps):
            if isinstance(step, If):
                yield step.key
            if isinstance(step, Run):
                yield from self._ifs(self.in_force.version.playbook(step.playbook).steps)

    def _behind(self, state: State) -> set[str]:
        """The conditions that were decided, and those that stand where the case did not go."""
        now = len(state.rounds)
        dead: set[str] = set()
        for identity, taken in state.branches.items():
            _, step = self.steps.get(key_of(identity), (None, None))
            if isinstance(step, If) and round_of(identity) == now:
                dead |= {step.key} | self._ifs(step.otherwise if taken == "then" else step.then)
        for identity, question in state.questions.items():
            _, step = self.steps.get(key_of(identity), (None, None))
            if isinstance(step, Ask) and question.answer is not None and round_of(identity) == now:
                given = str(question.answer.data.get("answer", ""))
                dead = dead.union(*(self._ifs(a.steps) for a in step.answers if a.text != given))
        for identity, waiting in state.waits.items():
            _, step = self.steps.get(key_of(identity), (None, None))
            if isinstance(step, WaitFor) and waiting.by is not None and round_of(identity) == now:
                dead |= self._ifs(step.if_too_late)
        return dead
