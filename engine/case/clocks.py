"""Clocks of a playbook become deadlines of a case: when they are pinned, what moves them, how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from whenever import Date, Instant

from engine.case import facts
from engine.case.journal import Fact
from engine.case.known import Known
from engine.case.moments import Place, day_of, end_of, point, shops
from engine.case.note import Note
from engine.case.state import Pinned
from engine.errors import LawError, PlaybookError
from engine.language.playbook import Clock, Kind
from engine.language.values import NOW, Moment, Value
from engine.law import (
    Deadline,
    Happening,
    Hold,
    Rule,
    Start,
    add_working_days,
    count,
    find_hold,
    find_rule,
    find_start,
    released,
)

_PAID = "refund.issued"

_REPORTED_LATE = "{name} counts from {begun}, because {because} then; it was reported only on {heard}."


@dataclass(frozen=True, slots=True)
class Due:
    """What a clock should be pinned to now; `mark` changes only when an event starts or moves it."""

    identity: str
    mark: str
    deadline: Deadline
    because: str
    start: int


class CaseFacts(Mapping[str, object]):
    """The fields of a case as the law's rules read them: by path, typed, empty ones absent."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __getitem__(self, path: str) -> Value:
        value: Value = self.get(path)
        if value is None:
            raise KeyError(path)
        return value

    def get(self, path: str, default: Any = None) -> Any:
        """The law's rules ask for much that is empty: that is no exception."""
        try:
            value = self._known.lookup(path)
        except PlaybookError:
            return default
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.state.values)

    def __len__(self) -> int:
        return len(self._known.state.values)


def clocks(known: Known) -> tuple[Clock, ...]:
    """The clocks of every playbook that the case has entered, each name once."""
    return tuple(clock for _, clock in _entered(known))


def unpinned(known: Known) -> tuple[Fact, ...]:
    """The facts that pin what can be pinned now, and move what an event has moved."""
    return tuple(
        fact for title, clock in _entered(known) for fact in _pin(clock, replace(known, playbook=title, lines={}))
    )


def _entered(known: Known) -> tuple[tuple[str, Clock], ...]:
    """The clocks with the playbook whose settings they speak of: the first that names them."""
    found: dict[str, tuple[str, Clock]] = {}
    for title in known.state.entered:
        for clock in known.in_force.version.playbook(title).deadlines:
            found.setdefault(clock.name, (title, clock))
    return tuple(found.values())


def happenings(known: Known) -> tuple[Happening, ...]:
    """The events of the case as the law's rules read them; repeats of one fact are left out."""
    return tuple(Happening(e.type, e.time, e.data) for e in known.state.events.values() if e.repeats is None)


def rule_of(clock: Clock, known: Known) -> Rule:
    """The rule of law behind a clock, in the version of the contract's day."""
    day = known.lookup("order.contract_date")
    return find_rule(clock.law, known.where, day if isinstance(day, Date) else None)


def hold_of(clock: Clock, pinned: Deadline, known: Known) -> Hold | None:
    """Whether the law lets the shop wait at the moment; nothing for the shop's own clocks."""
    if not clock.law:
        return None
    return find_hold(rule_of(clock, known), pinned, happenings(known), CaseFacts(known))


def _pin(clock: Clock, known: Known) -> Iterator[Fact]:
    try:
        due = _legal(clock, known) if clock.law else _own(clock, known)
    except LawError as error:
        about = f"clock {clock.name}"
        if about not in known.state.notes:
            yield facts.note(
                Note("The date of {name} cannot be told. {error}", name=clock.name, error=str(error)), about
            )
        return
    pinned = known.state.deadlines.get(clock.name)
    if due and (pinned is None or pinned.mark != due.mark):
        yield facts.deadline(clock.name, clock.kind, due.identity, due.mark, due.deadline, due.because, due.start)
        yield from _back_dated(clock, due, known)


def _back_dated(clock: Clock, due: Due, known: Known) -> Iterator[Fact]:
    """A report that came late leaves the shop less time than it was given: the journal says so, and why."""
    event, zone = known.state.events.get(due.start), known.in_force.shop.time_zone
    about = f"back-dated {due.identity}"
    if event is None or due.deadline.party != "trader" or not clock.law or about in known.state.notes:
        return
    begun, heard = day_of(due.deadline.start, zone), day_of(event.arrived_at, zone)
    if begun < heard:
        because = Note(due.because)
        yield facts.note(Note(_REPORTED_LATE, name=clock.name, begun=begun, because=because, heard=heard), about)


