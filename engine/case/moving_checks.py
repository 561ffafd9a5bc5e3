"""Why a case cannot follow another version: what is looked at before the new text is walked, and after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.case.mapping import Mapped, Text, content, is_act, label, round_of
from engine.case.standing import Standing
from engine.case.state import State
from engine.case.trail import Trail
from engine.case.view import DeadlineState
from engine.language.playbook import Ask, Do, Remember, Step

_WATCHED = frozenset({DeadlineState.UPCOMING, DeadlineState.DUE, DeadlineState.ON_HOLD, DeadlineState.BROKEN})


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason, by its name, and the step or date that it is about."""

    why: str
    step: str = ""


def unfit(before: Trail, mapped: Mapped) -> Refusal | None:
    """The first reason that can be seen without walking the new text."""
    return next(_unfit(before, mapped), None)


def _unfit(before: Trail, mapped: Mapped) -> Iterator[Refusal]:
    state, new = before.state, mapped.new
    if state.result is not None:
        yield Refusal("ended")
    if state.version == new.version.digest:
        yield Refusal("same")
    yield from (Refusal("playbook", title) for title in state.entered if title not in new.version.playbooks)
    yield from (Refusal("busy", short(task.step)) for task in before.tasks)
    on_the_way = {*state.outbox, *(state.started - state.done.keys())}
    yield from (Refusal("busy", short(name)) for name in on_the_way if mapped.identity(name) != name)
    for name, key in before.stands:
        yield from _place(name, key, state, mapped)
    yield from (Refusal("law", one.clock.name) for one in before.standings if _is_lost(one, state, new))


def _place(name: str, key: str, state: State, mapped: Mapped) -> Iterator[Refusal]:
    """The place where the case is must be there, be the same kind of step, and offer the answers that were offered."""
    old, new = mapped.old.steps.get(key), mapped.new.steps.get(mapped.keys.get(key, ""))
    if mapped.is_ambiguous(key):
        yield Refusal("ambiguous", short(key))
    if type(old) is not type(new) or _around(key, mapped.old) != _around(mapped.keys.get(key, ""), mapped.new):
        yield Refusal("gone", short(key))
    if isinstance(new, Ask) and (asked := state.questions.get(name)):
        offered = tuple(answer.text for answer in new.answers), new.fills
        if offered != (asked.answers, asked.fills):
            yield Refusal("answers", short(key))


def _around(key: str, text: Text) -> tuple[object, ...]:
    return len(text.loops.get(key, ())), key in text.beside


def _is_lost(standing: Standing, state: State, new: Text) -> bool:
    """Whether a legal date that is being watched would leave the board, or be counted by another rule."""
    clock = standing.clock
    if not clock.law or standing.state not in _WATCHED:
        return False
    books = (new.version.playbooks[title] for title in state.entered if title in new.version.playbooks)
    found = next((one for book in books for one in book.deadlines if one.name == clock.name), None)
    return found is None or found.law != clock.law


def done_again(before: State, after: State, mapped: Mapped) -> Refusal | None:
    """Something that was done, and that the new text would do once more further on."""
    now = f"round {len(before.rounds)} / " if before.rounds else ""
    for name in before.done:
        key = mapped.old.key_of(name)
        item = _item(name, key, mapped.old)
        if not is_act(mapped.old.steps.get(item)) or round_of(name) != now:
            continue
        if refusal := _again(item, now, after, mapped):
            return refusal
    return None


def _item(name: str, key: str, text: Text) -> str:
    """The step that was done: the reminder itself, where it stands beside a wait."""
    found = re.search(r" / meanwhile (\d+)", name)
    items = [item for item, waits in text.beside.items() if waits == key]
    return items[int(found[1]) - 1] if found and int(found[1]) <= len(items) else key


def _again(key: str, now: str, after: State, mapped: Mapped) -> Refusal | None:
    new = mapped.keys.get(key)
    if new is not None:
        return None if _stays(key, new, mapped) or f"{now}{new}" in after.done else Refusal("again", short(key))
    step, taken = mapped.old.steps[key], set(mapped.keys.values())
    ahead = {k: s for k, s in mapped.new.steps.items() if k not in taken and f"{now}{k}" not in after.done}
    if any(content(other) == content(step) for other in ahead.values()):
        return Refusal("again", short(key))
    return Refusal("ambiguous", short(key)) if label(key) in map(label, ahead) else None


def _stays(key: str, new: str, mapped: Mapped) -> bool:
    """Whether a step keeps its identity: the same loops around it, and beside the same wait or beside none."""
    waits, now = mapped.old.beside.get(key), mapped.new.beside.get(new)
    beside = mapped.keys.get(waits) == now if waits else now is None
    return beside and len(mapped.old.loops[key]) == len(mapped.new.loops[new])


def unknown_value(name: str, state: State, new: Text) -> Refusal | None:
    """A step that is left out leaves nothing unknown that a later step or mail speaks of."""
    step = new.steps.get(new.key_of(name))
    for path in _remembers(step):
        texts = "\n".join(text for file, text in new.version.texts.items() if not file.endswith(".json"))
        uses = len(re.findall(rf"(?<![\w.]){re.escape(path)}\b", texts)) - isinstance(step, Remember)
        if uses and path not in state.values:
            return Refusal("value", short(name))
    return None


def _remembers(step: Step | None) -> tuple[str, ...]:
    match step:
        case Do(remember_as=name) if name:
            return (f"remembered.{name}",)
        case Remember(values=values):
            return tuple(path for path, _ in values)
        case _:
            return ()


def short(name: str) -> str:
    """A step without its playbook and round, as people read it."""
    return name.rpartition(" / ")[2]
