"""Steps that wait: for a moment, for events, for a person's answer; and what is done meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from whenever import Instant, TimeDelta

from engine.case import facts
from engine.case.moments import Place, Point, contact, customers, moved, point, shops, until
from engine.case.performing import hand_over, quiet_until
from engine.case.state import Happened, Waiting
from engine.case.trail import Outcome, Scope, Trail
from engine.language.catalogue import event_words
from engine.language.playbook import Ask, Meanwhile, Send, Tell, Wait, WaitFor
from engine.language.values import NOW, Duration, Moment

_STILL_IN_TIME = TimeDelta(hours=24)
"""A reminder that could not go out at its moment still goes within a day; after that it is skipped."""


def wait(step: Wait, scope: Scope, trail: Trail) -> Outcome:
    """Nothing happens until a moment; a day means the contact hour of that day."""
    name = scope.identity(step)
    known = trail.state.waits.get(name)
    if known and known.over:
        return Outcome.PASSED
    place = customers(scope.known)
    pinned = _pin(name, step.until, lambda found: contact(found, scope.known, place.zone), scope, trail)
    if trail.now >= pinned.until:
        trail.record(facts.wait_ended(name, None))
        return Outcome.PASSED
    trail.wake(pinned.until)
    trail.waits.append(f"Waiting · until {short_day(pinned.until, place.zone)}")
    return Outcome.BLOCKED


def wait_for(step: WaitFor, scope: Scope, trail: Trail) -> Outcome:
    """The first event that nothing else has consumed and that arrived in time, or the steps for too late."""
    name = scope.identity(step)
    known = trail.state.waits.get(name)
    if known is None or not known.over:
        known = _still_waiting(step, name, scope, trail)
    if not known.over:
        return Outcome.BLOCKED
    return Outcome.PASSED if known.by is not None else trail.walk(step.if_too_late, scope, trail)


def ask(step: Ask, scope: Scope, trail: Trail) -> Outcome:
    """A person's answer picks the way; while it is open, what is too late runs beside the question."""
    name = scope.identity(step)
    if name not in trail.state.questions:
        _put(step, name, scope, trail)
    question = trail.state.questions[name]
    trail.asked.add(name)
    if question.answer is not None:
        return _answered(step, str(question.answer.data.get("answer", "")), scope, trail)
    trail.stand_at(name, step.key)
    if f"{name} / note" not in trail.state.done:
        trail.perform_anyway(
            f"{name} / note", Tell(key=f"{step.key} / note", who=step.who, say=step.question), scope.known
        )
    trail.waits.append(
        f"Question to {step.who} · answer by {short_day(question.due, scope.known.in_force.shop.time_zone)}"
    )
    _meanwhile(step.meanwhile, name, question.at, scope, trail)
    if not question.late:
        if trail.now < question.due:
            trail.wake(question.due)
            return Outcome.BLOCKED
        trail.record(facts.late(name))
    ended = trail.walk(step.if_too_late, scope, trail) is Outcome.ENDED
    return Outcome.ENDED if ended else Outcome.BLOCKED


def short_day(moment: Instant, zone: str) -> str:
    """A day as lists show it: `Mon 28 Dec`; a moment at midnight belongs to the day that it ends."""
    day = moment.subtract(nanoseconds=1).to_tz(zone).date()
    return f"{_DAYS[day.day_of_week().value - 1]} {day.day} {_MONTHS[day.month - 1]}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _still_waiting(step: WaitFor, name: str, scope: Scope, trail: Trail) -> Waiting:
    place = customers(scope.known)
    pinned = _pin(name, step.until, lambda found: until(found, place), scope, trail, step.events)
    if event := _taken(step, pinned.until, trail):
        trail.record(facts.wait_ended(name, event.entry))
    elif trail.now >= pinned.until:
        trail.record(facts.wait_ended(name, None))
    else:
        trail.wake(pinned.until)
        trail.waits.append(f"Waiting for {pinned.words} · until {short_day(pinned.until, place.zone)}")
        _meanwhile(step.meanwhile, name, pinned.began, scope, trail)
    return trail.state.waits[name]


