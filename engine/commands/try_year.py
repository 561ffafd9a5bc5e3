"""`fjorten try --year`: a year of cases played through, and every deadline that came near."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import click
from whenever import Date

from engine.commands.rehearsing import Rehearsed
from engine.language.playbook import Kind
from engine.rehearsal.post import unwritten
from engine.rehearsal.report import headings
from engine.rehearsal.year import Near, YearCase, year_of

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Year:
    """A year that was played: from which day, and what its cases taught."""

    first: Date
    cases: tuple[YearCase, ...]

    @property
    def near(self) -> tuple[Near, ...]:
        """Every deadline that came near, broken ones first, the law's before the shop's own."""
        found = (near for case in self.cases for near in case.near)
        return tuple(sorted(found, key=lambda near: (near.deadline.kind != Kind.LEGAL, not near.broken, near.began)))


def try_year(shop: Rehearsed, first: Date, cases: int, form: str | None) -> None:
    """Play the year, showing how far it has come, and print what it taught."""
    stage = replace(shop.stage, write=unwritten)  # nobody reads thousands of letters; `try` and `test` write them
    with click.progressbar(
        year_of(stage, first, cases), length=cases, label="A year of cases", file=sys.stderr
    ) as played:
        year = Year(first, tuple(played))
    click.echo(json.dumps(_as_json(year), ensure_ascii=False, indent=2) if form == "json" else _as_text(year, shop))


def _as_text(year: Year, shop: Rehearsed) -> str:
    questions = Counter(day for case in year.cases for day in case.questions)
    busiest = max(questions.items(), key=lambda item: item[1], default=None)
    say = headings("en")
    head = f"{len(year.cases)} cases from {say.day(year.first)} on: {sum(case.mails for case in year.cases)} mails to"
    head += f" customers, {sum(questions.values())} questions to people, {sum(c.deadlines for c in year.cases)} dates."
    most = f"\nMost questions on one day: {busiest[1]}, on {say.day(busiest[0])}." if busiest else ""
    legal = [near for near in year.near if near.deadline.kind == Kind.LEGAL]
    shown = "\n".join(_line(near, shop) for near in legal[:_SHOWN])
    more = f"\nand {len(legal) - _SHOWN} more (--json lists all)" if len(legal) > _SHOWN else ""
    law = f"The law's dates that came near:\n{shown}{more}" if legal else "No date of the law came near."
    return f"{head}{most}\n\n{_table(year.near)}\n\n{law}"


def _table(found: Iterable[Near]) -> str:
    """How often each deadline came near, how often it was kept all the same, and how often not."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for near in found:
        counted.setdefault((near.deadline.name, near.deadline.kind), Counter())[near.deadline.state.value] += 1
    rows = [
        f"  {name:<22} {kind:<9} {sum(states.values()):>5}   {_states(states)}"
        for (name, kind), states in counted.items()
    ]
    return "\n".join(["Dates that came near (somebody was warned, or they were not kept):", *(rows or ["  none"])])


def _states(states: Counter[str]) -> str:
    words = {"met": "kept", "broken": "NOT KEPT", "moot": "no longer mattered"}
    return ", ".join(f"{count} {words.get(state, state)}" for state, count in states.most_common())


def _line(near: Near, shop: Rehearsed) -> str:
    say, deadline = headings("en"), near.deadline
    state = "NOT KEPT" if near.broken else deadline.state.value
    zone = shop.shop.time_zone
    head = f"  case {near.case}: {near.playbook}, {near.country}, began {say.moment(near.began, zone)}: "
    done = f", done {say.day(deadline.met_on)}" if deadline.met_on else ""
    happened = f"; {near.course}" if near.course else ""
    return f"{head}{deadline.name} by {say.day(deadline.last_day)}: {state}{done}{happened}"


def _as_json(year: Year) -> dict[str, Any]:
    return {
        "first": year.first.format_iso(),
        "cases": len(year.cases),
        "mails": sum(case.mails for case in year.cases),
        "questions": sum(len(case.questions) for case in year.cases),
        "results": dict(Counter(f"{case.playbook}: {case.result or 'not ended'}" for case in year.cases)),
        "near": [_near_json(near) for near in year.near],
    }


def _near_json(near: Near) -> dict[str, Any]:
    deadline = near.deadline
    return {
        "case": near.case,
        "playbook": near.playbook,
        "country": near.country,
        "began": near.began.format_iso(),
        "happened": near.course,
        "deadline": deadline.name,
        "kind": deadline.kind,
        "last_day": deadline.last_day.format_iso(),
        "safe_by": deadline.safe_by.format_iso(),
        "state": deadline.state.value,
        "met_on": deadline.met_on.format_iso() if deadline.met_on else None,
    }
