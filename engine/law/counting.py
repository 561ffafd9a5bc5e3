"""Count one period of law: the first day, the last day, what moves it, and the moment that is too late.

Never 24-hour arithmetic: days are local days, and the end is the start of the next local day (Reg. 1182/71 art. 3(2)).
"""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Date, Instant, Time, TimeDelta

from engine.errors import LawError
from engine.law import wording
from engine.law.banking import after_bank_days, before_bank_days
from engine.law.calendars import local_holiday, why_closed
from engine.law.deadline import Confidence, Deadline, Jurisdiction, Party
from engine.law.places import party_zone, region_of
from engine.law.rule import Length, Reading, Rule

_MIDNIGHT = Time()


@dataclass(frozen=True, slots=True)
class Ending:
    """Where one reading of the statute ends: before and after closed days moved it."""

    reading: Reading
    length: Length
    plain: Date
    last_day: Date
    closed: tuple[tuple[Date, str], ...]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that was found while counting, before it is put into words."""

    rule: Rule
    first_day: Date
    zone: str
    chosen: Ending
    others: tuple[Ending, ...]
    end: Instant
    latest: Date
    safe_by: Date
    local: tuple[Date, str] | None  # a day that may be closed where the customer lives


def count(rule: Rule, start: Instant, where: Jurisdiction) -> Deadline:
    """The deadline that a rule gives from a moment on, in one country."""
    found = reckon(rule, start, where)
    return Deadline(
        rule=rule.id,
        start=start,
        last_day=found.chosen.last_day,
        end=found.end,
        latest=found.latest,
        safe_by=found.safe_by,
        party=rule.party,
        confidence=_confidence(found),
        basis=rule.basis,
        source=rule.source,
        steps=tuple(wording.steps(found, "en")),
        doubt=wording.doubt(found, "en"),
    )


def reckon(rule: Rule, start: Instant, where: Jurisdiction) -> Reckoning:
    """Count by every reading of the statute and choose by party: consumer the latest, trader the earliest."""
    _check(rule, start, where)
    zone = party_zone(rule.zone, where)
    first_day = start.to_tz(zone).date()
    region = region_of(rule.country, where.region)
    hours_end = start + TimeDelta(hours=rule.length.hours) if rule.length.hours else None
    counted = tuple(_ending(rule, reading, first_day, region, hours_end, zone) for reading in rule.count)
    argued = tuple(_ending(rule, reading, first_day, region, hours_end, zone) for reading in rule.argue)
    chosen = _choose(rule.party, counted)
    moved, local = _past_local(chosen, rule, region)
    return Reckoning(
        rule=rule,
        first_day=first_day,
        zone=zone,
        chosen=chosen,
        others=tuple(ending for ending in counted + argued if ending.last_day != chosen.last_day),
        end=hours_end or end_of_day(chosen.last_day, zone),
        latest=max(moved, *(ending.last_day for ending in counted + argued)),
        safe_by=_safe_by(rule, counted, chosen, first_day, where),
        local=local,
    )


def end_of_day(day: Date, zone: str) -> Instant:
    """The first moment after a local day, whatever its clock did."""
    return day.add(days=1).at(_MIDNIGHT).assume_tz(zone).to_instant()


def _check(rule: Rule, start: object, where: Jurisdiction) -> None:
    if not isinstance(start, Instant):
        raise LawError(
            "the start is no moment with a time zone.",
            where=f"rule {rule.id}",
            remedy="Give day, time and offset, as in 2026-12-10T16:00:00+01:00.",
        )
    if where.country != rule.country:
        remedy = "Find the rule anew for the customer's country."
        raise LawError(
            f"it was found for {rule.country}, not for {where.country}.", where=f"rule {rule.id}", remedy=remedy
        )


def _ending(rule: Rule, reading: Reading, first_day: Date, region: str, hours_end: Instant | None, zone: str) -> Ending:
    length = reading.length or rule.length
    if hours_end:
        last = hours_end.subtract(nanoseconds=1).to_tz(zone).date()
        return Ending(reading, length, last, last, ())
    plain = first_day.add(months=length.months).add(days=length.days)
    if reading.count_from == "same day":
        plain = plain.subtract(days=1)
    last, closed = _roll(plain, reading, rule.country, region)
    return Ending(reading, length, plain, last, closed)


def _roll(day: Date, reading: Reading, country: str, region: str) -> tuple[Date, tuple[tuple[Date, str], ...]]:
    """Move an end past the days that this reading of the statute does not let a period end on."""
    closed: list[tuple[Date, str]] = []
    while reading.rolls and (why := why_closed(day, reading, country, region)):
        closed.append((day, why))
        day = day.add(days=1)
    return day, tuple(closed)


def _choose(party: Party, endings: tuple[Ending, ...]) -> Ending:
    """A consumer's right gets the latest defensible day, a trader's duty the earliest; a tie goes to the first named."""
    pick = max if party == "consumer" else min
    return pick(endings, key=lambda ending: ending.last_day)


def _past_local(ending: Ending, rule: Rule, region: str) -> tuple[Date, tuple[Date, str] | None]:
    """Where the end would lie if a holiday of the unknown place counted as well."""
    reading = ending.reading
    if not reading.calendar or not (name := local_holiday(ending.last_day, rule.country, region)):
        return ending.last_day, None
    day = ending.last_day
    while local_holiday(day, rule.country, region) or why_closed(day, reading, rule.country, region):
        day = day.add(days=1)
    return day, (ending.last_day, name)


def _safe_by(rule: Rule, counted: tuple[Ending, ...], chosen: Ending, first_day: Date, where: Jurisdiction) -> Date:
    """The shop's prudent day: not moved by any closed day, and early enough for money to arrive."""
    if rule.party == "consumer":
        return chosen.last_day
    plain = min(ending.plain for ending in counted)
    bank = where.trader_country or rule.country
    safe = before_bank_days(bank, plain, rule.bank_days) if rule.bank_days else plain
    if rule.safe_within:
        safe = min(safe, after_bank_days(bank, first_day, rule.safe_within))
    return max(safe, first_day)


def _confidence(found: Reckoning) -> Confidence:
    rule = found.rule
    differ = any(ending.reading in rule.count for ending in found.others)
    worst = rule.if_readings_differ if differ else rule.confidence
    return "medium" if found.local and worst == "high" else worst
