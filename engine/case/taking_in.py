"""How an event changes what is known of a case: fields, answers, clicks of people, outcomes of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whenever import Instant

from engine.case.journal import Entry
from engine.case.keys import keys_of
from engine.case.state import Asked, Happened, State, Wish, read, set_values, trouble, values_of
from engine.errors import FjortenError
from engine.language.catalogue import EVENTS

_NOTICES = {"return.requested": "return.cancelled", "complaint.received": "complaint.withdrawn"}
"""The declarations of a customer, and what takes each of them back."""


def take_in(state: State, entry: Entry) -> None:
    """An event becomes part of the state: the first report of a fact settles it, repeats change nothing."""
    data = entry.data
    time, arrived = Instant.parse_iso(data["time"]), Instant.parse_iso(data["arrived"])
    same = _first_report(state, data["type"], data["data"])
    event = Happened(entry.seq, data["source"], data["id"], data["type"], time, arrived, data["data"], same)
    state.events[entry.seq] = event
    if len(state.events) == 1:
        state.consumed.add(entry.seq)
    if same is not None:
        state.consumed.add(entry.seq)
    elif event.base in _OPERATOR:
        _OPERATOR[event.base](state, event)
    else:
        _from_outside(state, event)


def _from_outside(state: State, event: Happened) -> None:
    if state.result is not None:
        state.after_the_end.add(event.entry)
    if not _is_second_notice(state, event) and not _is_further_parcel(state, event):
        set_values(state, values_of(event), event.entry)


def _first_report(state: State, wire_type: str, data: Mapping[str, Any]) -> int | None:
    fact = fact_of(wire_type, data)
    same = (event.entry for event in state.occurred(wire_type) if fact_of(wire_type, event.data) == fact)
    return next(same, None) if fact else None


def fact_of(wire_type: str, data: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two reports the same fact (the refund's id, the parcel's number); empty where nothing does."""
    kind = EVENTS.get(wire_type)
    fact = tuple(_dig(data, path) for path in kind.fact) if kind else ()
    return () if None in fact else fact


def _is_second_notice(state: State, event: Happened) -> bool:
    """The first notice counts; a later one of the same matter is acknowledged but changes no field.

    A customer who kept the goods after all, and then asks again, begins anew.
    """
    if event.type not in _NOTICES:
        return False
    taken_back = max((e.entry for e in state.occurred(_NOTICES[event.type])), default=0)
    return any(taken_back < earlier.entry < event.entry for earlier in state.occurred(event.type))


def _is_further_parcel(state: State, event: Happened) -> bool:
    """More goods of the same return change nothing of what is known of the parcel that came first."""
    lines = keys_of(event.data).lines if event.type == "return.received" else frozenset()
    came = (keys_of(one.data).lines for one in state.occurred(event.type) if one.entry < event.entry)
    return any(lines and earlier and lines.isdisjoint(earlier) for earlier in came)


def _dig(data: Mapping[str, Any], path: str) -> Any:
    group, _, name = path.partition(".")
    part = data.get(group)
    return part.get(name) if isinstance(part, Mapping) else None


def _answered(state: State, event: Happened) -> None:
    """The first answer that can be used settles a question; one that cannot leaves it open, and a person sees why."""
    state.consumed.add(event.entry)
    question = state.questions.get(str(event.data.get("question", "")))
    if question is None or question.answer is not None:
        return
    given = event.data.get("values")
    values = {path: given[path] for path in question.fills if path in given} if isinstance(given, Mapping) else {}
    if reason := _unusable(question, event.data.get("answer", ""), values):
        state.unreadable[event.entry] = reason
        return
    question.answer = event
    set_values(state, values, event.entry)


def _unusable(question: Asked, answer: object, values: Mapping[str, Any]) -> str:
    if question.answers and answer not in question.answers:
        return f'"{answer}" is not an answer to "{question.text}".'
    try:
        for path, value in values.items():
            read(path, value)
    except FjortenError as error:
        return str(error)
    return ""


def _skipped(state: State, event: Happened) -> None:
    step = str(event.data.get("step", ""))
    state.done[step] = None
    state.trouble.pop(step, None)
    state.handed_over.pop(step, None)


def _retried(state: State, event: Happened) -> None:
    """Try the step again; without a name, every one that waits for a person, but none that the playbook got over."""
    step = event.data.get("step")
    for name in [str(step)] if step else list(state.handed_over):
        state.trouble.pop(name, None)
        state.started.discard(name)
        state.outbox.pop(name, None)
        state.handed_over.pop(name, None)


def _taken_over(state: State, event: Happened) -> None:
    state.taken_over = str(event.data.get("who") or "a person")


def _resumed(state: State, event: Happened) -> None:
    state.taken_over = ""
    _retried(state, event)


def _sent(state: State, event: Happened) -> None:
    step = str(event.data.get("step", ""))
    state.done[step] = None
    state.outbox.pop(step, None)
    state.trouble.pop(step, None)
    state.handed_over.pop(step, None)


def _not_sent(state: State, event: Happened) -> None:
    step, data = str(event.data.get("step", "")), event.data
    if step not in state.done:
        trouble(state, step, str(data.get("reason", "")), str(data.get("outcome", "unknown")), event.arrived_at)


def _moved(state: State, event: Happened) -> None:
    """The last wish counts; whether it can be met is an entry of its own."""
    number = event.data.get("number")
    state.consumed.add(event.entry)
    state.wish = Wish(event.entry, str(event.data.get("version", "")), number if isinstance(number, int) else 0)


def _kept(state: State, event: Happened) -> None:
    """An event that only others look at: waits, deadlines, the timeline."""


_OPERATOR = {
    "operator.answered": _answered,
    "operator.skipped": _skipped,
    "operator.retried": _retried,
    "operator.handed_over": _taken_over,
    "operator.resumed": _resumed,
    "operator.approved": _kept,
    "operator.moved": _moved,
    "message.sent": _sent,
    "message.failed": _not_sent,
    "message.bounced": _kept,
}
