"""What a field and an event are: the two things that the catalogue lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What a field can hold."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes or no"
    CHOICE = "choice"
    COUNTRY = "country"
    LANGUAGE = "language"
    DURATION = "duration"
    LINES = "list of lines"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a case: its path, type, what it means, and the choices if it is one."""

    path: str
    type: FieldType
    about: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: its words, its wire type, the groups of fields that it carries.

    `sets_moment` are fields that take the event's own time where its data do not give them.
    `fact` names the path that identifies the fact, so that a second report of it changes nothing.
    """

    words: str
    type: str
    about: str
    groups: tuple[str, ...] = ()
    sets_moment: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    made_by_engine: bool = False
