"""Perform one step of a case, and give back the facts that came of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from whenever import Instant

from engine.case import facts
from engine.case.action import Task
from engine.case.approving import may_go
from engine.case.facts import Event
from engine.case.journal import Fact
from engine.case.note import Note
from engine.errors import DatabaseAwayError, FjortenError, HoldLostError, OutsideError
from engine.language.arguments import argument_values
from engine.language.fields import plain
from engine.language.playbook import Do, Send, Tell
from engine.run.compose import to_customer, to_staff
from engine.run.outbox import may_leave
from engine.run.outcomes import Retry, Sent, Stop
from engine.run.steps import Call, Done, NothingDone, Unclear
from engine.run.tries import Delivery, Hand
from engine.run.world import World
from engine.store import delivery, messages
from engine.store.messages import MessageState, NewMessage, StoredMessage

OURSELVES = "fjorten"
"""The source of events that the engine itself reports."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A new mail that is in our hands from the moment at which it is on the disk."""

    message: StoredMessage


async def perform(task: Task, world: World) -> tuple[Fact, ...]:
    """Do what the task says; whatever goes wrong becomes a fact that a person will see."""
    try:
        match task.what:
            case Send():
                return await _send(task, task.what, world)
            case Tell():
                return await _tell(task, task.what, world)
            case Do():
                return await _do(task, task.what, world)
    except OutsideError as error:
        return (facts.failed(task.step, str(error), "nothing done"),)
    except (DatabaseAwayError, HoldLostError):
        raise  # nothing can be written down now: whoever has the case next looks what was done
    except Exception as error:  # noqa: BLE001 -- the one place: journal it and hand the case to a person
        return (facts.failed(task.step, _in_words(error), "unknown" if isinstance(task.what, Do) else "nothing done"),)


def hand(world: World) -> Hand:
    """Who sends, now."""
    return Hand(world.owner, world.clock.machine(), world.clock.now())


def told(found: Delivery, now: Instant) -> Event | None:
    """What a case hears of one of its mails once its fate is known; nothing while it will be tried again."""
    message = found.message
    data = {"step": message.step, "message": message.message, "message_id": message.message_id}
    match found.outcome:
        case Sent(reply):
            return _event(message, "sent", now, {**data, "reply": reply})
        case Retry():
            return None
        case Stop(reason):
            return _event(message, "failed", now, {**data, "reason": reason, "outcome": "nothing done"})
        case unknown:
            return _event(message, "failed", now, {**data, "reason": unknown.reason, "outcome": "unknown"})


async def _send(task: Task, send: Send, world: World) -> tuple[Fact, ...]:
    new = to_customer(task, send, world.clock)
    kept = await world.store.write(lambda conn: _begun(conn, new, world) or _kept(conn, new, task))
    match kept:
        case Begun(mine):
            return _came_of(await world.outbox.deliver(mine, hand(world)), world)
        case StoredMessage():
            return await _as_it_stands(kept, task, world)


async def _as_it_stands(kept: StoredMessage, task: Task, world: World) -> tuple[Fact, ...]:
    """What follows for a step whose mail was written before, or may not leave yet."""
    match kept.state:
        case MessageState.SENT:
            return _fate(Delivery(kept, Sent(kept.reply)), kept.sent_at or world.clock.now())
        case MessageState.STOP | MessageState.BOUNCED:
            return (facts.failed(task.step, kept.reason, "nothing done"),)
        case MessageState.UNKNOWN:
            return (facts.failed(task.step, kept.reason, "unknown"),)
        case MessageState.HELD:
            return (facts.message(task.step, kept.message_id, _held(kept)),)
        case MessageState.READY if not may_leave(world.frozen.shop, kept):
            return (facts.message(task.step, kept.message_id, "paused"),)
        case MessageState.READY:
            return await _now(task, kept, world)
        case waiting:
            return (facts.message(task.step, kept.message_id, waiting.value, kept.reason),)


def _held(kept: StoredMessage) -> str:
    return "held, and the law wants it today" if kept.statutory else "held"


