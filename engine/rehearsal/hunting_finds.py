"""What a hunt can find on a way: silence, two mails that say the same, a case that stands still, a step nobody comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from whenever import Instant

from engine.case.view import Stage
from engine.errors import FjortenError
from engine.language.playbook import (
    NOWHERE,
    Ask,
    End,
    ForEach,
    GoOn,
    If,
    Place,
    Playbook,
    Step,
    Steps,
    Together,
    WaitFor,
)
from engine.messages.for_case import letter_for
from engine.rehearsal.hunting_map import key_of
from engine.rehearsal.hunting_moves import Open, open_now
from engine.rehearsal.hunting_paths import Path
from engine.rehearsal.post import Mailed

_DAY_SECONDS = 86_400
_MADE_TO_REPEAT = (" / meanwhile ", "again ")
_LEAVES_NO_TRACE = (End, GoOn, Together)


@dataclass(frozen=True, slots=True)
class Find:
    """One thing that a hunt has found: its code, what it is about, where that stands, and the way that shows it."""

    code: str
    about: str
    playbook: Playbook
    place: Place
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    path: Path | None = None

    @property
    def length(self) -> int:
        """How many things have to happen for it."""
        return len(self.path.happened) if self.path else 0


def stuck_finds(path: Path) -> Iterator[Find]:
    """A case that waits for a person although no step of the playbook asks one."""
    if path.view.stage is Stage.HANDED_OVER and not path.someone_was_silent:
        for identity, reason in path.state.handed_over.items():
            if identity not in path.state.done and key_of(identity) in path.start.ground.steps:
                yield about_step("FJ064", key_of(identity), path, reason=reason)


def unreached(playbook: Playbook, met: Collection[str], branches: Collection[tuple[str, str]]) -> Iterator[Find]:
    """The steps to which no case ever came; of a whole list only its first."""
    lists = [playbook.steps, *(i.steps for i in (*playbook.stops_when, *playbook.reopens_when))]
    for step in (found for steps in lists for found in _not_met(steps, met, branches)):
        yield Find("FJ059", step.key, playbook, step.place, {"step": step.key})


def silence(before: Path, after: Path, silent_days: int) -> Find | None:
    """The longest stretch in which the customer heard nothing while the case was open, if it is too long."""
    waits = open_now(before)
    if before.view.stage is Stage.CLOSED or not waits:
        return None
    moments = [before.last_heard, *(mail.at for mail in after.mailed[len(before.mailed) :]), after.now]
    longest = max(_days(first, second) for first, second in pairwise(moments))
    if longest <= silent_days:
        return None
    return about_step("FJ065", waits[-1].step.key, after, days=f"{longest:.0f}", limit=str(silent_days))


def still_writes(path: Path) -> bool:
    """Whether the customer hears something more on some way from here: then silence leaves a question open."""
    return any(later.parent is not None and len(later.mailed) > len(later.parent.mailed) for later in following(path))


def following(path: Path) -> Iterator[Path]:
    """Everything that can follow a way without an interruption."""
    return islice(onward(path), 1, None)


def onward(path: Path) -> Iterator[Path]:
    """A way and everything that can follow without an interruption."""
    seen, todo = {id(path)}, [path]
    while todo:
        here = todo.pop()
        yield here
        for child in (here.same or here).children:
            if id(child) not in seen and not child.interrupted:
                seen.add(id(child))
                todo.append(child)


def same_mails(before: Sequence[Mailed], after: Path) -> Iterator[Find]:
    """The mails of the last stretch that tell the customer what an earlier one has told word for word."""
    new = after.mailed[len(before) :]
    for number, mail in enumerate(new):
        if any(mark in mail.task.step for mark in _MADE_TO_REPEAT):
            continue
        earlier = (*before, *new[:number])
        if any(other.message == mail.message and _same(other, mail) for other in earlier):
            yield about_step("FJ075", key_of(mail.task.step), after, message=mail.message)


def _same(first: Mailed, second: Mailed) -> bool:
    """Whether the customer would read the same words twice."""
    try:
        one, other = letter_for(first.message, first.task.known), letter_for(second.message, second.task.known)
    except FjortenError:  # a mail that cannot be written stops the case, and says so by itself
        return False
    return one.text == other.text


def about_step(code: str, key: str, path: Path, **details: str) -> Find:
    """A find about a step of the playbook."""
    playbook, step = path.start.ground.steps[key]
    return Find(code, step.key, playbook, step.place, {"step": key, **details}, path)


def about_clock(code: str, name: str, waits: Open | None, path: Path, **details: str) -> Find:
    """A find about a clock: at the step that waits beyond its day for the very thing, else where the clock stands."""
    if waits:
        found = about_step(code, waits.step.key, path, clock=name, **details)
        return replace(found, about=f"{name} / {found.about}")
    for playbook in path.start.ground.playbooks:
        for clock in playbook.deadlines:
            if clock.name == name and playbook.title in path.state.entered:
                return Find(code, name, playbook, clock.place, {"clock": name, **details}, path)
    return Find(code, name, path.start.ground.playbooks[0], NOWHERE, {"clock": name, **details}, path)


def _days(first: Instant, second: Instant) -> float:
    return (second - first).total("seconds") / _DAY_SECONDS


def _not_met(steps: Steps, met: Collection[str], branches: Collection[tuple[str, str]]) -> Iterator[Step]:
    for step in steps:
        if step.skip or (isinstance(step, GoOn) and step is steps[0]):
            continue
        if not isinstance(step, _LEAVES_NO_TRACE) and step.key not in met:
            yield step
            return
        yield from _inside(step, met, branches)


def _inside(step: Step, met: Collection[str], branches: Collection[tuple[str, str]]) -> Iterator[Step]:
    match step:
        case If(then=then, otherwise=otherwise):
            for steps, taken in ((then, "then"), (otherwise, "else")):
                if steps and (step.key, taken) not in branches:
                    yield steps[0]
                else:
                    yield from _not_met(steps, met, branches)
        case Ask():
            for steps in (*(answer.steps for answer in step.answers), step.if_too_late):
                yield from _not_met(steps, met, branches)
        case WaitFor(if_too_late=steps) | ForEach(steps=steps):
            yield from _not_met(steps, met, branches)
        case Together(branches=lists):
            for steps in lists:
                yield from _not_met(steps, met, branches)
    yield from _not_met(step.if_it_fails or (), met, branches)
