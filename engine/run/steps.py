"""What a step of an integration gets and gives back: the contract of every plug-in behind a `do:`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from whenever import Instant

from engine.case.note import Note
from engine.language.shop import Shop
from engine.language.values import Value


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a step: which case and step, the values of the case, the shop as it is today.

    `key` is the idempotency key: the same for every try of this step of this case, never for another. After a crash
    the step is performed again under the same key: it must look whether it has done its work already, and answer
    Unclear where it cannot know.
    """

    case: int
    step: str
    key: str
    lookup: Callable[[str], Value]
    shop: Shop
    now: Instant


@dataclass(frozen=True, slots=True)
class Done:
    """The step did its work.

    `fields` are fields of the case that now have a value, `value` is what `remember_as` stores,
    `tells` are notes that go to people, `happened` are events that the step brought about (type, time, data),
    `note` is one sentence for the timeline. A sentence is a plain text, or a Note that is told in each reader's language.
    """

    note: str | Note = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    value: Value = None
    tells: tuple[tuple[str, str | Note], ...] = ()
    happened: tuple[tuple[str, Instant, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class NothingDone:
    """The step failed, and certainly nothing happened outside: it may be tried again."""

    reason: str | Note


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether the step did its work: it is never repeated blindly, a person looks."""

    reason: str | Note


Result = Done | NothingDone | Unclear


class Plugin(Protocol):
    """The function behind a `do:`; its name is the words with `_` for spaces, its keywords are the step's own fields."""

    def __call__(self, call: Call, /, **fields: Value) -> Awaitable[Result]:
        """Perform the step."""
        ...
