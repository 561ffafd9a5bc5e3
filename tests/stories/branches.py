"""Which ways of a playbook there are, and which of them a played story has gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.case.journal import Entry, EntryKind
from engine.language.playbook import Ask, Do, If, Playbook, Step, WaitFor
from engine.rehearsal.playing import Played

Way = tuple[str, str]
"""A step by its key (or a playbook and the kind of its interrupts), and the way that it can go."""

_ROUND = re.compile(r"^round \d+ / ")


def ways(playbook: Playbook) -> Iterator[Way]:
    """Every way that a case can go in a playbook."""
    for step in playbook.all_steps:
        yield from ((step.key, way) for way in _of_step(step))
    yield from ((f"{playbook.title} stops", interrupt.event) for interrupt in playbook.stops_when)
    yield from ((f"{playbook.title} reopens", interrupt.event) for interrupt in playbook.reopens_when)


def gone(played: Played) -> Iterator[Way]:
    """The ways that a case went when it was played."""
    for entry in played.rehearsal.journal:
        yield from _of_entry(entry)


def _of_step(step: Step) -> tuple[str, ...]:
    match step:
        case If():
            return ("then", "else")
        case WaitFor():
            return ("in time", "too late")
        case Ask(answers=answers):
            return (*(answer.text for answer in answers), "too late")
        case Do(if_it_fails=steps) if steps:
            return ("fails",)
        case _:
            return ()


def _of_entry(entry: Entry) -> Iterator[Way]:
    data = entry.data
    step = _ROUND.sub("", str(data.get("step", "")))
    match entry.kind:
        case EntryKind.BRANCH:
            yield step, data["taken"]
        case EntryKind.WAIT_ENDED:
            yield step, "too late" if data["by"] is None else "in time"
        case EntryKind.LATE:
            yield step, "too late"
        case EntryKind.EVENT if data["type"] == "operator.answered":
            yield _ROUND.sub("", data["data"]["question"]), data["data"]["answer"]
        case EntryKind.ROUND:
            yield f"{data['playbook']} {data['kind']}", data["type"]
