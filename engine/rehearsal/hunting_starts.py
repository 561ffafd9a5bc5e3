"""How the cases of a hunt begin: for each country, the shop's own answers and the others, and what the opening event tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from whenever import Instant

from engine.case.facts import Event
from engine.case.known import Known
from engine.case.state import State
from engine.errors import FjortenError
from engine.language.conditions import Condition, holds
from engine.language.playbook import Playbook, Setting
from engine.rehearsal.hunting_map import Ground
from engine.rehearsal.hunting_paths import Start
from engine.rehearsal.hunting_values import atoms, brought_by, candidates, groups_of, order_of, paths_of

_ALWAYS = ("order", "customer", "shipment")


def plain_start(ground: Ground, country: str, now: Instant) -> Start | None:
    """The most ordinary beginning of a case; nothing where its `only_if` can never hold."""
    playbook = ground.in_force.version.playbook(ground.title)
    language = next(iter(ground.in_force.shop.sells_to.get(country, ())), "en")
    known = order_of(country, language, now)
    told = brought_by(playbook.starts_when, country, 1)
    if playbook.only_if and not _opens(ground, playbook.only_if, {**known, **told}, now):
        return _that_opens(ground, playbook.only_if, known, told, now)
    return _start(ground, known, told, {}, now)


def other_starts(start: Start, varied: frozenset[str]) -> Iterator[Start]:
    """The same beginning with one thing different, for each thing that a condition turns on."""
    ground, event = start.ground, start.event
    playbook = ground.in_force.version.playbook(ground.title)
    groups = {*_ALWAYS, *groups_of(event.type)}
    for path in sorted(varied):
        if path.partition(".")[0] in groups and path != "order.country":
            for value in candidates(path, ground.atoms, start.where["country"], event.time):
                fields = {**start.fields, path: value}
                if value != start.fields.get(path) and _opens(ground, playbook.only_if, fields, event.time):
                    yield _start(ground, fields, {}, {**start.told, path: value}, event.time)


def other_answers(ground: Ground) -> Iterator[tuple[Ground, Mapping[str, str]]]:
    """The playbook as it would be if the owner had answered one of its questions the other way."""
    read = {path for atom in ground.atoms for path in (getattr(atom, "path", ""), getattr(atom, "other", ""))}
    for playbook in ground.playbooks:
        for setting in playbook.settings:
            if f"settings.{setting.name}" in read and isinstance(setting.value, bool):
                other = replace(setting, value=not setting.value)
                yield _answered(ground, playbook, other), {setting.name: "no" if setting.value else "yes"}


def with_answers(start: Start, ground: Ground, settings: Mapping[str, str]) -> Start:
    """The same beginning under other answers of the owner."""
    return replace(start, ground=ground, settings=settings)


def _answered(ground: Ground, playbook: Playbook, setting: Setting) -> Ground:
    settings = tuple(setting if found.name == setting.name else found for found in playbook.settings)
    changed = {**ground.in_force.version.playbooks, playbook.title: replace(playbook, settings=settings)}
    version = replace(ground.in_force.version, playbooks=changed)
    return Ground(replace(ground.in_force, version=version), ground.title)


def _that_opens(
    ground: Ground, condition: Condition, known: Mapping[str, Any], told: Mapping[str, Any], now: Instant
) -> Start | None:
    """A beginning with one thing different, so that a case is opened at all."""
    found = tuple(atoms(condition))
    for path in sorted(paths_of(found)):
        for value in candidates(path, found, str(known["order.country"]), now):
            fields = {**known, **told, path: value}
            if _opens(ground, condition, fields, now):
                return _start(ground, fields, {}, {path: value}, now)
    return None


def _start(
    ground: Ground, known: Mapping[str, Any], told: Mapping[str, Any], special: Mapping[str, Any], now: Instant
) -> Start:
    fields = {path: value for path, value in {**known, **told}.items() if value is not None}
    playbook = ground.in_force.version.playbook(ground.title)
    data: dict[str, dict[str, Any]] = {}
    for path, value in fields.items():
        group, _, name = path.partition(".")
        if group not in ("order", "customer"):
            data.setdefault(group, {})[name] = value
    where = {"country": str(fields["order.country"]), "region": "", "language": str(fields["customer.language"])}
    event = Event("hunt", "the beginning", playbook.starts_when, now, now, data)
    return Start(ground, where, fields, event, {}, special)


def _opens(ground: Ground, condition: Condition | None, fields: Mapping[str, Any], now: Instant) -> bool:
    if condition is None:
        return True
    given = {path: value for path, value in fields.items() if value is not None}
    opened = {"playbook": ground.title, "country": given.get("order.country", ""), "case": 0}
    state = State(opened=opened, values=given, entered=[ground.title])
    try:
        return holds(condition, Known(ground.in_force, state, now, ground.title, MappingProxyType({})).lookup)
    except FjortenError:
        return False
