"""How each entry of a journal changes the state of its case."""

from __future__ import annotations

from whenever import Instant

from engine.case.journal import Entry, EntryKind, Journal
from engine.case.moved import settle_move
from engine.case.state import Asked, Pinned, Round, State, Waiting, set_values, trouble
from engine.case.taking_in import take_in
from engine.law import Deadline


def fold(journal: Journal) -> State:
    """The state that a journal adds up to."""
    state = State()
    for entry in journal:
        apply(state, entry)
    return state


def apply(state: State, entry: Entry) -> None:
    """Take one more entry into account."""
    state.last = entry.seq
    _APPLY[entry.kind](state, entry)


def _opened(state: State, entry: Entry) -> None:
    state.opened, state.opened_at, state.version = entry.data, entry.at, entry.data["version"]
    state.entered.append(entry.data["playbook"])
    set_values(state, entry.data["fields"], entry.seq)


def _fields(state: State, entry: Entry) -> None:
    set_values(state, entry.data["values"], entry.seq)
    if entry.data.get("step"):
        state.done[entry.data["step"]] = None


def _deadline(state: State, entry: Entry) -> None:
    data = entry.data
    pinned = Deadline.from_dict(data["deadline"])
    named = data["name"], data["kind"], data["identity"], data["mark"]
    state.deadlines[data["name"]] = Pinned(*named, data["start"], pinned)


def _branch(state: State, entry: Entry) -> None:
    state.branches[entry.data["step"]] = entry.data["taken"]
    if entry.data["taken"].startswith("run "):
        state.entered.append(entry.data["taken"].removeprefix("run "))


def _lines(state: State, entry: Entry) -> None:
    state.lists[entry.data["step"]] = tuple(entry.data["lines"])


def _waiting(state: State, entry: Entry) -> None:
    until, began = Instant.parse_iso(entry.data["until"]), Instant.parse_iso(entry.data["began"])
    state.waits[entry.data["step"]] = Waiting(until, began, entry.data["for"], entry.data["anchor"])


def _wait_ended(state: State, entry: Entry) -> None:
    wait = state.waits[entry.data["step"]]
    wait.over, wait.by = True, entry.data["by"]
    if wait.by is not None:
        state.consumed.add(wait.by)


def _asked(state: State, entry: Entry) -> None:
    data = entry.data
    due = Instant.parse_iso(data["due"])
    form = tuple(data.get("answers", ())), tuple(data.get("fills", ()))
    state.questions[data["step"]] = Asked(data["question"], data["who"], entry.at, due, *form)


def _late(state: State, entry: Entry) -> None:
    state.questions[entry.data["step"]].late = True


def _beside(state: State, entry: Entry) -> None:
    state.beside[entry.data["step"]] = entry.data["outcome"]


def _started(state: State, entry: Entry) -> None:
    state.started.add(entry.data["step"])


def _done(state: State, entry: Entry) -> None:
    step = entry.data["step"]
    state.done[step] = entry.data.get("value")
    state.trouble.pop(step, None)


def _failed(state: State, entry: Entry) -> None:
    data = entry.data
    trouble(state, data["step"], data["reason"], data["outcome"], entry.at)


def _message(state: State, entry: Entry) -> None:
    if entry.data["step"] not in state.done:
        state.outbox[entry.data["step"]] = entry.data["outcome"]


def _round(state: State, entry: Entry) -> None:
    data = entry.data
    state.rounds.append(Round(data["event"], data["kind"], data["playbook"], data["type"]))
    state.consumed.add(data["event"])
    state.result = None


def _handed_over(state: State, entry: Entry) -> None:
    state.handed_over[entry.data["step"]] = entry.data["reason"]


def _note(state: State, entry: Entry) -> None:
    state.notes.add(entry.data["about"])


def _closed(state: State, entry: Entry) -> None:
    state.result, state.closed_at, state.closed_on = entry.data["result"], entry.seq, entry.at


_APPLY = {
    EntryKind.OPENED: _opened,
    EntryKind.EVENT: take_in,
    EntryKind.FIELDS: _fields,
    EntryKind.DEADLINE: _deadline,
    EntryKind.BRANCH: _branch,
    EntryKind.LIST: _lines,
    EntryKind.WAITING: _waiting,
    EntryKind.WAIT_ENDED: _wait_ended,
    EntryKind.STARTED: _started,
    EntryKind.DONE: _done,
    EntryKind.FAILED: _failed,
    EntryKind.ASKED: _asked,
    EntryKind.LATE: _late,
    EntryKind.BESIDE: _beside,
    EntryKind.ROUND: _round,
    EntryKind.HANDED_OVER: _handed_over,
    EntryKind.MESSAGE: _message,
    EntryKind.MOVED: settle_move,
    EntryKind.NOTE: _note,
    EntryKind.CLOSED: _closed,
}
