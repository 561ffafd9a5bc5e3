"""Steps that act: send, tell, do. Whether they are done, must be performed now, wait, or have failed."""

from __future__ import annotations

from whenever import Instant, Time

from engine.case import facts
from engine.case.approving import HELD, approval
from engine.case.known import Known
from engine.case.moments import contact, moved, shops
from engine.case.state import Trouble
from engine.case.trail import Outcome, Scope, Trail
from engine.language.playbook import Do, Send, Tell

_WAITS_FOR = {"paused": "the end of the pause", "retry": "the mail server", "sending": "the mail server"}


def perform(step: Send | Tell | Do, scope: Scope, trail: Trail) -> Outcome:
    """Pass a step that is done; else have it performed, or say what it waits for."""
    name = scope.identity(step)
    if name in trail.state.done:
        return Outcome.PASSED
    if trouble := trail.state.trouble.get(name):
        return _failing(step, name, trouble, scope, trail)
    if outcome := trail.state.outbox.get(name):
        return _on_its_way(step, name, outcome, scope, trail)
    if isinstance(step, Send) and not step.at_once and (morning := quiet_until(scope.known)):
        trail.wake(morning)
        trail.waits.append("Waiting for the end of the quiet hours")
        return Outcome.BLOCKED
    trail.perform(name, step, scope.known)
    return Outcome.BLOCKED


def _on_its_way(step: Send | Tell | Do, name: str, outcome: str, scope: Scope, trail: Trail) -> Outcome:
    """A message that is written and not yet sent: held, tried again later, or kept back by wrong settings."""
    if isinstance(step, Send) and outcome in HELD:
        return approval(step, name, outcome, scope, trail)
    if outcome == "settings":
        hand_over(
            name,
            "The mail server refuses our settings. Correct them in shop.yaml; the mail goes by itself then.",
            trail,
        )
        return Outcome.BLOCKED
    trail.waits.append(f"Waiting for {_WAITS_FOR.get(outcome, outcome)}")
    return Outcome.BLOCKED


def quiet_until(known: Known) -> Instant | None:
    """The end of the quiet hours in the customer's zone, if it is quiet now."""
    quiet = known.in_force.shop.quiet_hours
    if quiet is None:
        return None
    local = known.now.to_tz(known.zone)
    minute = local.hour * 60 + local.minute
    first, last = quiet
    is_quiet = first <= minute < last if first <= last else minute >= first or minute < last
    if not is_quiet:
        return None
    day = local.date() if minute < last else local.date().add(days=1)
    return day.at(Time(*divmod(last, 60))).assume_tz(known.zone).to_instant()


def _failing(step: Send | Tell | Do, name: str, trouble: Trouble, scope: Scope, trail: Trail) -> Outcome:
    """Only a failure that certainly did nothing is tried again or may take the way that the playbook has for it."""
    if trouble.outcome == "nothing done":
        if step.try_again and trouble.tries <= step.try_again.times:
            return _again(step, name, trouble, scope, trail)
        if step.if_it_fails is not None:
            if name not in trail.state.branches:
                trail.record(facts.branch(name, "fails"))
            return trail.walk(step.if_it_fails, scope, trail)
    hand_over(name, trouble.reason, trail)
    return Outcome.BLOCKED


def _again(step: Send | Tell | Do, name: str, trouble: Trouble, scope: Scope, trail: Trail) -> Outcome:
    if step.try_again is None:
        return Outcome.BLOCKED
    place, apart = shops(scope.known), step.try_again.apart
    due = contact(moved(trouble.at, apart.amount, apart.unit, place), scope.known, place.zone)
    if trail.now >= due:
        trail.perform(name, step, scope.known)
    else:
        trail.wake(due)
        trail.waits.append(f"Will try again: {name}")
    return Outcome.BLOCKED


def hand_over(name: str, reason: str, trail: Trail) -> None:
    """Say once that a person has to look at a step; it stands in the lists until the step is through."""
    trail.stuck.append((name, reason))
    if trail.state.handed_over.get(name) != reason:
        trail.record(facts.handed_over(name, reason))
