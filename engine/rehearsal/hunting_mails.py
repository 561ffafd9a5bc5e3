"""What a hunt reads in the mails of a way: one that cannot be written, and two dates that cannot both be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from engine.case.view import DeadlineView, Stage
from engine.errors import FjortenError
from engine.language.playbook import Ask, Clock, End, Tell, walk
from engine.messages.for_case import letter_for
from engine.messages.languages import language_of
from engine.messages.letter import Letter
from engine.messages.wording import Reader, in_words
from engine.rehearsal.hunting_finds import Find, about_step
from engine.rehearsal.hunting_map import key_of
from engine.rehearsal.hunting_paths import Path
from engine.rehearsal.post import Mailed

_INSIDE = re.compile(r"\{[{%](.*?)[}%]\}", re.DOTALL)
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A mail shows one date after another one, although what the first is about may always come before the second."""

    find: Find
    path: Path
    first: str
    second: str


@dataclass(slots=True)
class Letters:
    """Writes each letter of a hunt once for each set of facts on which it depends, and reads it."""

    _seen: set[Signature] = field(default_factory=set)
    _clashes: list[Clash] = field(default_factory=list)

    def read(self, new: Sequence[Mailed], path: Path) -> Iterator[Find]:
        """Whatever is wrong with the letters of the last stretch."""
        for mail in new:
            names = _names(mail, path)
            signature = _signature(mail, names, path)
            if signature not in self._seen:
                self._seen.add(signature)
                yield from self._written(mail, names, path)

    def contradictions(self) -> Iterator[Find]:
        """The mails whose dates contradict each other, now that all that follows them is known."""
        for clash in self._clashes:
            if _always_before(clash):
                yield clash.find

    def _written(self, mail: Mailed, names: frozenset[str], path: Path) -> Iterator[Find]:
        key = key_of(mail.task.step)
        if key not in path.start.ground.steps:
            return
        try:
            letter = letter_for(mail.message, mail.task.known)
        except FjortenError as error:
            if not _left_empty(mail, path):
                yield about_step("FJ064", key, path, reason=str(error))
            return
        self._clashes += _clashes(mail, _shown(letter, names, path), path)


def end_without_a_word(before: Path, after: Path, *, answered: bool) -> Iterator[Find]:
    """Somebody decides, the case is over, and the customer hears nothing of it."""
    ended = after.view.stage is Stage.CLOSED and before.view.stage is not Stage.CLOSED
    if not ended or not answered or after.state.rounds or len(after.mailed) > len(before.mailed):
        return
    for identity, question in after.state.questions.items():
        _, step = after.start.ground.steps.get(key_of(identity), (None, None))
        given = str(question.answer.data.get("answer", "")) if question.answer else ""
        was_open = before.state.questions.get(identity)
        if isinstance(step, Ask) and was_open and was_open.answer is None and _ends_the_case(step, given):
            yield about_step("FJ066", step.key, after, answer=given, result=after.view.result)


def _ends_the_case(step: Ask, given: str) -> bool:
    """Whether this very answer says that the case is over, and nobody is told to write to the customer."""
    steps = [one for answer in step.answers if answer.text == given for one in walk(answer.steps)]
    return any(isinstance(one, End) for one in steps) and not any(isinstance(one, Tell) for one in steps)


def _names(mail: Mailed, path: Path) -> frozenset[str]:
    """Everything that a message's text speaks of."""
    language = str(path.start.begins.where["language"])
    text = path.start.in_force.version.message(mail.message, language) or ""
    return frozenset(name for inside in _INSIDE.findall(text) for name in _NAME.findall(inside))


def _signature(mail: Mailed, names: frozenset[str], path: Path) -> Signature:
    known = frozenset(name for name in names if _has(mail, name))
    dates = sorted((d for d in path.view.deadlines if d.name in names), key=lambda d: (d.last_day, d.name))
    return key_of(mail.task.step), mail.message, known, tuple(date.name for date in dates)


def _has(mail: Mailed, name: str) -> bool:
    try:
        return mail.task.known.lookup(name) is not None
    except FjortenError:
        return False


def _left_empty(mail: Mailed, path: Path) -> bool:
    """Whether a person was asked to fill something in and did not: then the empty place is no fault of the playbook."""
    asked = (identity for identity, question in path.state.questions.items() if question.answer is not None)
    steps = (path.start.ground.steps.get(key_of(identity), (None, None))[1] for identity in asked)
    return any(not _has(mail, name) for step in steps if isinstance(step, Ask) for name in step.fills)


def _shown(letter: Letter, names: frozenset[str], path: Path) -> tuple[DeadlineView, ...]:
    """The dates of which the letter speaks, and whose day stands in it."""
    reader = Reader(language_of(letter.language), path.zone)
    named = (date for date in path.view.deadlines if date.name in names)
    return tuple(date for date in named if in_words(date.last_day, "", reader) in letter.text)


def _clashes(mail: Mailed, shown: tuple[DeadlineView, ...], path: Path) -> Iterator[Clash]:
    done = {clock.name: clock.done_when for clock in _clocks(path)}
    key = key_of(mail.task.step)
    for early, late in permutations(shown, 2):
        first, second = done.get(late.name, ""), done.get(early.name, "")
        if late.last_day > early.last_day and first and second and first != second:
            places = {"message": mail.message, "first": late.name, "second": early.name}
            days = {"day": early.last_day.format_iso(), "other": late.last_day.format_iso()}
            yield Clash(about_step("FJ076", key, path, **places, **days), path, first, second)


def _clocks(path: Path) -> Iterator[Clock]:
    for title in path.state.entered:
        yield from path.start.in_force.version.playbook(title).deadlines


def _always_before(clash: Clash) -> bool:
    """Whether on every way from this mail that comes to the second thing, the first has happened before it."""
    found = [_order(path, clash) for path in _every_way(clash.path) if not path.someone_was_silent]
    met = [order for order in found if order is not None]
    return bool(met) and all(met)


def _every_way(path: Path) -> Iterator[Path]:
    """A way and all that follow, each with what happened on it, also where it came to a place that was known."""
    seen, todo = {id(path)}, [path]
    while todo:
        here = todo.pop()
        yield here
        fresh = [child for child in (here.same or here).children if id(child) not in seen and not child.interrupted]
        seen |= {id(child) for child in fresh}
        todo += fresh


def _order(path: Path, clash: Clash) -> bool | None:
    """Whether the first thing came before the second one, after the mail; nothing while the second has not come."""
    here = len(clash.path.journal)
    types = [str(entry.data.get("type", "")) for entry in path.journal[here:]]
    if clash.second not in types:
        return None
    return clash.first in types[: types.index(clash.second)]
