"""The sentences of a story: `day 6`, `returns team answers …`, `refund fails 2 times`, `refund_by falls on`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from whenever import Date

from engine.language.catalogue import EVENTS_BY_WORDS
from engine.language.names import STATES
from engine.language.similar import did_you_mean, near_misses, only
from engine.language.slips import Slip
from engine.language.story import (
    MAIL,
    Answers,
    Asked,
    Day,
    Did,
    Ends,
    Expected,
    Fails,
    FallsOn,
    Happens,
    Occurs,
    Once,
    OnDay,
    Sent,
    Silence,
    Skips,
    Stands,
    Told,
)
from engine.language.story_names import StoryNames

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?: +(?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
_AFTER = re.compile(rf"day +(?P<after>\d{{1,4}}){_TIME}")
_DATE = re.compile(rf"(?P<day>\d{{1,2}}) +(?P<month>[A-Za-z]{{3,9}})\.?(?: +(?P<year>\d{{4}}))?{_TIME}")
_ISO = re.compile(rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}){_TIME}")
FAILS = re.compile(r"(?P<what>.+?) +fails? +(?P<times>\d{1,3}) +times?")
_SILENCE = "nobody answers"
IS_ANSWERED = re.compile(r"(?P<who>.+?) +is +answered +\"?(?P<answer>.+?)\"?")
ANSWERS = " answers "
SKIPPED = re.compile(r"(?P<step>.+?) +is +skipped")
SENT = re.compile(r"(?P<message>\S+) +is +sent(?: +in +(?P<language>[a-z]{2}))?")
PERSON = re.compile(r"(?P<who>.+?) +is +(?P<how>asked|told)")
FALLS = re.compile(r"(?P<name>\S+) +falls +on")
STANDS = re.compile(r"(?P<name>\S+) +is")
_ENDS = "case ends"
_NEVER = "never"
_ONCE = "once"
_WHENS = "day 6, 15 Dec or 2026-12-15"
_SAYINGS = ("is sent", "is asked", "is told", "falls on", "case ends")


def read_day(text: str) -> Day:
    """The day, and perhaps the time, that a sentence begins with."""
    for pattern in (_AFTER, _DATE, _ISO):
        if found := pattern.fullmatch(text.strip()):
            return _day(text, found.groupdict())
    raise Slip("FJ057.day", 0, len(text), None, found=text, known=_WHENS)


def happening(text: str, values: Mapping[str, Any], when: Day, names: StoryNames) -> Happens:
    """What happens on a day: an event, an answer of a person, a step that is skipped."""
    if found := IS_ANSWERED.fullmatch(text):
        who = names.answerer(found["who"])
        return Answers(when, who, names.answer(who, found["answer"]), values, text)
    if ANSWERS in text:
        return _answer(text, values, when, names)
    if found := SKIPPED.fullmatch(text):
        return Skips(when, names.step(found["step"]), text)
    return Occurs(when, names.around.event(text), values, text)


def standing_fact(text: str, names: StoryNames) -> Happens:
    """What holds through the whole story: a step that fails, or that nobody answers."""
    if text == _SILENCE:
        return Silence()
    if found := FAILS.fullmatch(text):
        return Fails(names.failing(found["what"], MAIL), int(found["times"]))
    misses = near_misses(text, EVENTS_BY_WORDS)
    better = f"day 1: {misses[0]}" if len(misses) == 1 else None
    raise Slip("FJ057.happens", 0, len(text), better, found=text, similar=did_you_mean(misses))


def expectation(key: str, value: str, names: StoryNames) -> Expected:
    """What has to follow: on a day, never, of a deadline, or at the end."""
    text = f"{key}: {value}"
    if key == _ENDS:
        return Expected(Ends(names.result(value)), text)
    if found := FALLS.fullmatch(key):
        return Expected(FallsOn(names.deadline(found["name"]), _iso(value)), text)
    if found := STANDS.fullmatch(key):
        return Expected(Stands(names.deadline(found["name"]), _state(value)), text)
    if key == _NEVER:
        return Expected(OnDay(_following(value, names), None), text)
    if key == _ONCE:
        return Expected(Once(_following(value, names)), text)
    if _begins_like_a_day(key):
        return Expected(OnDay(_following(value, names), read_day(key)), text)
    raise _unknown_key(key)


def _unknown_key(key: str) -> Slip:
    misses = near_misses(key, (_ENDS, _NEVER, _ONCE))
    return Slip("FJ057.expect", 0, len(key), only(misses), found=key, similar=did_you_mean(misses), known=_WHENS)


def _begins_like_a_day(text: str) -> bool:
    return text[:1].isdigit() or text.startswith("day")


def _following(text: str, names: StoryNames) -> Sent | Asked | Told | Did:
    if found := SENT.fullmatch(text):
        return Sent(names.around.message(found["message"]), found["language"] or "")
    if found := PERSON.fullmatch(text):
        who = names.around.person(found["who"])
        return Asked(who) if found["how"] == "asked" else Told(who)
    if names.around.steps is None or text in names.around.steps:
        return Did(text)
    misses = near_misses(text, names.around.steps) or near_misses(" ".join(text.split()[-2:]), _SAYINGS)
    raise Slip("FJ057.follows", 0, len(text), None, found=text, similar=did_you_mean(misses))


def _answer(text: str, values: Mapping[str, Any], when: Day, names: StoryNames) -> Answers:
    """`who answers what`; the answer itself may hold the word, so a known name before it is preferred."""
    cuts = [found.start() for found in re.finditer(ANSWERS, text)]
    known = {*names.people(), *names.named_questions()}
    cut = next((at for at in cuts if text[:at] in known), cuts[0])
    answer = text[cut + len(ANSWERS) :]
    who = names.answerer(text[:cut])
    return Answers(when, who, _moved(cut + len(ANSWERS), lambda: names.answer(who, answer)), values, text)


def _moved(by: int, read: Callable[[], str]) -> str:
    try:
        return read()
    except Slip as slip:
        raise slip.moved(by) from None


def _day(text: str, parts: Mapping[str, str | None]) -> Day:
    minute = _minute(text, parts)
    if parts.get("after") is not None:
        return Day(after=int(parts["after"] or 0), minute=minute)
    if iso := parts.get("iso"):
        date = _iso(iso)
        return Day(month=date.month, day=date.day, year=date.year, minute=minute)
    month = _month(text, str(parts["month"]))
    day, year = int(parts["day"] or 0), int(parts["year"] or 0)
    _must_exist(text, year or 2028, month, day)  # 2028 has a 29th of February
    return Day(month=month, day=day, year=year, minute=minute)


def _minute(text: str, parts: Mapping[str, str | None]) -> int | None:
    if parts["hour"] is None:
        return None
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 -- a day has 24 hours of 60 minutes
        raise Slip("FJ057.day", 0, len(text), None, found=text, known="day 6 10:00")
    return 60 * hour + minute


def _month(text: str, word: str) -> int:
    if word[:3].lower() not in _MONTHS:
        raise Slip("FJ057.day", 0, len(text), None, found=text, known=_WHENS)
    return _MONTHS.index(word[:3].lower()) + 1


def _must_exist(text: str, year: int, month: int, day: int) -> None:
    try:
        Date(year, month, day)
    except ValueError:
        raise Slip("FJ057.day", 0, len(text), None, found=text, known=_WHENS) from None


def _iso(text: str) -> Date:
    try:
        return Date.parse_iso(text.strip())
    except ValueError:
        raise Slip("FJ057.date", 0, len(text), None, found=text) from None


def _state(text: str) -> str:
    if text in STATES:
        return text
    misses = near_misses(text, STATES)
    details = {"found": text, "similar": did_you_mean(misses), "known": ", ".join(STATES)}
    raise Slip("FJ057.state", 0, len(text), only(misses), **details)
