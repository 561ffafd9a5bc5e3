"""The report of a rehearsal as text and as JSON; the page is made in report_page.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import yaml
from babel import Locale
from whenever import Date, Instant

from engine.law.wording import date as short_day
from engine.messages.languages import LANGUAGES
from engine.rehearsal.account import Account, Kept, Line
from engine.rehearsal.post import Mailed
from engine.rehearsal.telling import one_stop


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of a report in one language."""

    language: str
    table: Mapping[str, str]

    def __call__(self, word: str, /, **given: Any) -> str:
        """A word or sentence of the table, its places filled."""
        return one_stop(self.table[word].format_map(given))

    def day(self, day: Date) -> str:
        """A day with its weekday: `Thu 24 Dec 2026`."""
        return short_day(day, self.language)

    def moment(self, moment: Instant, zone: str) -> str:
        """A day and a time by a clock."""
        return f"{self.day(moment.to_tz(zone).date())} {clock(moment, zone)}"


def headings(language: str) -> Headings:
    """The words of a report; English where the language is none of the six."""
    code = language if language in LANGUAGES else "en"
    return Headings(code, _table()[code])


def country_named(code: str, language: str) -> str:
    """A country as the reader calls it."""
    return str(Locale.parse(language).territories.get(code, code))


def language_named(code: str, language: str) -> str:
    """A language as the reader calls it."""
    return str(Locale.parse(language).languages.get(code, code))


def clock(moment: Instant, zone: str) -> str:
    """The time of the day."""
    local = moment.to_tz(zone)
    return f"{local.hour:02}:{local.minute:02}"


@dataclass(frozen=True, slots=True)
class DayOfCase:
    """One day of the timeline, with its number counted from the first."""

    day: Date
    number: int
    lines: tuple[Line, ...]


def by_day(account: Account) -> Iterator[DayOfCase]:
    """The timeline, day by day."""
    first = account.begins.to_tz(account.zone).date()
    for day, lines in groupby(account.lines, key=lambda line: line.at.to_tz(account.zone).date()):
        yield DayOfCase(day, int(day.since(first, total="days")), tuple(lines))


def how_it_ends(account: Account, say: Headings) -> str:
    """The last word: the result, or what the case still waits for."""
    return say("ended", result=account.result) if account.result else say("still", headline=account.headline)


def as_text(account: Account, language: str) -> str:
    """The report for a terminal."""
    say = headings(language)
    begins = say.moment(account.begins, account.zone)
    where = f"{country_named(account.country, language)} · {language_named(account.language, language)}"
    head = f"{account.playbook} · {where}\n{say('began')}: {begins} ({account.zone})"
    parts = [head, *(_day(day, account, say) for day in by_day(account))]
    parts += [_mail(number, mail, account, say) for number, mail in enumerate(account.mails, 1)]
    parts.append(f"{say('dates')}\n" + "\n".join(_kept(kept, account.zone, say) for kept in account.dates))
    parts += [say("misfit", text=misfit.text) for misfit in account.misfits]
    parts.append(how_it_ends(account, say))
    return "\n\n".join(parts)


def _day(day: DayOfCase, account: Account, say: Headings) -> str:
    lines = [f"{say.day(day.day)} · {say('day', number=day.number)}"]
    for line in day.lines:
        mail = f" [{say('mail', number=line.mail + 1)}]" if line.mail is not None else ""
        lines.append(f"  {clock(line.at, account.zone)}  {line.text}{mail}")
        lines += [f"         {reason}" for reason in line.reasons]
    return "\n".join(lines)


def _mail(number: int, mail: Mailed, account: Account, say: Headings) -> str:
    if mail.letter is None:
        return f"{say('mail', number=number)}: {mail.message}"
    kind = say(mail.letter.kind) if mail.letter.kind in say.table else mail.letter.kind
    head = f"{say('mail', number=number)} · {say.moment(mail.at, account.zone)} · {mail.message} ({kind})"
    text = "\n".join(f"  | {line}".rstrip() for line in mail.letter.text.strip().split("\n"))
    return f"{head}\n  {say('subject')}: {mail.letter.subject}\n{text}"


def due(kept: Kept, zone: str, say: Headings) -> str:
    """The last day of a date, with the time where it ends within a day."""
    return say.moment(kept.view.end, zone) if kept.to_the_minute else say.day(kept.view.last_day)


def _kept(kept: Kept, zone: str, say: Headings) -> str:
    view = kept.view
    note = f" ({kept.note})" if kept.note else ""
    done = f", {say('met_on', day=say.day(view.met_on))}" if view.met_on else ""
    head = f"  {view.name}: {due(kept, zone, say)} · {say(view.kind)} · {say(view.state.value)}{done}{note}"
    reasons = [f"      {step}" for step in (*kept.why, kept.doubt) if step]
    source = [f"      {kept.basis}"] if kept.basis else []
    return "\n".join([head, *reasons, *source])


def as_json(account: Account) -> dict[str, Any]:
    """The report for programs."""
    return {
        "playbook": account.playbook,
        "country": account.country,
        "language": account.language,
        "began": account.begins.format_iso(),
        "stage": account.stage.value,
        "result": account.result,
        "headline": account.headline,
        "timeline": [_line_json(line) for line in account.lines],
        "mails": [_mail_json(mail) for mail in account.mails],
        "deadlines": [_kept_json(kept) for kept in account.dates],
        "questions": [{"text": one.text, "who": one.who, "due": one.due.format_iso()} for one in account.questions],
        "misfits": [{"at": misfit.at.format_iso(), "text": misfit.text} for misfit in account.misfits],
    }


def _line_json(line: Line) -> dict[str, Any]:
    parts = {"at": line.at.format_iso(), "kind": line.kind, "text": line.text, "detail": line.detail}
    return {**parts, "reasons": list(line.reasons), "mail": line.mail}


def _mail_json(mail: Mailed) -> dict[str, Any]:
    found: dict[str, Any] = {"at": mail.at.format_iso(), "message": mail.message}
    if letter := mail.letter:
        parts = {"language": letter.language, "kind": letter.kind, "subject": letter.subject, "text": letter.text}
        found |= {**parts, "html": letter.html}
    return found


def _kept_json(kept: Kept) -> dict[str, Any]:
    view = kept.view
    return {
        "name": view.name,
        "kind": view.kind,
        "law": kept.law,
        "rule": view.law,
        "last_day": view.last_day.format_iso(),
        "safe_by": view.safe_by.format_iso(),
        "state": view.state.value,
        "note": kept.note,
        "met_on": view.met_on.format_iso() if view.met_on else None,
        "why": list(kept.why),
        "doubt": kept.doubt,
        "basis": kept.basis,
        "source": kept.source,
    }


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = files("engine.rehearsal").joinpath("report_words.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table
