"""Decide: what a case does next, from its playbook, its journal and the time, and from nothing else.

No clock, file, database or network. The walk starts at the first step each time: no position is stored, so none can
be wrong. What the walk finds out by itself (a clock to pin, a wait that began or ended, a way that was chosen) is
recorded; what must happen outside is a task for others.
"""

from __future__ import annotations

from types import MappingProxyType

from whenever import Instant

from engine.case import facts
from engine.case.action import Action
from engine.case.attention import raise_attention
from engine.case.clocks import unpinned
from engine.case.folding import fold
from engine.case.in_force import InForce
from engine.case.journal import Journal
from engine.case.keys import keys_by_path
from engine.case.known import Known
from engine.case.overview import overview
from engine.case.standing import alarms, rings, standings
from engine.case.state import Happened
from engine.case.trail import Outcome, Scope, Trail
from engine.case.waiting import perform_beside
from engine.case.walk import DONE, walk
from engine.language.playbook import Interrupt, Playbook, Send, Steps, Tell


def decide(in_force: InForce, journal: Journal, now: Instant) -> Action:
    """The next action of a case; the same answer for the same arguments, however often it is asked."""
    trail = look(in_force, journal, now)
    wake_at = min((moment for moment in trail.wakes if moment > now), default=None)
    view, keys = overview(trail, wake_at), keys_by_path(trail.state.values)
    wish = None if trail.tasks else trail.state.wish
    return Action(tuple(trail.facts), tuple(trail.tasks), wake_at, view, keys, wish)


def look(in_force: InForce, journal: Journal, now: Instant) -> Trail:
    """Walk through the case until nothing more is found; the trail tells how far it came."""
    state = fold(journal)
    known = Known(in_force, state, now, state.opened["playbook"], MappingProxyType({}))
    trail = Trail(known, walk)
    recorded = -1
    while recorded != len(trail.facts):
        recorded = len(trail.facts)
        trail.fresh()
        _pass(trail)
    return trail


def _pass(trail: Trail) -> None:
    _pin_clocks(trail)
    _begin_rounds(trail)
    if trail.state.result is None and not trail.tasks:
        _go(trail)
    _acknowledge_again(trail)
    raise_attention(trail)
    _call_for_help(trail)
    _ring(trail)


def _pin_clocks(trail: Trail) -> None:
    for fact in unpinned(trail.known):
        trail.record(fact)


def _begin_rounds(trail: Trail) -> None:
    """An event that interrupts, or wakes an ended case, begins a new round; the earlier ones stay as they are."""
    kind = "stops" if trail.state.result is None else "reopens"
    for title in dict.fromkeys(trail.state.entered):
        for interrupt in _interrupts(trail.known.in_force.version.playbook(title), kind):
            if event := _begins(interrupt, kind, trail):
                if kind == "reopens" or not _finishes(trail):
                    trail.record(facts.round_began(event.entry, kind, title, event.type))
                return


def _begins(interrupt: Interrupt, kind: str, trail: Trail) -> Happened | None:
    """The event that begins a round: what came after the case had ended stops no later round, a person has it."""
    state = trail.state
    for event in state.events.values():
        late = kind == "stops" and event.entry in state.after_the_end
        if event.type == interrupt.event and event.entry not in state.consumed and not late:
            return event
    return None


def _finishes(trail: Trail) -> bool:
    """Whether a step that was being performed when the engine stopped is finished first, before the case is stopped."""
    broken_off = trail.state.started - trail.state.done.keys() - trail.state.trouble.keys()
    if not broken_off or trail.state.taken_over:
        return False
    steps, scope = _current(trail)
    walk(steps, scope, trail)
    trail.tasks = [task for task in trail.tasks if task.step in broken_off]
    return bool(trail.tasks)


def _interrupts(playbook: Playbook, kind: str) -> tuple[Interrupt, ...]:
    return playbook.stops_when if kind == "stops" else playbook.reopens_when


def _go(trail: Trail) -> None:
    steps, scope = _current(trail)
    outcome = walk(steps, scope, trail)
    if outcome is Outcome.BLOCKED or trail.tasks or trail.state.taken_over:
        return  # a case that a person has taken over never ends by itself
    trail.record(facts.closed(trail.result if outcome is Outcome.ENDED else DONE))


def _current(trail: Trail) -> tuple[Steps, Scope]:
    """The steps of the round in which the case is: the playbook's own, or those of what interrupted or woke it."""
    if not trail.state.rounds:
        return trail.known.in_force.version.playbook(trail.known.playbook).steps, Scope(trail.known)
    latest = trail.state.rounds[-1]
    playbook = trail.known.in_force.version.playbook(latest.playbook)
    scope = Scope(trail.known, f"round {len(trail.state.rounds)} / ").entering(latest.playbook)
    found = (i.steps for i in _interrupts(playbook, latest.kind) if i.event == latest.type)
    return next(found, ()), scope


def _acknowledge_again(trail: Trail) -> None:
    """Every notice of one matter is acknowledged: a second one gets the receipts that are sent at once."""
    playbook = trail.known.in_force.version.playbook(trail.known.playbook)
    receipts = [step for step in playbook.steps if isinstance(step, Send) and step.at_once]
    for event in trail.state.occurred(playbook.starts_when)[1:] if receipts else ():
        again = trail.known.with_event(event)
        for step in receipts:
            perform_beside(f"again {event.entry} / {step.key}", step, Scope(again), trail)


def _call_for_help(trail: Trail) -> None:
    """The owner hears of every step that a person has to look at, once for each time that it failed."""
    for name, reason in tuple(trail.stuck):
        note = f"help / {name} / {trail.state.failures.get(name, 0)}"
        perform_beside(note, Tell(key=note, who="owner", say=reason, urgent=True), Scope(trail.known), trail)


def _ring(trail: Trail) -> None:
    """Alarms ring even when a step hangs, and whoever has the case."""
    trail.standings = standings(trail.known)
    for standing in trail.standings:
        if standing.is_open:
            trail.wake(standing.pinned.deadline.end)
        for ring in tuple(rings(standing, trail.known)):
            if trail.now >= ring.at:
                trail.record(facts.beside(ring.step, "due", ring.at))
            else:
                trail.wake(ring.at)
        for name, alarm in alarms(standing):
            if name in trail.state.beside:
                perform_beside(name, alarm.tell, Scope(trail.known), trail)
