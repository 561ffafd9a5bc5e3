"""What a year of cases taught: as text, as JSON and as one page, in six languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from whenever import Date

from engine.case.view import DeadlineState
from engine.language.playbook import Kind
from engine.rehearsal.report import Headings, country_named
from engine.rehearsal.year import Near, YearCase

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Year:
    """A year that was played: from which day, and what its cases taught; `zone` is the shop's clock."""

    first: Date
    cases: tuple[YearCase, ...]
    zone: str

    @property
    def near(self) -> tuple[Near, ...]:
        """Every deadline that came near, the law's before the shop's own, broken ones first."""
        found = (near for case in self.cases for near in case.near)
        return tuple(sorted(found, key=lambda near: (not _is_law(near), not near.broken, near.began)))

    @property
    def law(self) -> tuple[Near, ...]:
        """Those of the law."""
        return tuple(near for near in self.near if _is_law(near))

    @property
    def own(self) -> tuple[Near, ...]:
        """The promises and own dates that were not kept."""
        return tuple(near for near in self.near if not _is_law(near) and near.broken)


@dataclass(frozen=True, slots=True)
class Row:
    """How often one deadline came near, and how that went."""

    name: str
    kind: str
    times: int
    states: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One deadline of one case that came near, in sentences."""

    case: str
    date: str
    why: tuple[str, ...]
    broken: bool
    again: str


def year_as_text(year: Year, say: Headings) -> str:
    """The year for a terminal: the law's dates one by one, all others counted."""
    rows = [f"  {row.name:<22} {say(row.kind):<10} {row.times:>5}   {row.states}" for row in rows_of(year.near, say)]
    shown = [_as_lines(told, say) for told in told_of(year, year.law[:_SHOWN], say)]
    more = [say("year_more", count=len(year.law) - _SHOWN)] if len(year.law) > _SHOWN else []
    law = "\n".join([f"{say('year_law')}:", *shown, *more]) if shown else say("year_no_law")
    return "\n\n".join(("\n".join(head_of(year, say)), "\n".join([f"{say('year_near')}:", *rows]), law))


def year_as_json(year: Year) -> dict[str, Any]:
    """The year for programs."""
    return {
        "first": year.first.format_iso(),
        "cases": len(year.cases),
        "mails": sum(case.mails for case in year.cases),
        "questions": sum(len(case.questions) for case in year.cases),
        "results": dict(Counter(f"{case.playbook}: {case.result or 'not ended'}" for case in year.cases)),
        "near": [_near_as_json(near) for near in year.near],
    }


def year_as_page(year: Year, say: Headings, shop: str) -> str:
    """The year as one page: everything inside it, nothing fetched."""
    return _template().render(
        say=say,
        style=Markup(_file("report_page.css")),  # noqa: S704 -- our own style sheet
        shop=shop,
        head=list(head_of(year, say)),
        rows=rows_of(year.near, say),
        law=list(told_of(year, year.law, say)),
        own=list(told_of(year, year.own, say)),
    )


def head_of(year: Year, say: Headings) -> Iterator[str]:
    """How much there was, and which day was the busiest."""
    questions = Counter(day for case in year.cases for day in case.questions)
    yield say(
        "year_cases",
        cases=len(year.cases),
        day=say.day(year.first),
        mails=sum(case.mails for case in year.cases),
        questions=sum(questions.values()),
        dates=sum(case.deadlines for case in year.cases),
    )
    if busiest := max(questions.items(), key=lambda item: item[1], default=None):
        yield say("year_busiest", count=busiest[1], day=say.day(busiest[0]))


def rows_of(found: Iterable[Near], say: Headings) -> tuple[Row, ...]:
    """How often each deadline came near, how often it was kept all the same, and how often not."""
    counted: dict[tuple[str, str], Counter[DeadlineState]] = {}
    for near in found:
        counted.setdefault((near.deadline.name, near.deadline.kind), Counter())[near.deadline.state] += 1
    return tuple(
        Row(name, kind, sum(states.values()), _states(states, say), DeadlineState.BROKEN in states)
        for (name, kind), states in counted.items()
    )


def told_of(year: Year, found: Iterable[Near], say: Headings) -> Iterator[Told]:
    """Each deadline with its case, and why it came near."""
    for near in found:
        deadline = near.deadline
        state = say(deadline.state.value)
        done = f", {say('met_on', day=say.day(deadline.met_on))}" if deadline.met_on else ""
        why = [say("year_why", course=near.course) if near.course else say("year_why_nothing")]
        why += [say("year_last", line=near.waited)] if near.waited else []
        country = country_named(near.country, say.language)
        began = say.moment(near.began, year.zone)
        case = say("year_case", number=near.case, playbook=near.playbook, country=country, day=began)
        date = say("year_date", name=deadline.name, day=say.day(deadline.last_day), state=f"{state}{done}")
        yield Told(case, date, tuple(why), near.broken, near.again)


def _as_lines(told: Told, say: Headings) -> str:
    return "\n".join(
        (f"  {told.date}", *(f"      {line}" for line in (told.case, *told.why, say("year_again", command=told.again))))
    )


def _states(states: Counter[DeadlineState], say: Headings) -> str:
    return ", ".join(say("year_times", count=count, state=say(state.value)) for state, count in states.most_common())


def _is_law(near: Near) -> bool:
    return near.deadline.kind == Kind.LEGAL


def _near_as_json(near: Near) -> dict[str, Any]:
    deadline = near.deadline
    return {
        "case": near.case,
        "playbook": near.playbook,
        "country": near.country,
        "began": near.began.format_iso(),
        "happened": near.course,
        "waited": near.waited,
        "again": near.again,
        "deadline": deadline.name,
        "kind": deadline.kind,
        "last_day": deadline.last_day.format_iso(),
        "safe_by": deadline.safe_by.format_iso(),
        "state": deadline.state.value,
        "met_on": deadline.met_on.format_iso() if deadline.met_on else None,
    }


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_file("year_page.html"))


def _file(name: str) -> str:
    return files("engine.rehearsal").joinpath(name).read_text("utf-8")
