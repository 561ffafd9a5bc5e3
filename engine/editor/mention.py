"""A place of a file that names something: a message, a deadline, a person, a word of the language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What kind of thing is named."""

    WORD = "word"
    MESSAGE = "message"
    DEADLINE = "deadline"
    SETTING = "setting"
    REMEMBERED = "remembered"
    STEP = "step"
    PLAYBOOK = "playbook"
    PERSON = "person"
    EVENT = "event"
    FIELD = "field"
    LINE_FIELD = "line field"
    LAW = "law"
    INTEGRATION = "integration"
    FILTER = "filter"
    CODE = "code"


class Role(StrEnum):
    """Whether the thing comes from here, is only used here, or is a question that gets its answer here."""

    DEFINED = "defined"
    USED = "used"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of one line of a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    length: int

    def holds(self, line: int, column: int) -> bool:
        """Whether the cursor stands in the piece or right behind it."""
        return self.line == line and self.column <= column <= self.column + self.length


@dataclass(frozen=True, slots=True)
class Thing:
    """What is named; `home` tells things of one name apart: the block of a word, the playbooks of a deadline."""

    sort: Sort
    name: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named at a place; `spot` is the bare name, `reach` all that belongs to it (`settings.free_return`)."""

    thing: Thing
    spot: Spot
    role: Role = Role.USED
    reach: Spot | None = None

    def holds(self, line: int, column: int) -> bool:
        """Whether the cursor stands in it."""
        return (self.reach or self.spot).holds(line, column)
