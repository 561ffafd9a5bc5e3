"""What `decide` answers: what to write down, what to perform, when to look again, and how the case stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from engine.case.journal import Fact
from engine.case.keys import Keys
from engine.case.known import Known
from engine.case.state import Wish
from engine.case.view import CaseView
from engine.language.playbook import Do, Send, Tell


class Attempt(StrEnum):
    """Whether a step is performed for the first time, or may have been in progress when the engine stopped."""

    FIRST = "first"
    AFTER_A_STOP = "after a stop"


@dataclass(frozen=True, slots=True)
class Task:
    """One step to perform now; `step` is its identity in the case, `known` what the case knows while it is performed."""

    step: str
    what: Send | Tell | Do
    known: Known
    attempt: Attempt = Attempt.FIRST


@dataclass(frozen=True, slots=True)
class Action:
    """The next action of a case.

    `record` is written down first, then every task of `perform` is performed; with neither, the case rests until
    `wake_at` or the next event. `wish` is a person's wish to follow another version, once nothing else is to be done.
    """

    record: tuple[Fact, ...]
    perform: tuple[Task, ...]
    wake_at: Instant | None
    view: CaseView
    keys: Keys
    wish: Wish | None = None
