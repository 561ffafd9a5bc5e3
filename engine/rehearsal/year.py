"""A year of cases: of every playbook, in every country that the shop sells to, each with a course of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from shlex import join
from typing import TypeVar

from whenever import Date, Instant, Time

from engine.case.journal import EntryKind
from engine.case.view import DeadlineState, DeadlineView
from engine.language.catalogue import event_words
from engine.language.playbook import Ask, Playbook, Step, WaitFor
from engine.language.story import Day, Occurs
from engine.rehearsal.account import AT_REST
from engine.rehearsal.playing import Played, play
from engine.rehearsal.script import Script
from engine.rehearsal.staff import Staff
from engine.rehearsal.stage import Stage
from engine.rehearsal.timeline import sentences

_DAYS = 365
_LOOK_AHEAD = 90
_LONGEST = 25
"""The latest day on which one of the events of a case comes."""

_STAFFS_OWN = frozenset({"refund.issued", "refund.failed"})
"""Events that the shop's people bring about in a rehearsal."""

_ALARM = "alarm / "
_SAID_OTHERWISE = frozenset({"order.country", "customer.language"})
_Kind = TypeVar("_Kind", bound=Step)


@dataclass(frozen=True, slots=True)
class Near:
    """A deadline of one case that came near: it was warned of, or it was not kept.

    `course` is what happened, `waited` what the case waited for when the day passed, `again` the words of the command
    line that plays this case once more.
    """

    case: int
    playbook: str
    country: str
    began: Instant
    deadline: DeadlineView
    course: str
    waited: str
    again: str

    @property
    def broken(self) -> bool:
        """Whether it was not kept."""
        return self.deadline.state is DeadlineState.BROKEN


@dataclass(frozen=True, slots=True)
class YearCase:
    """What one case of the year taught."""

    number: int
    playbook: str
    country: str
    result: str
    mails: int
    questions: tuple[Date, ...]
    deadlines: int
    near: tuple[Near, ...]


def year_of(stage: Stage, first: Date, cases: int, language: str) -> Iterator[YearCase]:
    """Play so many cases, spread over a year from the first day; the same arguments give the same year."""
    kinds = [(title, country) for title in stage.versions for country in stage.shop.sells_to]
    for number in range(1, cases + 1):
        title, country = kinds[number % len(kinds)]
        chance = Random(number)  # noqa: S311 -- the same year every time, and no secret in it
        script = _script(stage, title, country, _moment(first, number, cases, chance), chance, number)
        staff = Staff(_answers(stage, title, chance))
        yield _learned(play(script, stage, staff), staff, language)


def _moment(first: Date, number: int, cases: int, chance: Random) -> Instant:
    day = first.add(days=(number - 1) * _DAYS // cases)
    return day.at(Time(chance.randrange(24), chance.randrange(60))).assume_tz("UTC").to_instant()


def _script(stage: Stage, title: str, country: str, starts: Instant, chance: Random, number: int) -> Script:
    events = _events(stage, title)
    chosen = chance.sample(events, min(len(events), chance.choice((0, 1, 1, 1, 2))))
    happens = tuple(Occurs(Day(after=chance.randrange(_LONGEST)), event, text=event) for event in chosen)
    language = chance.choice(stage.shop.sells_to[country])
    case: dict[str, str] = {"order.country": country, "customer.language": language}
    if stage.versions[title].playbook(title).starts_when == "order.delivery_missed":
        case["order.promised_delivery"] = starts.to_tz("UTC").date().add(days=-1).format_iso()
    return Script(title, case, happens, starts=starts, days=_LOOK_AHEAD, number=number)


def _events(stage: Stage, title: str) -> list[str]:
    """The events that a case of this playbook may see: those that it waits for, and those that interrupt it."""
    playbooks = stage.versions[title].playbooks.values()
    waited = [event for step in _steps(playbooks, WaitFor) for event in step.events]
    interrupts = [interrupt.event for playbook in playbooks for interrupt in playbook.stops_when]
    return [event for event in dict.fromkeys((*waited, *interrupts)) if event not in _STAFFS_OWN]


def _answers(stage: Stage, title: str, chance: Random) -> Mapping[str, str]:
    """Mostly the first answer of a question, now and then another one."""
    asks = _steps(stage.versions[title].playbooks.values(), Ask)
    others = [ask for ask in asks if len(ask.answers) > 1 and chance.random() < 0.25]  # noqa: PLR2004 -- one in four
    return {ask.name or ask.question: chance.choice(ask.answers).text for ask in others}


def _steps(playbooks: Iterable[Playbook], kind: type[_Kind]) -> list[_Kind]:
    return [step for playbook in playbooks for step in playbook.all_steps if isinstance(step, kind)]


def _learned(played: Played, staff: Staff, language: str) -> YearCase:
    view, journal, zone = played.rehearsal.view, played.rehearsal.journal, played.begins.zone
    rung = {
        str(entry.data["step"]).removeprefix(_ALARM).rpartition(" / ")[0]
        for entry in journal
        if entry.kind is EntryKind.BESIDE and str(entry.data["step"]).startswith(_ALARM)
    }
    near = [
        Near(
            view.case,
            view.playbook,
            view.country,
            played.begins.at,
            deadline,
            course(played.script),
            _waited(played, deadline, language) if deadline.state is DeadlineState.BROKEN else "",
            command(played, staff),
        )
        for deadline in view.deadlines
        if deadline.state is DeadlineState.BROKEN or deadline.identity in rung
    ]
    asked = tuple(entry.at.to_tz(zone).date() for entry in journal if entry.kind is EntryKind.ASKED)
    mails = len(played.rehearsal.mailed)
    return YearCase(view.case, view.playbook, view.country, view.result, mails, asked, len(view.deadlines), tuple(near))


def _waited(played: Played, deadline: DeadlineView, language: str) -> str:
    """What the case waited for when the last day was over."""
    until = tuple(entry for entry in played.rehearsal.journal if entry.at < deadline.end)
    told = sentences(until, language, played.begins.zone)
    return next((line.text for line in reversed(told) if line.kind in {*AT_REST, "closed"}), "")


def command(played: Played, staff: Staff) -> str:
    """The words of the command line with which `try` plays this case once more."""
    script, version = played.script, played.rehearsal.in_force.version
    begins = played.begins.at.to_tz(played.begins.zone).to_plain().format_iso(unit="minute")
    words = ["fjorten", "try", f"playbooks/{version.playbook(script.playbook).slug}.yaml"]
    words += ["--country", played.begins.where["country"], "--customer-language", played.begins.where["language"]]
    words += ["--starts", begins, "--days", str(script.days)]
    given = {path: value for path, value in script.case.items() if path not in _SAID_OTHERWISE}
    words += [word for path, value in given.items() for word in ("--case", f"{path}={value}")]
    words += [word for event in _told(script) for word in ("--event", event)]
    words += [word for who, answer in staff.answers.items() for word in ("--answer", f"{who}: {answer}")]
    return join(words)


def course(script: Script) -> str:
    """What happened in a case, in the words in which `try` takes it."""
    return "; ".join(_told(script))


def _told(script: Script) -> Iterator[str]:
    for happens in script.happens:
        if isinstance(happens, Occurs):
            yield f"day {happens.when.after}: {event_words(happens.event)}"
