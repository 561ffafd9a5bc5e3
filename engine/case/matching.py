"""Which case an event belongs to: the most specific match wins, two that fit equally go to a person (LANGUAGE 12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from engine.case.in_force import InForce
from engine.case.keys import Keys
from engine.language.playbook import Playbook, Subject, WaitFor

_RELEASES = frozenset({"return.received", "return.sent", "return.requested", "refund.issued", "refund.failed"})


class Fit(IntEnum):
    """How closely an event names a case."""

    NONE = 0
    CUSTOMER = 1
    ORDER = 2
    LINES = 3
    NUMBER = 4
    NUMBER_AND_LINES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that an event may belong to; `hears` are the events that it listens for, or reopens for once ended."""

    case: int
    playbook: str
    keys: Keys
    ended: bool
    hears: frozenset[str]


@dataclass(frozen=True, slots=True)
class Join:
    """The event belongs to this case."""

    case: int


@dataclass(frozen=True, slots=True)
class Open:
    """The event opens a new case under the playbook of this title."""

    playbook: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A person has to see the event; `reason` says why."""

    reason: str


Match = Join | Open | Unmatched


def fit(event: Keys, case: Keys) -> Fit:
    """How closely the numbers of an event and a case agree; one that contradicts is none."""
    pairs = ((event.returned, case.returned), (event.complaint, case.complaint), (event.order, case.order))
    if any(a and b and a != b for a, b in pairs):
        return Fit.NONE
    if any(a and a == b for a, b in pairs[:2]):
        return Fit.NUMBER_AND_LINES if event.lines & case.lines else Fit.NUMBER
    if event.order and event.order == case.order:
        if event.lines and case.lines:
            return Fit.LINES if event.lines & case.lines else Fit.NONE
        return Fit.ORDER
    if event.order or case.order:
        return Fit.NONE
    return Fit.CUSTOMER if event.customer and event.customer == case.customer else Fit.NONE


def match(wire_type: str, event: Keys, candidates: Iterable[Candidate], starters: Iterable[Playbook]) -> Match:
    """Open cases that listen for it, then ended ones that reopen for it, then the playbook that it starts."""
    fitting = [c for c in candidates if wire_type in c.hears and fit(event, c.keys)]
    starter = next(iter(starters), None)
    for ended in (False, True):
        here = [c for c in fitting if c.ended is ended and not _is_another_matter(wire_type, event, c, starter)]
        best = max((fit(event, c.keys) for c in here), default=Fit.NONE)
        closest = [c for c in here if fit(event, c.keys) is best]
        if len(closest) == 1:
            return Join(closest[0].case)
        if closest:
            return _equals(closest)
    if starter:
        return Open(starter.title)
    return Unmatched("No case and no playbook listens for this.")


def _equals(closest: list[Candidate]) -> Match:
    cases = ", ".join(str(candidate.case) for candidate in closest)
    return Unmatched(f"It fits these cases equally: {cases}. Assign it to the right one.")


def _is_another_matter(wire_type: str, event: Keys, candidate: Candidate, starter: Playbook | None) -> bool:
    """A starting event joins a case of its own playbook only when it is about the same thing; a complaint no other."""
    if starter is None or starter.title != candidate.playbook:
        return wire_type == "complaint.received"
    match starter.one_case_per:
        case Subject.ORDER | Subject.CUSTOMER:
            return False
        case Subject.ORDER_LINE:
            return event.lines != candidate.keys.lines
        case Subject.RETURN:
            return _differ(event.returned, candidate.keys.returned, event, candidate)
        case Subject.COMPLAINT:
            return _differ(event.complaint, candidate.keys.complaint, event, candidate)


def _differ(number: str, other: str, event: Keys, candidate: Candidate) -> bool:
    """Two notices are about one thing when their numbers agree, or, without numbers, when they name the same lines."""
    if number and other:
        return number != other
    return bool(event.lines and candidate.keys.lines and event.lines != candidate.keys.lines)


def listens(title: str, in_force: InForce) -> frozenset[str]:
    """Every event that a case of this playbook may listen for anywhere: waits, stops, deadlines, its own start."""
    heard: set[str] = set()
    for playbook in in_force.reachable(title):
        heard.update(event for step in playbook.all_steps if isinstance(step, WaitFor) for event in step.events)
        heard.update(interrupt.event for interrupt in playbook.stops_when)
        heard.update(clock.done_when for clock in playbook.deadlines if clock.done_when)
        if any(clock.law for clock in playbook.deadlines):
            heard.update(_RELEASES - {"return.requested"})
    return frozenset(heard | {in_force.version.playbook(title).starts_when})


def reopens(title: str, in_force: InForce) -> frozenset[str]:
    """Every event that wakes an ended case of this playbook."""
    return frozenset(i.event for playbook in in_force.reachable(title) for i in playbook.reopens_when)
