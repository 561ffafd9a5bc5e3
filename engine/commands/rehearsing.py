"""Puts a rehearsal together: the shop's folder, its versions, and the integrations that do nothing outside."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from whenever import Instant

import integrations
from engine.case import facts
from engine.case.action import Task
from engine.case.journal import Fact
from engine.case.note import Note
from engine.commands.folder import folder_of, load_folder, step_schemas, surroundings
from engine.errors import FjortenError
from engine.language import Checked, Folder, check, plain, version_of
from engine.language.arguments import argument_values
from engine.language.around import Around
from engine.language.playbook import Do
from engine.language.shop import Shop
from engine.language.version import Version
from engine.rehearsal.rehearsal import Perform, Told
from engine.rehearsal.stage import Stage
from engine.run.registry import Registered, registry
from engine.run.steps import Call, Done, NothingDone, Result, Unclear


@dataclass(frozen=True)
class Rehearsed:
    """A shop's folder, checked, with everything that a rehearsal needs of it."""

    folder: Path
    texts: Folder
    checked: Checked
    shop: Shop

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """The version that a new case of each playbook would get, by title."""
        return {title: version_of(title, self.checked, self.texts) for title in self.checked.playbooks}

    @property
    def stage(self) -> Stage:
        """What rehearsals are played with."""
        return Stage(self.shop, self.versions, _stand_ins)

    @property
    def around(self) -> Around:
        """The names that sentences of stories may use."""
        people = ("owner", *self.shop.people, *self.shop.teams)
        return Around(
            messages=tuple(sorted(self.texts.messages)),
            people=people,
            playbooks=tuple(self.checked.playbooks),
            steps=step_schemas(),
        )


def read_for_rehearsal(path: Path) -> Rehearsed:
    """The shop's folder that a file or folder belongs to; what has mistakes is not rehearsed."""
    return _read(folder_of(path), "")


def read_one_for_rehearsal(path: Path) -> Rehearsed:
    """The same for one playbook and what it can run; the mails of the others are not even read."""
    folder = folder_of(path)
    name = path.resolve().relative_to(folder.resolve()).as_posix() if path.is_file() else ""
    return _read(folder, name)


def _read(folder: Path, name: str) -> Rehearsed:
    texts = load_folder(folder)
    checked = check(texts, surroundings(), name)
    if checked.shop is None or not checked.playbooks:
        raise FjortenError(
            checked.errors[0].text() if checked.errors else "There is no playbook that can be used.",
            where=str(folder),
            remedy=f"`fjorten check {folder}` shows everything that is wrong.",
        )
    return Rehearsed(folder, texts, checked, checked.shop)


def _stand_ins(told: list[Told]) -> Perform:
    """Steps that stay on the machine are run for real; every other one succeeds and has nothing to say."""

    def perform(task: Task, now: Instant) -> tuple[Fact, ...]:
        match task.what:
            case Do() as step if step.words in _steps():
                return _performed(task, step, now, told)
            case _:
                return (facts.done(task.step),)

    return perform


@cache
def _steps() -> Mapping[str, Registered]:
    """The steps of which nothing leaves the machine, by their words."""
    names = [found.name for found in pkgutil.iter_modules(integrations.__path__) if not found.ispkg]
    schemas = step_schemas()
    wanted = {words.replace(" ", "_") for words in schemas}
    modules = [importlib.import_module(f"integrations.{name}") for name in names if name in wanted]
    staying = {module.__name__ for module in modules if getattr(module, "STAYS_HERE", False)}
    found = registry(modules, {words: schema for words, schema in schemas.items() if words.replace(" ", "_") in names})
    return {words: step for words, step in found.items() if step.perform.__module__ in staying}


def _performed(task: Task, step: Do, now: Instant, told: list[Told]) -> tuple[Fact, ...]:
    try:
        result = _result(task, step, now)
    except FjortenError as error:
        return (facts.failed(task.step, str(error), "nothing done"),)
    match result:
        case Done() as done:
            told.extend(Told(now, who, str(say)) for who, say in done.tells)
            return _did(task, step, done)
        case NothingDone(reason):
            return (facts.failed(task.step, reason, "nothing done"),)
        case Unclear(reason):
            return (facts.failed(task.step, reason, "unknown"),)


def _result(task: Task, step: Do, now: Instant) -> Result:
    plugin, known = _steps()[step.words], task.known
    case = int(known.state.opened["case"])
    shop = replace(known.in_force.shop, refunds=replace(known.in_force.shop.refunds, by="a person"))
    call = Call(case, task.step, f"rehearsal-{case}-{task.step}", known.lookup, shop, now)
    given = argument_values(plugin.schema, step.arguments, known.lookup)
    return _now(plugin.perform(call, **{name: value for name, value in given.items() if value is not None}))


def _now(coroutine: Any) -> Result:
    """The result of a step; one that never waits for anything needs no event loop."""
    work: Coroutine[Any, Any, Result] = coroutine
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    work.close()
    return NothingDone(Note("this step waits for something outside, and a rehearsal has nothing outside."))


def _did(task: Task, step: Do, done: Done) -> tuple[Fact, ...]:
    values = {path: plain(value) for path, value in done.fields.items()}
    if step.remember_as:
        values[f"remembered.{step.remember_as}"] = plain(done.value)
    end = facts.done(task.step, done.note, plain(done.value))
    return (facts.fields(values, step.words), end) if values else (end,)
