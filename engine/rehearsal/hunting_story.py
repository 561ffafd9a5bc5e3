"""A way that a hunt has found, written as a story that `fjorten test` can play."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from whenever import Date, Instant, Time

from engine.language.catalogue import FIELDS, FieldType
from engine.language.playbook import Do
from engine.rehearsal.hunting_finds import Find
from engine.rehearsal.hunting_map import key_of
from engine.rehearsal.hunting_paths import Happens, Path

_USUAL_TIME = Time(10)


def story_of(find: Find, title: str) -> str:
    """The story as text, in the form of the files beside the playbooks; empty where no way leads to the find."""
    if find.path is None:
        return ""
    path = find.path
    story: dict[str, Any] = {"story": title, "playbook": path.start.ground.title, "case": _case(path)}
    if path.start.script.settings:
        story["settings"] = dict(path.start.script.settings)
    story["happens"] = [*_fails(path), *(_line(happens, path) for happens in path.happened)]
    story["expect"] = list(_expects(find, path))
    return yaml.dump({"stories": [story]}, allow_unicode=True, sort_keys=False, width=1000, Dumper=_Indented)


class _Indented(yaml.SafeDumper):
    """Writes lists a step further in than what they belong to, as playbooks do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 -- PyYAML's own signature
        del indentless
        super().increase_indent(flow, False)  # noqa: FBT003 -- PyYAML's own signature


def _case(path: Path) -> dict[str, Any]:
    return {name: as_told(name, value, path.zone) for name, value in path.start.script.case.items()}


def _fails(path: Path) -> Iterator[str]:
    for identity in sorted(path.failing):
        _, step = path.start.ground.steps[key_of(identity)]
        if isinstance(step, Do):
            tries = 1 + (step.try_again.times if step.try_again else 0)
            yield f"{step.words} fails {tries} times"


def _line(happens: Happens, path: Path) -> dict[str, Any]:
    day = _day(happens.at, path)
    if not happens.values:
        return {day: happens.words}
    return {day: {happens.words: {name: as_told(name, value, path.zone) for name, value in happens.values.items()}}}


def _day(moment: Instant, path: Path) -> str:
    """`day 6`, or `day 6 12:00` when it is not the usual time of stories."""
    local, first = moment.to_tz(path.zone), path.start.begins.at.to_tz(path.zone).date()
    number = round(local.date().since(first, total="days"))
    time = local.time().replace(second=0, nanosecond=0)
    return f"day {number}" if time == _USUAL_TIME else f"day {number} {time.format('hh:mm')}"


def _expects(find: Find, path: Path) -> Iterator[dict[str, str]]:
    if clock := find.details.get("clock"):
        yield {f"{clock} is": "broken"}
        return
    message = find.details.get("message")
    mails = [mail for mail in path.mailed if message in (None, mail.message)]
    for mail in mails if message else mails[-1:]:
        yield {f"day {_number(mail.at, path)}": f"{mail.message} is sent"}


def _number(moment: Instant, path: Path) -> int:
    first: Date = path.start.begins.at.to_tz(path.zone).date()
    return round(moment.to_tz(path.zone).date().since(first, total="days"))


def as_told(name: str, value: Any, zone: str) -> Any:
    """A value as one writes it in a story."""
    match value:
        case True | False:
            return "yes" if value else "no"
        case str() if name in FIELDS and FIELDS[name].type is FieldType.MOMENT:
            return _clock(Instant.parse_iso(value), zone)
        case _:
            return value


def _clock(moment: Instant, zone: str) -> str:
    local = moment.to_tz(zone)
    return f"{local.date().format_iso()} {local.time().replace(second=0, nanosecond=0).format('hh:mm')}"
