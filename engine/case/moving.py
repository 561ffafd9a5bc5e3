"""Move: whether a case can follow another version of its playbook, and what has to be settled so that it can.

Pure, like `decide`. What is done stays done, what is pinned stays pinned; a step that stands before the place where the
case is does not happen late. The answer is one fact for the journal, which says everything: folding it needs no playbook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from engine.case import facts
from engine.case.decide import look
from engine.case.in_force import InForce
from engine.case.journal import EntryKind, Fact, Journal, chain
from engine.case.mapping import Mapped, Text
from engine.case.moved import identities
from engine.case.moving_checks import Refusal, done_again, short, unfit, unknown_value
from engine.case.trail import Trail
from engine.language.catalogue import event_words
from engine.language.playbook import Kind

_ROUNDS = 300
"""More steps than this are not passed over: the way through the new text does not lead to where the case is."""


def move(old: InForce, new: InForce, journal: Journal, now: Instant, number: int) -> Fact:
    """What is written down of the wish that a case may follow the new version, `number` in its playbook's history."""
    before = look(old, journal, now)
    case, digest = int(before.state.opened["case"]), new.version.digest
    written = (*journal, *chain(case, journal[-1], before.facts, now))
    mapped = Mapped(Text(old.version), Text(new.version), written[-1].seq + 1)
    refusal = unfit(before, mapped)
    if refusal is None:
        moving = _Moving(before, mapped, new, written, now, number)
        refusal = moving.settle()
        if refusal is None:
            return moving.fact()
    return facts.not_moved(digest, number, refusal.why, refusal.step)


@dataclass(slots=True)
class _Moving:
    """The new text, walked again and again, until the case stands where it stood and nothing else would happen."""

    before: Trail
    mapped: Mapped
    new: InForce
    journal: Journal
    now: Instant
    number: int
    places: frozenset[str] = field(init=False)
    renamed: dict[str, str] = field(init=False)
    passed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    waits: dict[str, dict[str, str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = {name: self.mapped.identity(name) for name in identities(self.before.state)}
        self.renamed = {name: new for name, new in names.items() if new != name}
        self.places = frozenset(self.mapped.identity(name) for name, _ in self.before.stands)

    def fact(self) -> Fact:
        """The move as it stands now."""
        settled: dict[str, Any] = {
            "passed": list(self.passed),
            "skipped": list(self.skipped),
            "renamed": dict(self.renamed),
            "waits": dict(self.waits),
            "marks": dict(self.marks),
        }
        settled = {name: part for name, part in settled.items() if part}
        return facts.moved(self.new.version.digest, self.number, settled)

    def settle(self) -> Refusal | None:
        """Settle one thing after the other; whatever cannot be settled refuses the move."""
        for _ in range(_ROUNDS):
            after = self._walked()
            change = next((one for fact in after.facts if (one := self._of_fact(fact))), None)
            change = change or self._of_tasks(after) or self._of_places(after)
            if change is None:
                return done_again(self.before.state, after.state, self.mapped)
            if isinstance(change, Refusal):
                return change
            change()
        return self._lost()

    def _walked(self) -> Trail:
        case = int(self.before.state.opened["case"])
        return look(self.new, (*self.journal, *chain(case, self.journal[-1], [self.fact()], self.now)), self.now)

    def _of_fact(self, fact: Fact) -> _Change:
        """What a fact that the new text would write down now needs, if it needs anything."""
        data = fact.data
        match fact.kind:
            case EntryKind.DEADLINE if data["name"] in self.before.state.deadlines:
                return self._keep_date(data)
            case EntryKind.WAITING:
                return self._keep_wait(data)
            case EntryKind.WAIT_ENDED:
                return self._pass(data["step"], "goes_on")
            case EntryKind.ASKED if self.mapped.new.key_of(data["step"]):
                return self._pass(data["step"])
            case EntryKind.FIELDS if data.get("step"):
                return self._pass(data["step"])
            case EntryKind.BESIDE if data["outcome"] == "due":
                return lambda: self.skipped.append(data["step"])
            case EntryKind.HANDED_OVER:
                return Refusal("trouble", data["reason"])
            case EntryKind.ROUND:
                return Refusal("stopped", event_words(data["type"]))
            case EntryKind.CLOSED:
                return self._lost()
            case _:
                return None

    def _keep_date(self, data: Any) -> _Change:
        if data["kind"] == Kind.LEGAL:
            return Refusal("law", data["name"])
        return lambda: self.marks.update({data["name"]: data["mark"]})

    def _keep_wait(self, data: Any) -> _Change:
        """An open wait keeps its end, whatever the new text counts it from; a new one is passed over."""
        name = data["step"]
        if name not in self.places:
            return self._pass(name)
        return lambda: self.waits.update({name: {"anchor": data["anchor"], "for": data["for"]}})

    def _of_tasks(self, after: Trail) -> _Change:
        for task in after.tasks:
            if task.step in self.places:
                return Refusal("goes_on", short(task.step))
            return self._pass(task.step)
        return None

    def _of_places(self, after: Trail) -> _Change:
        stands = dict.fromkeys(name for name, _ in after.stands)
        if elsewhere := [name for name in stands if name not in self.places]:
            return self._pass(elsewhere[0])
        return None if self.places <= stands.keys() else self._lost()

    def _pass(self, name: str, otherwise: str = "elsewhere") -> _Change:
        """Leave a step out, because the case is past it."""
        if name in self.places:
            return Refusal(otherwise, short(name))
        if name in self.passed:
            return self._lost()
        return unknown_value(name, self.before.state, self.mapped.new) or (lambda: self.passed.append(name))

    def _lost(self) -> Refusal:
        return Refusal("elsewhere", short(min(self.places, default="")))


_Change = Refusal | Callable[[], None] | None
