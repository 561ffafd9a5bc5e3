"""Tell a counting in plain sentences, in each of the six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from whenever import Date

from engine.law.calendars import weekday
from engine.law.shelf import words_in

if TYPE_CHECKING:
    from engine.law.counting import Ending, Reckoning


_PARAGRAPH = re.compile(r"§ (?=\d)|(?<=\d) (?=§)")


def unbroken(text: str) -> str:
    """A text in which no line ends between the sign of a paragraph and its number."""
    return _PARAGRAPH.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def steps(found: Reckoning, language: str) -> Iterator[str]:
    """Each step of the counting as one short sentence."""
    say = words_in(language)["steps"]
    chosen, zone = found.chosen, found.zone
    first, last = date(found.first_day, language), date(chosen.last_day, language)
    if found.rule.length.hours:
        yield say["begins_hours"].format(day=first, zone=zone, length=length(chosen.length.text, language))
        yield say["ends_hours"].format(day=last, zone=zone)
        return
    begins = "begins_counted" if chosen.reading.count_from == "same day" else "begins"
    yield say[begins].format(day=first, zone=zone, by=phrase(chosen.reading.by, language))
    yield say["runs"].format(length=length(chosen.length.text, language), day=date(chosen.plain, language))
    for day, why in chosen.closed:
        name = words_in(language)["weekend"].get(why, why)
        yield say["closed"].format(day=date(day, language), why=name, by=phrase(chosen.reading.by, language))
    if chosen.closed:
        yield say["open"].format(day=last)
    yield say["ends"].format(day=last, zone=zone)
    if found.rule.party == "trader":
        yield _safe(found, language)


def _safe(found: Reckoning, language: str) -> str:
    rule = found.rule
    words = words_in(language)["steps"]["safe_money" if rule.bank_days else "safe"]
    return str(words.format(day=date(found.safe_by, language), count=rule.bank_days))


def doubt(found: Reckoning, language: str) -> str:
    """One sentence when another day could be meant, and why this one was taken; empty when there is none."""
    say, day = words_in(language)["doubts"], date(found.chosen.last_day, language)
    if other := _other(found):
        by, other_by = phrase(found.chosen.reading.by, language), phrase(other.reading.by, language)
        return str(
            say[_side(found, other)].format(day=day, by=by, other_by=other_by, other=date(other.last_day, language))
        )
    if found.local:
        return str(say["local"].format(day=day, why=found.local[1], other=date(found.latest, language)))
    return ""


def released(old: Date, language: str) -> str:
    """Why a refund is due at once after a wait that ended late."""
    return str(words_in(language)["doubts"]["released"].format(day=date(old, language)))


def release_step(day: Date, last: Date, language: str) -> str:
    """The step that a late release adds to a counting."""
    say = words_in(language)["steps"]["released"]
    return str(say.format(day=date(day, language), last=date(last, language)))


def _other(found: Reckoning) -> Ending | None:
    """The reading that matters most beside the chosen one: another defensible one first, then what could be argued."""
    return found.others[0] if found.others else None


def _side(found: Reckoning, other: Ending) -> str:
    if other.last_day < found.chosen.last_day:
        return "later"
    return "earlier" if found.rule.party == "trader" else "argued"


@lru_cache(maxsize=8192)  # the same days come again and again, and a text costs more than a look-up
def date(day: Date, language: str) -> str:
    """A day with its weekday, short: `Thu 24 Dec 2026`."""
    weekdays, months, pattern = _date_words(language)
    return pattern.format(weekday=weekdays[weekday(day) - 1], day=day.day, month=months[day.month - 1], year=day.year)


@cache
def _date_words(language: str) -> tuple[list[str], list[str], str]:
    words = words_in(language)
    return words["weekdays"], words["months"], words["date"]


@cache
def length(text: str, language: str) -> str:
    """`12 months and 14 days` in another language."""
    units = words_in(language).get("units")
    if not units:
        return text
    return re.sub(r"[a-z]+", lambda found: str(units[found[0]]), text)


def phrase(text: str, language: str) -> str:
    """A reason in another language; the name of a statute stays as it is."""
    return str(words_in(language).get("phrases", {}).get(text, text))