def _taken(step: WaitFor, due: Instant, trail: Trail) -> Happened | None:
    """The earliest event that fits, is consumed by nothing yet, and arrived before the moment."""
    events = (e for e in trail.state.events.values() if e.type in step.events and e.entry not in trail.state.consumed)
    return min((e for e in events if e.arrived_at < due), key=lambda e: (e.arrived_at, e.entry), default=None)


def _pin(
    name: str,
    moment: Moment,
    end: Callable[[Point], Instant],
    scope: Scope,
    trail: Trail,
    events: tuple[str, ...] = (),
) -> Waiting:
    """Pin the end of a wait; only a changed anchor (a deadline that moved, a corrected date) moves it."""
    anchor = "" if moment.anchor == NOW else str(scope.known.lookup(moment.anchor.path))
    known = trail.state.waits.get(name)
    if known is None or known.anchor != anchor:
        words = " or ".join(event_words(event) for event in events)
        began = known.began if known else trail.now
        found = point(moment, scope.known, customers(scope.known), began)
        trail.record(facts.waiting(name, end(found), began, words, anchor))
    return trail.state.waits[name]


def _put(step: Ask, name: str, scope: Scope, trail: Trail) -> None:
    place = shops(scope.known)
    due = until(point(Moment(NOW, step.answer_within), scope.known, place, trail.now), place)
    form = {"answers": [answer.text for answer in step.answers], "fills": list(step.fills)}
    trail.record(facts.asked(name, step.question, step.who, due, form))


def _answered(step: Ask, text: str, scope: Scope, trail: Trail) -> Outcome:
    for answer in step.answers:
        if answer.text == text:
            return trail.walk(answer.steps, scope, trail)
    return Outcome.PASSED


def _meanwhile(items: tuple[Meanwhile, ...], name: str, began: Instant, scope: Scope, trail: Trail) -> None:
    for number, item in enumerate(items, 1):
        if item.at:
            _once(item, f"{name} / meanwhile {number}", item.at, began, scope, trail)
        elif item.every:
            _again_and_again(item, item.every, f"{name} / meanwhile {number}", began, scope, trail)


def _once(item: Meanwhile, name: str, moment: Moment, began: Instant, scope: Scope, trail: Trail) -> None:
    if name not in trail.state.beside:
        place = customers(scope.known)
        _come_due(item, name, contact(point(moment, scope.known, place, began), scope.known, place.zone), began, trail)
    _sound(item, name, scope, trail)


def _again_and_again(item: Meanwhile, every: Duration, name: str, began: Instant, scope: Scope, trail: Trail) -> None:
    place: Place = customers(scope.known)
    for turn in count(1):
        one = f"{name} / {turn}"
        if one not in trail.state.beside:
            moment = contact(moved(began, every.amount * turn, every.unit, place), scope.known, place.zone)
            _come_due(item, one, moment, began, trail)
        if one not in trail.state.beside:
            return
        _sound(item, one, scope, trail)


def _come_due(item: Meanwhile, name: str, moment: Instant, began: Instant, trail: Trail) -> None:
    """Note that a moment has come; one that lies before the wait, or more than a day back, is skipped, never late.

    What goes to the customer waits for the end of the quiet hours, and for the person who has taken the case over.
    """
    if trail.now < moment:
        trail.wake(moment)
        return
    missed = moment < began or trail.now >= moment + _STILL_IN_TIME
    if isinstance(item.step, Send) and not missed:
        if trail.state.taken_over:
            return
        if not item.step.at_once and (morning := quiet_until(trail.known)):
            trail.wake(morning)
            return
    trail.record(facts.beside(name, "skipped" if missed else "due", moment))


def _sound(item: Meanwhile, name: str, scope: Scope, trail: Trail) -> None:
    if trail.state.beside.get(name) == "due":
        perform_beside(name, item.step, scope, trail)


def perform_beside(name: str, what: Send | Tell, scope: Scope, trail: Trail) -> None:
    """Perform something that the way through the playbook does not wait for."""
    state = trail.state
    if name in state.done or name in state.outbox:
        return
    if trouble := state.trouble.get(name):
        hand_over(name, trouble.reason, trail)
        return
    trail.perform_anyway(name, what, scope.known)
