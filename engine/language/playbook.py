"""A playbook as the engine holds it: what the owner wrote, read once, typed, and never changed again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from engine.language.conditions import Condition
from engine.language.step import (
    NOWHERE,
    Answer,
    Ask,
    Do,
    End,
    ForEach,
    GoOn,
    If,
    Meanwhile,
    Place,
    Remember,
    Retry,
    Run,
    Send,
    Step,
    Steps,
    Tell,
    Together,
    Wait,
    WaitFor,
    blocks,
    walk,
)
from engine.language.values import Duration, Moment, Value

__all__ = [
    "NOWHERE",
    "Alarm",
    "Answer",
    "Ask",
    "Clock",
    "Do",
    "End",
    "ForEach",
    "GoOn",
    "If",
    "Interrupt",
    "Kind",
    "Meanwhile",
    "Place",
    "Playbook",
    "Remember",
    "Retry",
    "Run",
    "Send",
    "Setting",
    "Step",
    "Steps",
    "Subject",
    "Tell",
    "Together",
    "Wait",
    "WaitFor",
    "blocks",
    "walk",
]


class Kind(StrEnum):
    """Whose promise a clock keeps: the law's, or the shop's own."""

    LEGAL = "legal"
    GOODWILL = "goodwill"
    GOAL = "goal"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Alarm:
    """`warn:` who hears of a clock, how long before its end, and what."""

    before: Duration
    tell: Tell


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as written: by a rule of the law, or `due` for the shop's own. `done_when` is an event's wire type."""

    name: str
    kind: Kind
    law: str = ""
    due: Moment | None = None
    done_when: str = ""
    alarms: tuple[Alarm, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Interrupt:
    """An event that acts at any point of the case, or after its end, and the steps that follow."""

    event: str
    steps: Steps


@dataclass(frozen=True, slots=True)
class Setting:
    """A question that the owner answers once; `type` is a field type of the catalogue."""

    name: str
    question: str
    type: str
    value: Value


class Subject(StrEnum):
    """What there is one case for."""

    ORDER = "order"
    ORDER_LINE = "order line"
    RETURN = "return"
    COMPLAINT = "complaint"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Playbook:
    """The owner's instructions for one kind of matter.

    `slug` is the file's name without ending, `title` what stands after `playbook:`, `digest` the SHA-256 of the text.
    """

    slug: str
    title: str
    about: str
    starts_when: str
    one_case_per: Subject
    steps: Steps
    only_if: Condition | None = None
    stops_when: tuple[Interrupt, ...] = ()
    reopens_when: tuple[Interrupt, ...] = ()
    settings: tuple[Setting, ...] = ()
    deadlines: tuple[Clock, ...] = ()
    digest: str = ""

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step in the file, blocks and interrupts included, in reading order."""
        own = tuple(walk(self.steps))
        others = (i.steps for i in (*self.stops_when, *self.reopens_when))
        return own + tuple(step for steps in others for step in walk(steps))
