"""One rule of law as it is counted: how long, from which fact, in whose zone, and which days move its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whenever import Date

from engine.law.deadline import Confidence, Party

CountFrom = Literal["next day", "same day"]


@dataclass(frozen=True, slots=True)
class Length:
    """How long a period is, as the statute writes it: `12 months and 14 days`."""

    text: str
    months: int = 0
    days: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the statute: which days move the end, and whether the first day counts."""

    name: str
    by: str
    weekdays: frozenset[int] = frozenset()  # ISO numbers: 6 is Saturday
    calendar: str = ""  # empty: no holiday moves the end
    count_from: CountFrom = "next day"
    length: Length | None = None  # where a reading differs in length

    @property
    def rolls(self) -> bool:
        """Whether any day moves the end in this reading."""
        return bool(self.weekdays or self.calendar)


@dataclass(frozen=True, slots=True)
class Rule:
    """A period that the law sets, for one country, with the words that playbooks use for it."""

    id: str
    country: str
    words: tuple[str, ...]
    party: Party
    start: str  # the name of a start rule, see starts.py
    length: Length
    count: tuple[Reading, ...]  # all defensible: the policy picks by party
    argue: tuple[Reading, ...]  # only shown as `latest`
    zone: Party  # whose local day
    basis: str
    source: str
    confidence: Confidence
    if_readings_differ: Confidence
    dispatch: bool = False  # sending in time is enough
    hold: str = ""  # the name of a hold rule, see holds.py
    bank_days: int = 0  # money must arrive: banking days taken off safe_by
    safe_within: int = 0  # banking days after the start, where the law says only "without undue delay"
    contents: tuple[str, ...] = ()  # what a message about it must say
    unconfirmed: bool = False  # rests on a source nobody has confirmed
    valid_from: Date | None = None  # first contract day it applies to
    valid_to: Date | None = None
