"""The journal: the append-only, hash-chained list of a case's facts, and the only state that there is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from whenever import Instant


class EntryKind(StrEnum):
    """What an entry of the journal records."""

    OPENED = "opened"  #: the case began: its version, keys, and the event that opened it
    EVENT = "event"  #: something that happened outside was taken into the case
    FIELDS = "fields"  #: fields of the case got values from a step or a person
    DEADLINE = "deadline"  #: a clock was computed and pinned, or moved by a later event
    BRANCH = "branch"  #: an `if` was decided, once
    LIST = "list"  #: a `for_each` fixed the lines that it goes through
    WAITING = "waiting"  #: a wait began, or its moment moved
    WAIT_ENDED = "wait ended"  #: an event or the moment itself ended a wait
    STARTED = "started"  #: a step that acts on the outside is about to be performed
    DONE = "done"  #: a step was performed
    FAILED = "failed"  #: a step failed, and whether it certainly did nothing
    ASKED = "asked"  #: a question was put to a person
    LATE = "late"  #: nobody answered in time
    BESIDE = "beside"  #: a `meanwhile` or an alarm was due: sent, or skipped because its moment had passed
    ROUND = "round"  #: an event interrupted the case or woke it after its end
    HANDED_OVER = "handed over"  #: a person has to look at the case
    MESSAGE = "message"  #: what became of a message: sent, held, stopped, unknown, bounced
    MOVED = "moved"  #: the case went over to another version of its playbook, or could not
    NOTE = "note"  #: something worth knowing that changes nothing
    CLOSED = "closed"  #: the case ended with a result


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be written into a journal; `data` is plain JSON."""

    kind: EntryKind
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact as it stands in the journal; `at` is business time, `hash` covers this entry and all before it."""

    seq: int
    at: Instant
    kind: EntryKind
    data: Mapping[str, Any]
    hash: str


Journal = Sequence[Entry]
_SPELLED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
START = "0" * 64
"""What the first entry of every journal is chained to."""


def chain(case: int, last: Entry | None, facts: Iterable[Fact], at: Instant) -> tuple[Entry, ...]:
    """The entries that facts become after the last one of a journal."""
    seq, previous = (last.seq, last.hash) if last else (0, START)
    entries = []
    for fact in facts:
        seq += 1
        previous = seal(case, seq, at, fact, previous)
        entries.append(Entry(seq, at, fact.kind, fact.data, previous))
    return tuple(entries)


def seal(case: int, seq: int, at: Instant, fact: Fact, previous: str) -> str:
    """The SHA-256 over an entry and the hash before it; one changed letter changes every later hash."""
    text = _SPELLED.encode([previous, case, seq, at.format_iso(), fact.kind, fact.data])
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(case: int, journal: Journal) -> int | None:
    """The number of the first entry that is not as it was written, or nothing if the journal is whole."""
    previous = START
    for number, entry in enumerate(journal, 1):
        right = seal(case, entry.seq, entry.at, Fact(entry.kind, entry.data), previous)
        if entry.seq != number or entry.hash != right:
            return number
        previous = entry.hash
    return None
