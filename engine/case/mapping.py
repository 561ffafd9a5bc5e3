"""Which step of one text is which of another: by its identity, and of several alike whose number changed, by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from engine.language.playbook import Ask, Do, ForEach, GoOn, Playbook, Send, Step, Tell, WaitFor, blocks
from engine.language.step import Steps
from engine.language.version import Version

_NUMBERED = re.compile(r" #\d+$")
_BEFORE = re.compile(r"(?:round \d+ / |again \d+ / |help / )*")
_NOT_CONTENT = frozenset(
    {"key", "name", "place", "if_it_fails", "if_too_late", "answers", "meanwhile", "then", "otherwise", "steps"}
    | {"branches"}
)
"""What is no content of a step's own: its names, its place, and the steps that stand inside it."""


@dataclass(frozen=True)
class Text:
    """The steps of a version, each with the loops around it."""

    version: Version

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its key, in reading order; `go on` is nothing that a case could have done."""
        every = (step for playbook in self._playbooks for step in playbook.all_steps)
        return {step.key: step for step in every if not isinstance(step, GoOn)}

    @cached_property
    def loops(self) -> Mapping[str, tuple[str, ...]]:
        """The loops around each step: a step inside one has an identity for each line."""
        return {key: around for playbook in self._playbooks for key, around in _loops(_everything(playbook), ())}

    @cached_property
    def beside(self) -> Mapping[str, str]:
        """The steps that stand under `meanwhile`, each with the key of the step that waits."""
        return {key: waits for waits, step in self.steps.items() for key in _meanwhile(step)}

    @property
    def _playbooks(self) -> tuple[Playbook, ...]:
        return tuple(self.version.playbooks.values())

    def key_of(self, identity: str) -> str:
        """The key of the step that an identity of the case belongs to, or nothing."""
        rest = identity[_before(identity) :]
        found = (key for key in self.steps if rest == key or rest.startswith((f"{key} [", f"{key} / ")))
        return max(found, key=len, default="")


@dataclass(frozen=True)
class Mapped:
    """Two texts side by side; `mark` tells this move from every other of the case."""

    old: Text
    new: Text
    mark: int

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key that each step has in the new text; a step that is gone, or of which nobody can tell, is missing."""
        before, after = _groups(self.old), _groups(self.new)
        return {key: now for label, group in before.items() for key, now in self._pairs(group, after.get(label, []))}

    def _pairs(self, before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
        if len(before) == len(after):
            yield from zip(before, after, strict=True)
            return
        was = {key: content(self.old.steps[key]) for key in before}
        now = {key: content(self.new.steps[key]) for key in after}
        once = [{text for text, count in Counter(texts.values()).items() if count == 1} for texts in (was, now)]
        by_content = {text: key for key, text in now.items()}
        for key, text in was.items():
            if text in once[0] & once[1]:
                yield key, by_content[text]

    def is_ambiguous(self, key: str) -> bool:
        """Whether the new text has steps alike, and nobody can tell which of them this one is."""
        return key not in self.keys and label(key) in {label(other) for other in self.new.steps}

    def identity(self, identity: str) -> str:
        """The identity that something of the case has under the new text; what is gone keeps none that could be reused."""
        key = self.old.key_of(identity)
        if not key:
            return identity
        before, rest = identity[: _before(identity)], identity[_before(identity) + len(key) :]
        former = f"{key} (until entry {self.mark})"
        new = self.keys.get(key) or (former if key in self.new.steps else key)
        return f"{before}{new}{self._beside(key, new, rest)}"

    def _beside(self, old: str, new: str, rest: str) -> str:
        """A reminder is known by its number in the list; it keeps its message where the list has changed."""
        found = re.fullmatch(r"(?P<loops>(?: \[[^]]*\])*) / meanwhile (?P<number>\d+)(?P<turn>.*)", rest)
        if not found:
            return rest
        number = int(found["number"])
        was, now = _meanwhile(self.old.steps.get(old)), _meanwhile(self.new.steps.get(new))
        wanted = self.keys.get(was[number - 1]) if number <= len(was) else None
        place = str(now.index(wanted) + 1) if wanted in now else f"{number} (until entry {self.mark})"
        return f"{found['loops']} / meanwhile {place}{found['turn']}"


def content(step: Step) -> str:
    """What a step does by itself, whatever it is called and wherever it stands."""
    own: dict[str, Any] = {one.name: getattr(step, one.name) for one in fields(step) if one.name not in _NOT_CONTENT}
    return f"{type(step).__name__} {own}"


def is_act(step: Step | None) -> bool:
    """Whether a step does something that must not be done twice."""
    return isinstance(step, Send | Tell | Do)


def round_of(identity: str) -> str:
    """The round in which a step stands, as its identity begins."""
    return identity[: _before(identity)]


def _before(identity: str) -> int:
    found = _BEFORE.match(identity)
    return found.end() if found else 0


def label(key: str) -> str:
    """A key without the number that tells several alike apart."""
    return _NUMBERED.sub("", key)


def _groups(text: Text) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in text.steps:
        found.setdefault(label(key), []).append(key)
    return found


def _meanwhile(step: Step | None) -> list[str]:
    return [item.step.key for item in step.meanwhile] if isinstance(step, Ask | WaitFor) else []


def _everything(playbook: Playbook) -> Iterator[Steps]:
    yield playbook.steps
    yield from (interrupt.steps for interrupt in (*playbook.stops_when, *playbook.reopens_when))


def _loops(
    lists: Iterator[Steps] | tuple[Steps, ...], around: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for step in (step for steps in lists for step in steps):
        yield step.key, around
        yield from _loops(blocks(step), (*around, step.variable) if isinstance(step, ForEach) else around)
