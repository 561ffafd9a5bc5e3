"""Advance: the only loop. Take in what arrived, decide, write down, do, and again until the case rests.

Every write is made under the case's lease, whose fence the store checks: an engine that was taken for dead and comes
back can write nothing. What is about to be done outside is written down before it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Iterator, Sequence

from sqlalchemy import Connection
from whenever import Instant

from engine.case import facts
from engine.case.action import Action, Task
from engine.case.decide import decide
from engine.case.facts import Event
from engine.case.journal import Entry, EntryKind, Fact, chain
from engine.case.matching import listens, reopens
from engine.case.view import CaseView, Stage
from engine.errors import DatabaseAwayError, HoldLostError
from engine.language.playbook import Do, Tell
from engine.run.holding import Holding
from engine.run.opening import opening
from engine.run.perform import perform
from engine.run.ports import StepWatch
from engine.run.switching import follow
from engine.run.world import World
from engine.store import cases, inbox, journals, leases
from engine.store.cases import Case
from engine.store.inbox import Received
from engine.store.leases import Lease

_TURNS = 200
"""A case that wants more rounds than this in one turn goes round in circles: a person looks."""

_CIRCLES = "This case goes round in circles: its playbook never comes to rest."


def hold(conn: Connection, lease: Lease, world: World) -> Holding:
    """A case as it stands when a turn begins."""
    case = cases.get(conn, lease.case)
    in_force = world.frozen.in_force(conn, case.version)
    return Holding(lease, before(case), in_force, list(journals.journal(conn, lease.case)))


async def advance(held: Holding, world: World, watch: StepWatch) -> CaseView:
    """Do everything that a case can do now, and let it rest; gives the case as it stands afterwards."""
    renewing = asyncio.create_task(_renew(held.lease, world))
    try:
        return await _until_it_rests(held, world, watch)
    finally:
        renewing.cancel()


async def _until_it_rests(held: Holding, world: World, watch: StepWatch) -> CaseView:
    found: list[Fact] = []
    for _ in range(_TURNS):
        action = await _round(found, held, world)
        if action.wish:
            await follow(action.wish, held, world, _now(held, world))
        elif not action.perform:
            return action.view
        outcomes = await asyncio.gather(*(_perform(task, world, watch) for task in action.perform))
        found = [fact for outcome in outcomes for fact in outcome]  # nothing after a move: then nothing was performed
    await _note([*found, facts.handed_over("", _CIRCLES)], held, world)
    await world.store.write(lambda conn: leases.give_up(conn, held.lease))
    return action.view


async def _round(found: Sequence[Fact], held: Holding, world: World) -> Action:
    """One round: what came of the last steps is written down, and what follows from it."""
    try:
        action, entries = await world.store.write(lambda conn: _decide(conn, found, held, world))
    except (DatabaseAwayError, HoldLostError):
        raise  # nothing can be written down now
    except Exception:
        await _note(found, held, world)  # what was done stands, even if nobody can tell what follows from it
        raise
    held.journal += entries
    return action


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


def before(case: Case) -> CaseView:
    """The case as it was shown last, or as it is before its first turn."""
    if case.view:
        return case.view
    numbers = case.number, case.playbook, case.keys.order, case.country, case.language
    return CaseView(*numbers, Stage.RUNNING, "At work", "", None, (), ())


def _decide(conn: Connection, found: Sequence[Fact], held: Holding, world: World) -> tuple[Action, tuple[Entry, ...]]:
    """Read the inbox, decide, write down, and let go of a case that rests, in one transaction.

    So an event that arrived in time is seen in time, and one that comes while the case is held wakes it again.
    """
    mine = leases.hold(conn, held.lease)
    received = inbox.for_case(conn, held.lease.case)
    now = _now(held, world)
    known = _chained(held, (*found, *_arrived(conn, received, found, held)), now)
    action = decide(held.in_force, (*held.journal, *known), now)
    begun = [facts.started(task.step, task.what.words) for task in action.perform if isinstance(task.what, Do)]
    entries = (*known, *_chained(held, (*action.record, *begun), now, known))
    rest = {} if action.perform or action.wish else leases.at_rest(action.wake_at)
    journals.append(conn, mine, entries, {**_on_show(held, action, entries), **rest})
    inbox.mark_taken(conn, mine, [event.id for event in received])
    return action, entries


def _arrived(conn: Connection, received: Sequence[Received], found: Sequence[Fact], held: Holding) -> Iterator[Fact]:
    """What is written down of the events that arrived; the first of all is preceded by the opening of the case."""
    if not held.journal:
        yield from opening(conn, held.lease.case, held.in_force, received)
    so_far: tuple[Entry | Fact, ...] = (*held.journal, *found)
    known = {(one.data["source"], one.data["id"]) for one in so_far if one.kind is EntryKind.EVENT}
    for one in received:
        if (one.source, one.event_id) in known:
            continue  # our own news of a mail, which came both ways
        event = Event(one.source, one.event_id, one.type, one.time, one.arrived_at, one.data, one.subject)
        yield facts.event(event)


def _chained(held: Holding, new: Iterable[Fact], now: Instant, after: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    last = after[-1] if after else held.journal[-1] if held.journal else None
    return chain(held.lease.case, last, new, now)


def _on_show(held: Holding, action: Action, entries: Sequence[Entry]) -> dict[str, object]:
    """What the lists show of the case, and what it is found by."""
    keys, playbook = action.keys, action.view.playbook
    return cases.on_show(
        action.view,
        cases.Keys(keys.order, keys.returned, keys.complaint, tuple(sorted(keys.lines))),
        listens=tuple(sorted(listens(playbook, held.in_force))),
        reopens=tuple(sorted(reopens(playbook, held.in_force))),
        closed_at=_closed_at(action, (*held.journal, *entries)),
    )


def _closed_at(action: Action, journal: Sequence[Entry]) -> Instant | None:
    if action.view.stage is not Stage.CLOSED:
        return None
    return next((entry.at for entry in reversed(journal) if entry.kind is EntryKind.CLOSED), None)


async def _note(found: Sequence[Fact], held: Holding, world: World) -> None:
    """Write down what came of the steps, and nothing else."""
    entries = _chained(held, found, _now(held, world))
    await world.store.write(lambda conn: journals.append(conn, leases.hold(conn, held.lease), entries))


def _now(held: Holding, world: World) -> Instant:
    """The business moment, never before the last entry of the journal."""
    now = world.clock.now()
    return max(now, held.journal[-1].at) if held.journal else now


async def _renew(lease: Lease, world: World) -> None:
    """Hold the case for as long as its steps take."""
    while True:
        await asyncio.sleep(world.lease_seconds / 3)
        await world.store.write(lambda conn: leases.renew(conn, lease, world.lease_seconds))
