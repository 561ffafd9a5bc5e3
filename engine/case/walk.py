"""The walk through a playbook: from the first step each time, forward only, as far as the journal carries it."""

from __future__ import annotations

from engine.case import facts
from engine.case.clocks import unpinned
from engine.case.performing import hand_over, perform
from engine.case.trail import Outcome, Scope, Trail
from engine.case.waiting import ask, wait, wait_for
from engine.errors import FjortenError
from engine.language.conditions import holds
from engine.language.fields import plain
from engine.language.playbook import (
    Ask,
    Do,
    End,
    ForEach,
    GoOn,
    If,
    Remember,
    Run,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    Wait,
    WaitFor,
)
from engine.language.values import Line

DONE = "completed"
"""The result of a case whose playbook ran to its last line without an `end`."""


def walk(steps: Steps, scope: Scope, trail: Trail) -> Outcome:
    """Go through a list of steps; a `go on` leaves the list and is as good as its end."""
    for step in steps:
        if isinstance(step, GoOn):
            return Outcome.PASSED
        outcome = _step(step, scope, trail)
        if outcome is not Outcome.PASSED:
            return outcome
    return Outcome.PASSED


def _step(step: Step, scope: Scope, trail: Trail) -> Outcome:
    if step.skip or _is_skipped(step, scope, trail):
        return Outcome.PASSED
    before = len(trail.stands)
    try:
        outcome = _by_kind(step, scope, trail)
    except FjortenError as error:
        hand_over(scope.identity(step), str(error), trail)
        outcome = Outcome.BLOCKED
    if outcome is Outcome.BLOCKED and len(trail.stands) == before:
        trail.stand_at(scope.identity(step), step.key)
    return outcome


def _is_skipped(step: Step, scope: Scope, trail: Trail) -> bool:
    """Whether a person skipped a step that is no act; acts look at this by themselves."""
    return not isinstance(step, Send | Tell | Do | Remember) and scope.identity(step) in trail.state.done


def _by_kind(step: Step, scope: Scope, trail: Trail) -> Outcome:
    match step:
        case Send() | Tell() | Do():
            return perform(step, scope, trail)
        case WaitFor():
            return wait_for(step, scope, trail)
        case Wait():
            return wait(step, scope, trail)
        case Ask():
            return ask(step, scope, trail)
        case If():
            return _if(step, scope, trail)
        case _:
            return _quietly(step, scope, trail)


def _quietly(step: Step, scope: Scope, trail: Trail) -> Outcome:
    match step:
        case ForEach():
            return _for_each(step, scope, trail)
        case Together():
            return _together(step, scope, trail)
        case Remember():
            return _remember(step, scope, trail)
        case Run():
            return _run(step, scope, trail)
        case End():
            trail.result = step.result
            return Outcome.ENDED
        case _:
            return Outcome.PASSED


def _if(step: If, scope: Scope, trail: Trail) -> Outcome:
    """A condition is decided once; what happens later cannot change the way that the case took."""
    name = scope.identity(step)
    if name not in trail.state.branches:
        trail.record(facts.branch(name, "then" if holds(step.condition, scope.known.lookup) else "else"))
    return walk(step.then if trail.state.branches[name] == "then" else step.otherwise, scope, trail)


def _for_each(step: ForEach, scope: Scope, trail: Trail) -> Outcome:
    name = scope.identity(step)
    lines = {line.id: line for line in _lines(step, scope)}
    if name not in trail.state.lists:
        trail.record(facts.lines(name, tuple(lines)))
    for line_id in trail.state.lists[name]:
        line = lines.get(line_id, Line(line_id, ()))
        outcome = walk(step.steps, scope.inside(step.variable, line), trail)
        if outcome is not Outcome.PASSED:
            return outcome
    return Outcome.PASSED


def _lines(step: ForEach, scope: Scope) -> tuple[Line, ...]:
    value = scope.known.lookup(step.path)
    return tuple(item for item in value if isinstance(item, Line)) if isinstance(value, tuple) else ()


def _together(step: Together, scope: Scope, trail: Trail) -> Outcome:
    """All branches are gone through each time; the case goes on when every one has passed."""
    outcomes = [walk(branch, scope, trail) for branch in step.branches]
    return Outcome.PASSED if all(outcome is Outcome.PASSED for outcome in outcomes) else Outcome.BLOCKED


def _remember(step: Remember, scope: Scope, trail: Trail) -> Outcome:
    name = scope.identity(step)
    if name not in trail.state.done:
        values = {path: plain(scope.known.resolve(value)) for path, value in step.values}
        trail.record(facts.fields(values, "the playbook", name))
        _pin_clocks(trail)
    return Outcome.PASSED


def _pin_clocks(trail: Trail) -> None:
    """The steps that follow may speak of a date that has only now become known."""
    for fact in unpinned(trail.known):
        trail.record(fact)


def _run(step: Run, scope: Scope, trail: Trail) -> Outcome:
    """Go on in another playbook; running to its last line ends the case, as it would on its own."""
    name = scope.identity(step)
    if name not in trail.state.branches:
        trail.record(facts.branch(name, f"run {step.playbook}"))
        _pin_clocks(trail)
    outcome = walk(scope.known.in_force.version.playbook(step.playbook).steps, scope.entering(step.playbook), trail)
    if outcome is not Outcome.PASSED:
        return outcome
    trail.result = DONE
    return Outcome.ENDED
