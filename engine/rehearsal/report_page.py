"""The report of a rehearsal as one page: everything inside it, nothing fetched, by day and by night, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template
from markupsafe import Markup
from whenever import Date, Instant

from engine.case.view import DeadlineState
from engine.language.playbook import Kind, Playbook
from engine.law.wording import unbroken
from engine.rehearsal.account import Account, Kept, Line
from engine.rehearsal.picture import NARROW, WIDE, Shape, svg
from engine.rehearsal.post import Mailed
from engine.rehearsal.report import Headings, by_day, clock, country_named, due, headings, how_it_ends, language_named

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_CATEGORIES = {
    "opened": "end",
    "closed": "end",
    "event": "event",
    "asked": "ask",
    "failed": "trouble",
    "late": "trouble",
    "handed over": "trouble",
    "done": "person",
    "deadline": "date",
    "message": "trouble",
}
"""How a line looks, by the kind of its entry; everything else is small print."""

_SMALL = "small"
_STATES = {DeadlineState.ON_HOLD: "hold"}


@dataclass(frozen=True, slots=True)
class _ShownLine:
    clock: str
    text: str
    detail: str
    reasons: tuple[str, ...]
    category: str
    mail: int | None
    subject: str


@dataclass(frozen=True, slots=True)
class _ShownDay:
    day: Date
    number: int
    lines: tuple[_ShownLine, ...]


@dataclass(frozen=True, slots=True)
class _ShownMail:
    at: Instant
    message: str
    kind: str
    subject: str
    body: Markup


@dataclass(frozen=True, slots=True)
class _Bar:
    """A date as a bar over the days of the case, in hundredths of its length."""

    kept: Kept
    category: str
    left: float
    width: float
    met: float | None
    due: str
    link: str


@dataclass(frozen=True, slots=True)
class House:
    """The shop whose playbook was tried: its name, its people's clock, and the subjects of its messages by name."""

    name: str
    zone: str
    subjects: Mapping[str, str] = field(default_factory=dict)


def as_page(account: Account, playbook: Playbook, language: str, house: House) -> str:
    """The report as one page; questions are due by the clock of the shop's people."""
    say = headings(language)
    page = _template().render(
        say=say,
        style=Markup(_file("report_page.css")),  # noqa: S704 -- our own style sheet
        account=account,
        shop=house.name,
        zone=house.zone,
        end=how_it_ends(account, say),
        where=(country_named(account.country, say.language), language_named(account.language, say.language)),
        days=[_shown_day(account, day.day, day.number, day.lines) for day in by_day(account)],
        bars=list(_bars(account, say)),
        mails=[_shown_mail(mail, say) for mail in account.mails],
        picture=_picture(playbook, language, house, WIDE),
        narrow=_picture(playbook, language, house, NARROW),
    )
    return unbroken(page)


def _shown_day(account: Account, day: Date, number: int, lines: tuple[Line, ...]) -> _ShownDay:
    return _ShownDay(day, number, tuple(_shown_line(line, account) for line in lines))


def _shown_line(line: Line, account: Account) -> _ShownLine:
    letter = account.mails[line.mail].letter if line.mail is not None else None
    category = "mail" if line.mail is not None else _CATEGORIES.get(line.kind, _SMALL)
    text = line.text[:1].upper() + line.text[1:]
    subject = letter.subject if letter else ""
    return _ShownLine(clock(line.at, account.zone), text, line.detail, line.reasons, category, line.mail, subject)


def _bars(account: Account, say: Headings) -> Iterator[_Bar]:
    first = account.begins.to_tz(account.zone).date()
    last = max((kept.view.last_day for kept in account.dates), default=first)
    whole = max(1.0, last.since(first, total="days") + 1)
    for kept in account.dates:
        view = kept.view
        left = max(0.0, kept.starts.to_tz(account.zone).date().since(first, total="days")) / whole * 100
        end = (view.last_day.since(first, total="days") + 1) / whole * 100
        met = view.met_on.since(first, total="days") / whole * 100 if view.met_on else None
        legal = " legal" if view.kind == Kind.LEGAL else ""
        category = _STATES.get(view.state, view.state.value) + legal
        link = kept.source if kept.source.startswith("https://") else ""
        width = max(0.0, end - left)
        yield _Bar(
            kept,
            category,
            round(left, 1),
            round(width, 1),
            met and round(min(met, 98.5), 1),
            due(kept, account.zone, say),
            link,
        )


def _shown_mail(mail: Mailed, say: Headings) -> _ShownMail:
    letter = mail.letter
    if letter is None:
        return _ShownMail(mail.at, mail.message, "", mail.message, Markup())
    body = _BODY.search(letter.html)
    kind = say(letter.kind) if letter.kind in say.table else letter.kind
    inside = Markup(body[1] if body else "")  # noqa: S704 -- the mail's own HTML, escaped when it was written
    return _ShownMail(mail.at, mail.message, kind, letter.subject, inside)


def _picture(playbook: Playbook, language: str, house: House, shape: Shape) -> Markup:
    return Markup(svg(playbook, language, house.subjects, shape=shape))  # noqa: S704 -- drawn by ourselves, its texts escaped there


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_file("report_page.html"))


def _file(name: str) -> str:
    return files("engine.rehearsal").joinpath(name).read_text("utf-8")
