"""How the cases of a hunt begin: in each country, with the shop's answers and the others, and whatever else makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from whenever import Instant

from engine.case.known import Known
from engine.case.state import State
from engine.errors import FjortenError
from engine.language.catalogue import EVENTS
from engine.language.conditions import holds
from engine.rehearsal.hunting_map import Ground
from engine.rehearsal.hunting_paths import Start
from engine.rehearsal.hunting_values import candidates, groups_of, paid_in
from engine.rehearsal.script import Script, opening
from engine.rehearsal.stage import Stage

_ALWAYS = ("order", "customer", "shipment")


def plain_start(stage: Stage, title: str, country: str, now: Instant) -> Start | None:
    """The most ordinary beginning of a case; nothing where no case begins at all."""
    playbook = stage.versions[title].playbook(title)
    kind = EVENTS.get(playbook.starts_when)
    began = kind.sets_moment[0] if kind and kind.sets_moment else "case.opened_at"
    where = {"order.country": country, "customer.language": next(iter(stage.shop.sells_to.get(country, ())), "en")}
    case = {**where, began: now.format_iso(), "order.paid_total": paid_in(country)}
    return _start(stage, Ground(stage.in_force(title, {}), title), Script(title, case))


def other_starts(start: Start, path: str) -> Iterator[Start]:
    """The same beginning with one field different, for each value on which a condition turns."""
    ground, begins = start.ground, start.begins
    if path.partition(".")[0] not in {*_ALWAYS, *groups_of(begins.event.type)} or path == "order.country":
        return
    for value in candidates(path, ground.atoms, begins.where["country"], begins.at):
        if value is not None and value != begins.fields.get(path):
            script = replace(start.script, case={**start.script.case, path: value})
            if other := _start(start.stage, ground, script):
                yield other


def other_answers(start: Start) -> Iterator[Start]:
    """The same beginning, if the owner had answered one of the playbook's questions the other way."""
    read = {path for atom in start.ground.atoms for path in (getattr(atom, "path", ""), getattr(atom, "other", ""))}
    for playbook in start.ground.playbooks:
        for setting in playbook.settings:
            if f"settings.{setting.name}" in read and isinstance(setting.value, bool):
                settings = {setting.name: "no" if setting.value else "yes"}
                ground = Ground(start.stage.in_force(start.ground.title, settings), start.ground.title)
                if other := _start(start.stage, ground, replace(start.script, settings=settings)):
                    yield other


def _start(stage: Stage, ground: Ground, script: Script) -> Start | None:
    begins = opening(script, ground.in_force)
    return Start(stage, ground, script, begins) if _opens(ground, begins.fields, begins.at) else None


def _opens(ground: Ground, fields: Mapping[str, Any], now: Instant) -> bool:
    condition = ground.in_force.version.playbook(ground.title).only_if
    opened = {"playbook": ground.title, "country": fields.get("order.country", ""), "case": 0}
    state = State(opened=opened, values=dict(fields), entered=[ground.title])
    try:
        known = Known(ground.in_force, state, now, ground.title, MappingProxyType({}))
        return condition is None or holds(condition, known.lookup)
    except FjortenError:
        return False
