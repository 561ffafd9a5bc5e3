"""A case as people and screens see it: where it stands, what it waits for, who must answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Date, Instant


class Stage(StrEnum):
    """Where a case stands."""

    RUNNING = "running"
    WAITING = "waiting"
    HANDED_OVER = "handed over"
    CLOSED = "closed"


class DeadlineState(StrEnum):
    """How a deadline stands (LANGUAGE 4)."""

    UPCOMING = "upcoming"
    DUE = "due"
    ON_HOLD = "on hold"
    MET = "met"
    BROKEN = "broken"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """An open question: `key` names it for good; `fields` are (path, type, choices) that the form asks for."""

    key: str
    text: str
    who: str
    answers: tuple[str, ...]
    fields: tuple[tuple[str, str, tuple[str, ...]], ...]
    asked_at: Instant
    due: Instant


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A pinned deadline: `identity` is rule + start event; `end` the exclusive end; `met_on` the day it was met."""

    name: str
    identity: str
    kind: str
    law: str
    last_day: Date
    end: Instant
    safe_by: Date
    state: DeadlineState
    note: str = ""
    met_on: Date | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """What can be shown of a case without a personal datum: numbers, words of the playbook, dates.

    `failed_step` names the step that failed and waits for a person: Retry in the operators' screens runs it again.
    """

    case: int
    playbook: str
    order: str
    country: str
    language: str
    stage: Stage
    headline: str
    result: str
    wake_at: Instant | None
    questions: tuple[QuestionView, ...]
    deadlines: tuple[DeadlineView, ...]
    failed_step: str = ""
