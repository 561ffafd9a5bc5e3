"""The twelve kinds of step, as the engine holds them: typed, frozen, each with its identity and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.language.conditions import Condition
from engine.language.values import Duration, Moment, Reference, Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Retry:
    """`try_again: 3 times, 1 hour apart`: that many more tries, only for failures that certainly did nothing."""

    times: int
    apart: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a playbook.

    `key` is the step's identity across versions: its name, else playbook + verb + argument + ordinal.
    """

    key: str
    name: str = ""
    skip: bool = False
    if_it_fails: Steps | None = None
    try_again: Retry | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Step):
    """A message to the customer."""

    message: str
    must_show: tuple[str, ...] = ()
    at_once: bool = False
    attach: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(Step):
    """A note to a person or team; nobody has to answer."""

    who: str
    say: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a person may answer, and what follows."""

    text: str
    steps: Steps


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What is sent or told while something waits: `at` a moment, or again and again `every` so long."""

    step: Send | Tell
    at: Moment | None = None
    every: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Step):
    """A question to a person; the answer picks the branch, `fills` are the fields that the form asks for."""

    question: str
    who: str
    answer_within: Duration | Reference
    if_too_late: Steps
    answers: tuple[Answer, ...] = ()
    fills: tuple[str, ...] = ()
    meanwhile: tuple[Meanwhile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(Step):
    """A step of an integration; a Reference among `arguments` is a field of the case."""

    words: str
    arguments: Mapping[str, Value | Reference]
    remember_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Step):
    """Nothing happens until a moment."""

    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitFor(Step):
    """The first of some events, or the moment when it is too late; `events` are wire types."""

    events: tuple[str, ...]
    until: Moment
    if_too_late: Steps
    meanwhile: tuple[Meanwhile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Step):
    """One way or the other."""

    condition: Condition
    then: Steps
    otherwise: Steps = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForEach(Step):
    """The same steps for each line of a list; `variable` is the line's name inside."""

    variable: str
    path: str
    steps: Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Step):
    """Branches side by side; the case goes on when all are through."""

    branches: tuple[Steps, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remember(Step):
    """Stores values in the case."""

    values: tuple[tuple[str, Value | Reference], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Step):
    """Goes on in another playbook, in the same case; `playbook` is its title."""

    playbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Step):
    """Closes the case with a result."""

    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn(Step):
    """Leaves the block and goes on after it."""


Steps = tuple[Step, ...]


def walk(steps: Steps) -> Iterator[Step]:
    """Every step of a list and of the blocks inside it."""
    for step in steps:
        yield step
        for block in blocks(step):
            yield from walk(block)


def blocks(step: Step) -> tuple[Steps, ...]:
    """The lists of steps that stand inside a step."""
    failing = (step.if_it_fails,) if step.if_it_fails else ()
    match step:
        case If():
            return (step.then, step.otherwise, *failing)
        case ForEach():
            return (step.steps, *failing)
        case Together():
            return (*step.branches, *failing)
        case Ask():
            return (*(a.steps for a in step.answers), *_beside(step.meanwhile), step.if_too_late, *failing)
        case WaitFor():
            return (*_beside(step.meanwhile), step.if_too_late, *failing)
        case _:
            return failing


def _beside(meanwhile: tuple[Meanwhile, ...]) -> tuple[Steps, ...]:
    return tuple((item.step,) for item in meanwhile)
