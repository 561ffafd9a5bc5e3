"""The facts that a journal can hold, one function each: what stands in `data`, and what it means.

Everything a person does (`operator.answered`, `operator.skipped`, `operator.retried`, `operator.handed_over`,
`operator.resumed`, `operator.approved`, `operator.moved`) and everything that becomes of a message (`message.sent`, `message.bounced`)
is an EVENT like those from outside, so that there is one way in for all that happens.
A `step` is the step's identity in this case: its round, its key in the playbook, and the line of a `for_each`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from engine.case.journal import EntryKind, Fact
from engine.case.note import Note
from engine.law import Deadline


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened outside: CloudEvents-shaped, with the moment of its arrival beside the sender's time."""

    source: str
    id: str
    type: str
    time: Instant
    arrived_at: Instant
    data: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""


def opened(case: int, playbook: str, version: str, where: Mapping[str, str], fields: Mapping[str, Any]) -> Fact:
    """The case began, under a playbook (its title) of a version (digest), in a country, with what the order says.

    `where` holds country, region, language, zone; `fields` are case fields by path as plain JSON.
    """
    data = {"case": case, "playbook": playbook, "version": version, **where, "fields": dict(fields)}
    return Fact(EntryKind.OPENED, data)


def event(happened: Event, note: str = "") -> Fact:
    """An event was taken into the case; `note` says why its time was not taken as the sender gave it, if so."""
    data: dict[str, Any] = {
        "source": happened.source,
        "id": happened.id,
        "type": happened.type,
        "time": happened.time.format_iso(),
        "arrived": happened.arrived_at.format_iso(),
        "data": dict(happened.data),
    }
    return Fact(EntryKind.EVENT, {**data, "note": note} if note else data)


def fields(values: Mapping[str, Any], because: str, step: str = "") -> Fact:
    """Fields of the case got values (plain JSON by path), and why; `step` is the `remember` that is done by it."""
    data = {"values": dict(values), "because": because}
    return Fact(EntryKind.FIELDS, {**data, "step": step} if step else data)


def deadline(name: str, kind: str, identity: str, mark: str, pinned: Deadline, because: str, start: int) -> Fact:
    """A clock got its dates, or a later event moved it (then `mark` is new); `start` is the entry that it counts from."""
    data = {"name": name, "kind": kind, "identity": identity, "mark": mark, "because": because, "start": start}
    return Fact(EntryKind.DEADLINE, {**data, "deadline": pinned.to_dict()})


def branch(step: str, taken: str) -> Fact:
    """The way that a step went, decided once: `then`, `else`, `fails`, or the playbook that a `run` entered."""
    return Fact(EntryKind.BRANCH, {"step": step, "taken": taken})


def lines(step: str, ids: tuple[str, ...]) -> Fact:
    """The lines that a `for_each` goes through, in order."""
    return Fact(EntryKind.LIST, {"step": step, "lines": list(ids)})


def waiting(step: str, until: Instant, began: Instant, words: str, anchor: str) -> Fact:
    """A wait began, or its anchor moved; `words` is what it waits for, `anchor` the date that its end counts from."""
    data = {"step": step, "until": until.format_iso(), "began": began.format_iso(), "for": words, "anchor": anchor}
    return Fact(EntryKind.WAITING, data)


def wait_ended(step: str, by: int | None) -> Fact:
    """A wait ended: by the event of that entry, or because it was too late (nothing)."""
    return Fact(EntryKind.WAIT_ENDED, {"step": step, "by": by})


def asked(step: str, question: str, who: str, due: Instant, form: Mapping[str, Any]) -> Fact:
    """A question was put to a person; `form` has `answers` (texts) and `fills` (field paths)."""
    data = {"step": step, "question": question, "who": who, "due": due.format_iso()}
    return Fact(EntryKind.ASKED, {**data, **form})


def late(step: str) -> Fact:
    """Nobody answered the question in time; it stays open."""
    return Fact(EntryKind.LATE, {"step": step})


def beside(step: str, outcome: str, at: Instant) -> Fact:
    """A reminder or alarm came due at a moment: `due` (it is performed) or `skipped` (its moment had passed)."""
    return Fact(EntryKind.BESIDE, {"step": step, "outcome": outcome, "at": at.format_iso()})


def started(step: str, words: str) -> Fact:
    """A step that acts on the outside is about to be performed; found without an end, its outcome is unknown."""
    return Fact(EntryKind.STARTED, {"step": step, "do": words})


def done(step: str, note: str | Note = "", value: Any = None) -> Fact:
    """A step was performed; `value` is what the step remembers."""
    data: dict[str, Any] = {"step": step}
    if note:
        data |= _said("note", note)
    if value is not None:
        data["value"] = value
    return Fact(EntryKind.DONE, data)


def failed(step: str, reason: str | Note, outcome: str) -> Fact:
    """A step failed; `outcome` is `nothing done` (it may be tried again) or `unknown` (a person must look)."""
    return Fact(EntryKind.FAILED, {"step": step, **_said("reason", reason), "outcome": outcome})


def message(step: str, message_id: str, outcome: str, reason: str | Note = "") -> Fact:
    """What became of a message that is not sent yet: `held`, `retry`, `stop` or `unknown`."""
    data = {"step": step, "message_id": message_id, "outcome": outcome}
    return Fact(EntryKind.MESSAGE, {**data, **_said("reason", reason)})


def round_began(entry: int, kind: str, playbook: str, event_type: str) -> Fact:
    """An event (by its entry) interrupted the case (`stops`) or woke it after its end (`reopens`)."""
    return Fact(EntryKind.ROUND, {"event": entry, "kind": kind, "playbook": playbook, "type": event_type})


def handed_over(step: str, reason: str) -> Fact:
    """A person has to look at the case: at this step, for this reason."""
    return Fact(EntryKind.HANDED_OVER, {"step": step, "reason": reason})


def moved(version: str, number: int, settled: Mapping[str, Any]) -> Fact:
    """From here on the case follows another version (digest); `number` is what its playbook's history calls it.

    `settled` is what the move has to settle so that nothing is done twice or late: `passed` (steps that the case is past),
    `skipped` (reminders and alarms whose moment had passed), `renamed` (identities, old to new), `waits` (of open waits,
    what their end counts from in the new text; the end itself stays), `marks` (of own dates that are pinned, likewise).
    """
    return Fact(EntryKind.MOVED, {"version": version, "number": number, **settled})


def not_moved(version: str, number: int, why: str, step: str) -> Fact:
    """The case cannot follow that version and stays as it is; `why` names the reason, `step` what it is about."""
    return Fact(EntryKind.MOVED, {"version": version, "number": number, "why": why, "step": step})


def note(text: str | Note, about: str) -> Fact:
    """Something worth knowing that changes nothing by itself; `about` names it, so that it is written once."""
    return Fact(EntryKind.NOTE, {**_said("text", text), "about": about})


def closed(result: str) -> Fact:
    """The case ended."""
    return Fact(EntryKind.CLOSED, {"result": result})


def _said(name: str, text: str | Note) -> dict[str, Any]:
    """A sentence in English, and beside it what it takes to say it in another language."""
    return {name: str(text), "said": text.plain} if isinstance(text, Note) else {name: text}
