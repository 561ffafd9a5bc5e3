"""Where a case stands, in the reader's language: the engine writes it in English, for lists of every kind."""

from __future__ import annotations

import re

from whenever import Date

from engine.case.view import CaseView, Stage
from engine.rehearsal.telling import Teller
from integrations.web.dates import Dates
from integrations.web.languages import words_in

_FORMS = (
    (re.compile(r"Waiting for (?P<events>.+) · until (?P<day>\S+ \d+ \S+)"), "waiting_for_until"),
    (re.compile(r"Waiting · until (?P<day>\S+ \d+ \S+)"), "waiting_until"),
    (re.compile(r"Question to (?P<who>.+) · answer by (?P<day>\S+ \d+ \S+)"), "question_to"),
    (re.compile(r"Handed over to a person: (?P<why>.+)", re.DOTALL), "handed_over_because"),
    (re.compile(r"Waiting for the end of the quiet hours"), "waiting_for_morning"),
    (re.compile(r"Waiting for your approval"), "waiting_for_approval"),
    (re.compile(r"Waiting for the mail server"), "waiting_for_mail"),
    (re.compile(r"At work"), "running_now"),
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def headline(view: CaseView, dates: Dates) -> str:
    """The headline of a case; one of an unknown form, and a result of the playbook's own words, stay as they are."""
    words = words_in(dates.language)
    for form, sentence in _FORMS:
        if view.stage is not Stage.CLOSED and (match := form.fullmatch(view.headline)):
            return words[sentence].format(**_told(match.groupdict(), view, dates))
    return view.headline


def _told(found: dict[str, str], view: CaseView, dates: Dates) -> dict[str, str]:
    teller = Teller.in_language(dates.language, dates.zone)
    told = dict(found)
    if "events" in found:
        told["events"] = teller.events(found["events"])
    if "day" in found:
        told["day"] = _day(found["day"], view, dates)
    return told


def _day(text: str, view: CaseView, dates: Dates) -> str:
    """`Mon 28 Dec` names no year: it is the one near the case's next look in which that day is that weekday."""
    weekday, day, month = text.split(" ")
    near = view.wake_at.to_tz(dates.zone).year if view.wake_at else None
    for year in (near, near + 1, near - 1) if near else ():
        if month in _MONTHS and weekday in _DAYS and _is(year, month, int(day), weekday):
            return dates.day(Date(year, _MONTHS.index(month) + 1, int(day)))
    return text


def _is(year: int, month: str, day: int, weekday: str) -> bool:
    try:
        return Date(year, _MONTHS.index(month) + 1, day).day_of_week().value == _DAYS.index(weekday) + 1
    except ValueError:
        return False
