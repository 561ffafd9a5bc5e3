"""How an event changes what is known of a case: fields, answers, clicks of people, outcomes of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whenever import Instant

from engine.case.journal import Entry
from engine.case.state import Happened, State, set_values, trouble
from engine.language.catalogue import EVENTS


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
    elif not _is_second_notice(state, event):
        _set_from_event(state, event)


def _first_report(state: State, wire_type: str, data: Mapping[str, Any]) -> int | None:
    kind = EVENTS.get(wire_type)
    fact = [_dig(data, path) for path in kind.fact] if kind else []
    if not fact or None in fact:
        return None
    for event in state.occurred(wire_type):
        if kind and [_dig(event.data, path) for path in kind.fact] == fact:
            return event.entry
    return None


def _is_second_notice(state: State, event: Happened) -> bool:
    """The first notice counts; a later one of the same matter is acknowledged but changes no field."""
    first = next(iter(state.events.values()))
    return (
        event.entry != first.entry
        and event.type == first.type
        and event.type in {"return.requested", "complaint.received"}
    )


def _set_from_event(state: State, event: Happened) -> None:
    values = {f"{group}.{name}": value for group, part in event.data.items() for name, value in _items(part)}
    kind = EVENTS.get(event.type)
    moments = kind.sets_moment if kind else ()
    set_values(state, {path: event.time.format_iso() for path in moments} | values, event.entry)


def _items(part: Any) -> list[tuple[str, Any]]:
    return list(part.items()) if isinstance(part, Mapping) else []


def _dig(data: Mapping[str, Any], path: str) -> Any:
    group, _, name = path.partition(".")
    part = data.get(group)
    return part.get(name) if isinstance(part, Mapping) else None


def _answered(state: State, event: Happened) -> None:
    question = state.questions.get(str(event.data.get("question", "")))
    answer = event.data.get("answer", "")
    if question is None or question.answer is not None or (question.answers and answer not in question.answers):
        state.consumed.add(event.entry)
        return
    question.answer = event
    state.consumed.add(event.entry)
    given = event.data.get("values") or {}
    set_values(state, {path: given[path] for path in question.fills if path in given}, event.entry)


def _skipped(state: State, event: Happened) -> None:
    step = str(event.data.get("step", ""))
    state.done[step] = None
    state.trouble.pop(step, None)
    state.handed_over.pop(step, None)


def _retried(state: State, event: Happened) -> None:
    step = event.data.get("step")
    for name in [step] if step else list(state.trouble):
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


def _kept(state: State, event: Happened) -> None:
    """An event that only others look at: waits, deadlines, the timeline."""


_OPERATOR = {
    "operator.answered": _answered,
    "operator.skipped": _skipped,
    "operator.retried": _retried,
    "operator.handed_over": _taken_over,
    "operator.resumed": _resumed,
    "operator.approved": _kept,
    "operator.moved": _kept,
    "message.sent": _sent,
    "message.failed": _not_sent,
    "message.bounced": _kept,
}
