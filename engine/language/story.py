"""A story as it was read: how a case begins, what happens to it, and what has to follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Date

from engine.language.playbook import NOWHERE, Place

MAIL = "mail"
"""The name by which a story lets the mail server fail, whatever the message."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a story: so many days after the case began, or a date whose year may be left out.

    `minute` is the time of the day where one is given.
    """

    after: int | None = None
    month: int = 0
    day: int = 0
    year: int = 0
    minute: int | None = None

    def date(self, first: Date) -> Date:
        """The date, for a case that began on `first`; without a year it is the next such day."""
        if self.after is not None:
            return first.add(days=self.after)
        if self.year:
            return Date(self.year, self.month, self.day)
        return next(day for year in range(5) if (day := self._in(first.year + year)) and day >= first)

    def _in(self, year: int) -> Date | None:
        try:
            return Date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Occurs:
    """An event of the outside, by its wire type."""

    when: Day
    event: str
    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """A person answers: `who` is a person or team, or the name of the question."""

    when: Day
    who: str
    answer: str
    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Skips:
    """A person lets the case go on without a step."""

    when: Day
    step: str
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fails:
    """A step, a message, or whatever the mail server should take, fails so many times."""

    what: str
    times: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody answers anything."""


Happens = Occurs | Answers | Skips | Fails | Silence


@dataclass(frozen=True, slots=True)
class Sent:
    """A message has gone to the customer."""

    message: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question has been put to a person or team."""

    who: str


@dataclass(frozen=True, slots=True)
class Told:
    """A note has gone to a person or team."""

    who: str


@dataclass(frozen=True, slots=True)
class Did:
    """A step of an integration has been performed."""

    words: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """Something follows on a day; without a day it must never follow."""

    what: Sent | Asked | Told | Did
    when: Day | None


@dataclass(frozen=True, slots=True)
class Once:
    """Something follows exactly once in the whole story."""

    what: Sent | Asked | Told | Did


@dataclass(frozen=True, slots=True)
class FallsOn:
    """The last day of a deadline."""

    deadline: str
    day: Date


@dataclass(frozen=True, slots=True)
class Stands:
    """How a deadline stands at the end of the story."""

    deadline: str
    state: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The result with which the case ends."""

    result: str


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that has to follow, as it was written and where."""

    what: OnDay | Once | FallsOn | Stands | Ends
    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its playbook by title, the fields of the case as it begins, what happens, what has to follow."""

    title: str
    playbook: str
    case: Mapping[str, Any]
    settings: Mapping[str, str]
    happens: tuple[Happens, ...]
    expects: tuple[Expected, ...]
    place: Place = NOWHERE