def _legal(clock: Clock, known: Known) -> Due | None:
    rule = rule_of(clock, known)
    start = find_start(rule, happenings(known), CaseFacts(known))
    if start is None:
        return None
    rule = find_rule(start.instead, known.where) if start.instead else rule
    identity = f"{rule.id} {start.identity}"
    pinned = known.state.deadlines.get(clock.name)
    if pinned and pinned.identity == identity:
        return _released(rule, pinned, start, known)
    return Due(identity, identity, count(rule, start.time, known.where), start.because, _entry(start, known))


def _released(rule: Rule, pinned: Pinned, start: Start, known: Known) -> Due | None:
    """A release after the last day makes the money due anew; one before it leaves the deadline as it is."""
    if known.now < pinned.deadline.end:
        return None
    hold = find_hold(rule, pinned.deadline, happenings(known), CaseFacts(known))
    if hold.state != "released" or hold.since is None or pinned.mark != pinned.identity:
        return None
    moved = released(rule, pinned.deadline, hold.since, known.where)
    if moved == pinned.deadline:
        return None
    return Due(pinned.identity, f"{pinned.identity} released", moved, hold.reason, _entry(start, known))


def _own(clock: Clock, known: Known) -> Due | None:
    """The shop's own date: told once, and told anew only when the date that it counts from has changed."""
    if clock.due is None or (anchor := _anchor(clock.due, known)) is None:
        return None
    identity = f"{clock.name} {anchor}"
    legal = _law_beside(clock, known)
    mark = f"{identity} not after {legal.safe_by}" if legal else identity
    pinned = known.state.deadlines.get(clock.name)
    if pinned and pinned.mark == mark:
        return Due(identity, mark, pinned.deadline, "", pinned.start)
    start = _anchored_at(clock, known)
    try:
        deadline = _told(clock.due, start, legal, known)
    except PlaybookError:
        return None
    return Due(identity, mark, deadline, f"{clock.due.anchor.path} is known", start[1])


def _anchor(due: Moment, known: Known) -> Value:
    """The date that a clock counts from; one that counts from now begins when its playbook does."""
    return NOW.path if due.anchor == NOW else known.lookup(due.anchor.path)


def _told(due: Moment, start: tuple[Instant, int], legal: Deadline | None, known: Known) -> Deadline:
    place = shops(known)
    found = point(due, known, place, known.now)
    last_day = found if isinstance(found, Date) else day_of(found, place.zone)
    if legal and last_day > (limit := _limit(legal, day_of(start[0], place.zone), place)):
        found = last_day = limit
    end = found if isinstance(found, Instant) else end_of(found, place.zone)
    return _shops_own(start, last_day, end)


def _law_beside(clock: Clock, known: Known) -> Deadline | None:
    """The law's deadline for the same payment: a promise of money may not be later than its prudent day.

    A promised delivery has no such limit: it is the day that somebody named, and naming an earlier one brings no parcel.
    """
    if clock.kind is not Kind.PROMISE or clock.done_when != _PAID:
        return None
    legal = {one.name for one in clocks(known) if one.law and one.done_when == _PAID}
    pinned = (known.state.deadlines[name].deadline for name in legal if name in known.state.deadlines)
    return min((one for one in pinned if one.party == "trader"), key=lambda one: one.safe_by, default=None)


def _limit(legal: Deadline, first_day: Date, place: Place) -> Date:
    """The prudent day, or the next open one where that is over or today; a day when the shop works, if the law leaves one."""
    next_open = add_working_days(first_day, 1, place.working_time)
    limit = max(legal.safe_by, next_open)
    limit = min(limit, legal.last_day) if legal.last_day >= first_day else limit
    open_day = add_working_days(limit.add(days=1), -1, place.working_time)
    return open_day if open_day > first_day else limit


def _shops_own(start: tuple[Instant, int], last_day: Date, end: Instant) -> Deadline:
    return Deadline(
        rule="",
        start=start[0],
        last_day=last_day,
        end=end,
        latest=last_day,
        safe_by=last_day,
        party="trader",
        confidence="high",
        basis="",
        source="",
        steps=(),
    )


def _anchored_at(clock: Clock, known: Known) -> tuple[Instant, int]:
    path = clock.due.anchor.path if clock.due else ""
    value = None if path == NOW.path else known.lookup(path)
    return (value if isinstance(value, Instant) else known.now, known.state.set_by.get(path, 0))


def _entry(start: Start, known: Known) -> int:
    """The journal's entry of the event that a period counts from."""
    firsts = [e.entry for e in known.state.events.values() if e.repeats is None]
    return firsts[start.index] if 0 <= start.index < len(firsts) else 1
