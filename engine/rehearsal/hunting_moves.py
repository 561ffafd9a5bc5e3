"""What can happen next to a case at rest: each event in time and too late, each answer, silence, an interruption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from whenever import Instant, Time, TimeDelta

from engine.case.facts import Event
from engine.case.state import Asked, Waiting
from engine.case.view import DeadlineState, Stage
from engine.language.catalogue import event_words
from engine.language.playbook import Ask, Wait, WaitFor
from engine.language.story import Day, Occurs
from engine.rehearsal.hunting_map import key_of, round_of
from engine.rehearsal.hunting_paths import Happens, Move, Path
from engine.rehearsal.hunting_values import SET_BY_EVENTS, Atom, brought_by, candidates, filled, groups_of, paths_of
from engine.rehearsal.script import event_of, values_of

_JUST_BEFORE = TimeDelta(minutes=1)
_A_LITTLE_LATER = TimeDelta(hours=1)
_WORTH_TWO_TIMES = TimeDelta(hours=36)
_NEXT_MORNING = Time(10)
_MADE_BY_US = ("message.", "operator.")
_UNSETTLED = frozenset({DeadlineState.UPCOMING, DeadlineState.DUE, DeadlineState.ON_HOLD})
_KNOWN_BEFORE = frozenset({"order", "customer"})


class Depth(Enum):
    """How much a hunt tries out."""

    WHOLE = auto()  #: everything
    LATEST = auto()  #: the latest moment of everything: enough to see whether another country's dates can be kept


@dataclass(frozen=True, slots=True)
class Open:
    """Something that the case waits for, and until when."""

    identity: str
    step: WaitFor | Wait | Ask
    until: Instant


def open_now(path: Path) -> tuple[Open, ...]:
    """Everything that the case waits for at the moment."""
    state, now = path.state, len(path.state.rounds)
    held: list[tuple[str, Waiting | Asked]] = [*state.waits.items(), *state.questions.items()]
    ends = [(name, _end(found)) for name, found in held]
    found = ((name, path.start.ground.steps.get(key_of(name)), end) for name, end in ends if end and end > path.now)
    return tuple(
        Open(name, known[1], end)
        for name, known, end in found
        if known and end and round_of(name) == now and isinstance(known[1], WaitFor | Wait | Ask)
    )


def listens_for(path: Path) -> frozenset[str]:
    """The events that the case waits for at the moment."""
    return frozenset(e for item in open_now(path) if isinstance(item.step, WaitFor) for e in item.step.events)


def moves(path: Path, depth: Depth) -> Iterator[Move]:
    """Every way in which the case can go on from here."""
    if path.view.stage is Stage.CLOSED:
        yield from _after_the_end(path, depth)
        return
    waits = open_now(path)
    end = min((item.until for item in waits), default=path.view.wake_at)
    ahead = path.start.ground.ahead(path.state)
    for item in waits:
        yield from _of(item, path, ahead, depth, end)
    if depth is Depth.WHOLE:
        yield from _interruptions(path, "stops", path.now + _A_LITTLE_LATER, end)
    if end is not None:
        yield Move(end)


def _end(found: Waiting | Asked) -> Instant | None:
    match found:
        case Waiting():
            return None if found.over else found.until
        case Asked():
            return None if found.answer is not None or found.late else found.due


def _of(item: Open, path: Path, ahead: tuple[Atom, ...], depth: Depth, end: Instant | None) -> Iterator[Move]:
    match item.step:
        case WaitFor(events=events):
            for at in _times(item, path, depth, end):
                for event in (event for event in events if not event.startswith(_MADE_BY_US)):
                    yield _plain_event(event, at, path)
                    if at != _soon(path):
                        yield from _told_otherwise(event, at, path, ahead)
        case Ask() as ask if item.until == end:
            yield from _answers(item, ask, path, ahead)
        case _:
            return


def _times(item: Open, path: Path, depth: Depth, end: Instant | None) -> Iterator[Instant]:
    """Soon, where the wait is long; and at the last minute that is in time."""
    soon = _soon(path)
    if item.until - soon > _WORTH_TWO_TIMES and depth is Depth.WHOLE and not path.state.rounds:
        yield soon
    if item.until == end:
        yield max(path.now, item.until - _JUST_BEFORE)


def _soon(path: Path) -> Instant:
    morning = path.now.to_tz(path.zone).date().add(days=1).at(_NEXT_MORNING)
    return morning.assume_tz(path.zone).to_instant()


def _plain_event(event: str, at: Instant, path: Path) -> Move:
    return _event_move(event, at, brought_by(event, path.start.country), path)


def _told_otherwise(event: str, at: Instant, path: Path, ahead: tuple[Atom, ...]) -> Iterator[Move]:
    """The same event, telling what makes a condition come out the other way."""
    country = path.start.country
    usual = brought_by(event, country)
    groups = _own_groups(event) - groups_of(path.start.begins.event.type)
    for name in sorted(paths_of(ahead) - SET_BY_EVENTS):
        if name.partition(".")[0] in groups:
            for value in candidates(name, ahead, country, at):
                if value != usual.get(name):
                    yield _event_move(event, at, {**usual, name: value}, path)


def _own_groups(event: str) -> frozenset[str]:
    """The groups of fields that an event is about, and not only names."""
    groups = groups_of(event) - _KNOWN_BEFORE
    about = event.partition(".")[0]
    return frozenset({about}) if about in groups else groups


def _event_move(event: str, at: Instant, told: Mapping[str, Any], path: Path) -> Move:
    values = {name: value for name, value in told.items() if value is not None}
    happens = Occurs(Day(after=0), event, values)
    return Move(
        at, event_of(happens, at, len(path.journal), path.start.begins), Happens(at, event_words(event), values)
    )


def _answers(item: Open, ask: Ask, path: Path, ahead: tuple[Atom, ...]) -> Iterator[Move]:
    at = max(path.now, item.until - _JUST_BEFORE)
    country = path.start.country
    usual = {name: filled(name, path.start.ground.atoms, country, at) for name in ask.fills}
    texts = [answer.text for answer in ask.answers] or [""]
    for text in texts:
        yield _answer(item, ask, text, usual, at, path)
    for name in ask.fills:
        for value in candidates(name, ahead, country, at):
            if value != usual[name]:
                for text in texts:
                    yield _answer(item, ask, text, {**usual, name: value}, at, path)


def _answer(item: Open, ask: Ask, text: str, values: Mapping[str, Any], at: Instant, path: Path) -> Move:
    given = {name: value for name, value in values.items() if value is not None}
    data = {
        "question": item.identity,
        "answer": text,
        "values": values_of(given, path.start.begins.zone),
        "who": ask.who,
    }
    event = Event("hunt", f"answer to {item.identity} {at}", "operator.answered", at, at, data)
    return Move(at, event, Happens(at, f"{ask.who} answers {text}", given))


def _interruptions(path: Path, kind: str, at: Instant, end: Instant | None) -> Iterator[Move]:
    """An event that acts at any point, or wakes an ended case; once in a case, or there would be no end to it."""
    if path.state.rounds or (end is not None and at >= end):
        return
    for interrupt in path.start.ground.interrupts(path.state, kind):
        yield replace(_plain_event(interrupt.event, at, path), interrupts=True)


def _after_the_end(path: Path, depth: Depth) -> Iterator[Move]:
    """A case that has ended may wake again; and what the law still wants by some day, it wants."""
    if depth is Depth.WHOLE and (path.parent is None or path.parent.view.stage is not Stage.CLOSED):
        yield from _interruptions(path, "reopens", path.now + 24 * _A_LITTLE_LATER, None)
    ends = [d.end for d in path.view.deadlines if d.state in _UNSETTLED and d.law and d.end > path.now]
    if ends:
        yield Move(max(ends))
