"""Advance: the only loop. Take in what arrived, decide, write down, do, and again until the case rests.

Every write is made under the case's lease, whose fence the store checks: an engine that was taken for dead and comes
back can write nothing. What is about to be done outside is written down before it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection
from whenever import Instant

from engine.case import facts
from engine.case.action import Action, Task
from engine.case.decide import decide
from engine.case.facts import Event
from engine.case.in_force import InForce
from engine.case.journal import Entry, EntryKind, Fact, chain
from engine.case.matching import listens, reopens
from engine.case.view import CaseView, Stage
from engine.language.playbook import Do, Tell
from engine.run.opening import opening
from engine.run.perform import perform
from engine.run.ports import StepWatch
from engine.run.world import World
from engine.store import cases, inbox, journals, leases
from engine.store.inbox import Received
from engine.store.leases import Lease

_TURNS = 200
"""A case that wants more rounds than this in one turn goes round in circles: a person looks."""

_CIRCLES = "This case goes round in circles: its playbook never comes to rest."


@dataclass(slots=True)
class Holding:
    """A case in our hands: its lease, its journal as far as it is written, and what it goes by."""

    lease: Lease
    in_force: InForce
    journal: list[Entry] = field(default_factory=list)
    nudge: int = 0


async def advance(lease: Lease, world: World, watch: StepWatch) -> CaseView:
    """Do everything that a case can do now, and let it rest; gives the case as it stands afterwards."""
    renewing = asyncio.create_task(_renew(lease, world))
    try:
        held = await world.store.read(lambda conn: _read(conn, lease, world))
        return await _until_it_rests(held, world, watch)
    finally:
        renewing.cancel()


async def _until_it_rests(held: Holding, world: World, watch: StepWatch) -> CaseView:
    for _ in range(_TURNS):
        action, entries = await world.store.write(lambda conn: _decide(conn, held, world))
        held.journal += entries
        if action.perform:
            found = await asyncio.gather(*(_perform(task, world, watch) for task in action.perform))
            await _note([fact for outcome in found for fact in outcome], held, world)
        elif await world.store.write(partial(_let_go, held=held, action=action)):
            return action.view
    await _note([facts.handed_over("", _CIRCLES)], held, world)
    await world.store.write(lambda conn: leases.give_up(conn, held.lease))
    return action.view


def _let_go(conn: Connection, held: Holding, action: Action) -> bool:
    """Let the case rest until it is due; False if something landed in its inbox meanwhile."""
    return leases.release(conn, held.lease, action.wake_at, held.nudge)


def _perform(task: Task, world: World, watch: StepWatch) -> Awaitable[tuple[Fact, ...]]:
    return watch.step(shown_as(task), lambda: perform(task, world))


def shown_as(task: Task) -> str:
    """A step as operators read it: as the playbook calls it; alarms and notes by whom they reach."""
    if isinstance(task.what, Tell) and task.step.startswith(("alarm / ", "help / ")):
        kind, _, rest = task.step.partition(" / ")
        return (
            f"{kind}: tell {task.what.who}, {rest.rpartition(' / ')[2]}"
            if kind == "alarm"
            else f"help: tell {task.what.who}"
        )
    return task.step


def _read(conn: Connection, lease: Lease, world: World) -> Holding:
    in_force = world.frozen.in_force(conn, cases.get(conn, lease.case).version)
    return Holding(lease, in_force, list(journals.journal(conn, lease.case)), lease.nudge)


def _decide(conn: Connection, held: Holding, world: World) -> tuple[Action, tuple[Entry, ...]]:
    """Read the inbox, decide, and write down, in one transaction: an event that arrived in time is seen in time."""
    held.nudge = leases.nudged(conn, held.lease)
    received = inbox.for_case(conn, held.lease.case)
    now = _now(held, world)
    taken = _chained(held, _arrived(conn, received, held), now)
    action = decide(held.in_force, (*held.journal, *taken), now)
    begun = [facts.started(task.step, task.what.words) for task in action.perform if isinstance(task.what, Do)]
    entries = (*taken, *_chained(held, (*action.record, *begun), now, taken))
    journals.append(conn, held.lease, entries)
    _save(conn, held, action, entries)
    inbox.mark_taken(conn, held.lease, [event.id for event in received])
    return action, entries


def _arrived(conn: Connection, received: Sequence[Received], held: Holding) -> Iterator[Fact]:
    """What is written down of the events that arrived; the first of all is preceded by the opening of the case."""
    if not held.journal:
        yield from opening(conn, held.lease.case, held.in_force, received)
    known = {(entry.data["source"], entry.data["id"]) for entry in held.journal if entry.kind is EntryKind.EVENT}
    for one in received:
        if (one.source, one.event_id) in known:
            continue  # our own news of a mail, which came both ways
        event = Event(one.source, one.event_id, one.type, one.time, one.arrived_at, one.data, one.subject)
        yield facts.event(event)


def _chained(held: Holding, new: Iterable[Fact], now: Instant, after: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    last = after[-1] if after else held.journal[-1] if held.journal else None
    return chain(held.lease.case, last, new, now)


def _save(conn: Connection, held: Holding, action: Action, entries: Sequence[Entry]) -> None:
    """Keep what the lists show of the case, and what it is found by."""
    keys = action.keys
    cases.save_view(
        conn,
        held.lease,
        action.view,
        cases.Keys(keys.order, keys.returned, keys.complaint, tuple(sorted(keys.lines))),
        listens=tuple(sorted(listens(action.view.playbook, held.in_force))),
        reopens=tuple(sorted(reopens(action.view.playbook, held.in_force))),
        closed_at=_closed_at(action, (*held.journal, *entries)),
    )


def _closed_at(action: Action, journal: Sequence[Entry]) -> Instant | None:
    if action.view.stage is not Stage.CLOSED:
        return None
    return next((entry.at for entry in reversed(journal) if entry.kind is EntryKind.CLOSED), None)


async def _note(found: Sequence[Fact], held: Holding, world: World) -> None:
    """Write down what came of the steps."""
    entries = _chained(held, found, _now(held, world))
    await world.store.write(lambda conn: journals.append(conn, held.lease, entries))
    held.journal += entries


def _now(held: Holding, world: World) -> Instant:
    """The business moment, never before the last entry of the journal."""
    now = world.clock.now()
    return max(now, held.journal[-1].at) if held.journal else now


async def _renew(lease: Lease, world: World) -> None:
    """Hold the case for as long as its steps take."""
    while True:
        await asyncio.sleep(world.lease_seconds / 3)
        await world.store.write(lambda conn: leases.renew(conn, lease, world.lease_seconds))