def _begun(conn: Connection, new: NewMessage, world: World) -> Begun | None:
    if new.state is not MessageState.READY or not may_leave(world.frozen.shop, new):
        return None
    mine = world.outbox.begin(conn, new, world.owner)
    return Begun(mine) if mine else None


def _kept(conn: Connection, new: NewMessage, task: Task) -> StoredMessage:
    """The message as it stands; one that a person let go, or wants to have tried again, is ready, under its identity."""
    kept = messages.put(conn, new)
    if kept.state is MessageState.HELD and may_go(task.step, task.known.state):
        delivery.approve(conn, kept.id)
    elif kept.state in {MessageState.STOP, MessageState.UNKNOWN} and task.step in task.known.state.failures:
        delivery.send_again(conn, kept.id)
    return messages.get(conn, kept.id)


async def _now(task: Task, kept: StoredMessage, world: World) -> tuple[Fact, ...]:
    found = await world.outbox.send(kept.id, hand(world))
    if found is None:
        return (facts.message(task.step, kept.message_id, "sending"),)
    return _came_of(found, world)


def _came_of(found: Delivery, world: World) -> tuple[Fact, ...]:
    if isinstance(found.outcome, Retry):
        outcome, mail = "settings" if found.needs_person else "retry", found.message
        return (facts.message(mail.step, mail.message_id, outcome, found.outcome.reason),)
    return _fate(found, world.clock.now())


def _fate(found: Delivery, now: Instant) -> tuple[Fact, ...]:
    event = told(found, now)
    return (facts.event(event),) if event else ()


def _event(message: StoredMessage, what: str, now: Instant, data: dict[str, str]) -> Event:
    name = f"{message.message_id}:{what}:{message.attempts}"
    return Event(OURSELVES, name, f"message.{what}:{message.message}", now, now, data)


async def _tell(task: Task, tell: Tell, world: World, say: str | Note = "") -> tuple[Fact, ...]:
    """A note is done when it is in the outbox: nobody has to answer it, so nothing waits for the mail server."""
    notes = tuple(to_staff(task, tell, say or tell.say, world.clock))
    await world.store.write(lambda conn: [messages.put(conn, note) for note in notes])
    return (facts.done(task.step, Note("told {who}: {say}", who=tell.who, say=tell.say)),)


async def _do(task: Task, step: Do, world: World) -> tuple[Fact, ...]:
    plugin = world.registry.get(step.words)
    if plugin is None:
        return (
            facts.failed(task.step, Note("There is no integration for “{words}”.", words=step.words), "nothing done"),
        )
    known = task.known
    case = int(known.state.opened["case"])
    call = Call(case, task.step, f"fjorten-{case}-{task.step}", known.lookup, known.in_force.shop, world.clock.now())
    try:
        arguments = argument_values(plugin.schema, step.arguments, known.lookup)
    except FjortenError as error:
        return (facts.failed(task.step, str(error), "nothing done"),)
    match await plugin.perform(call, **{name: value for name, value in arguments.items() if value is not None}):
        case Done() as done:
            return await _did(task, step, done, world)
        case NothingDone(reason):
            return (facts.failed(task.step, reason, "nothing done"),)
        case Unclear(reason):
            return (facts.failed(task.step, reason, "unknown"),)


async def _did(task: Task, step: Do, done: Done, world: World) -> tuple[Fact, ...]:
    values = {path: plain(value) for path, value in done.fields.items()}
    if step.remember_as:
        values[f"remembered.{step.remember_as}"] = plain(done.value)
    for number, (who, say) in enumerate(done.tells, 1):
        tell = Tell(key=task.step, who=who, say=str(say))
        await _tell(Task(f"{task.step} / tell {number}", tell, task.known), tell, world, say)
    found = [facts.fields(values, step.words)] if values else []
    for number, (kind, time, data) in enumerate(done.happened, 1):
        name = f"{task.known.state.opened['case']}:{task.step}:{number}"
        found.append(facts.event(Event(OURSELVES, name, kind, time, max(time, world.clock.now()), data)))
    return (*found, facts.done(task.step, done.note, plain(done.value)))


def _in_words(error: Exception) -> str:
    text = str(error).strip() or "it did not say why"
    return f"{text} ({type(error).__name__})"
