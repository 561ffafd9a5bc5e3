"""Working days and working hours for the shop's own goals and promises: never for a legal period, which counts all days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from whenever import Date, Instant, Time, TimeDelta

from engine.errors import LawError
from engine.law.calendars import SATURDAY, holiday, weekday
from engine.law.places import check_country, countries, region_of
from engine.law.shelf import sheet

OpenHours = Mapping[int, tuple[tuple[int, int], ...]]
_OFFICE: OpenHours = dict.fromkeys(range(1, SATURDAY), ((9 * 60, 17 * 60),))
_LONGEST_CLOSURE = 400  # days; a shop that is closed longer has no next opening


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When a shop works: its hours by weekday (1 is Monday), its country's holidays, its own closed days.

    Without hours it is Monday to Friday, 9 to 17. A country that is not in the law's data has no known holidays.
    """

    zone: str
    country: str
    region: str = ""
    open_hours: OpenHours = field(default_factory=dict)
    closed_days: frozenset[Date] = frozenset()

    def hours_on(self, day: Date) -> tuple[tuple[int, int], ...]:
        """The opening hours of one day, in minutes after midnight; none on a closed day."""
        if day in self.closed_days or self._is_holiday(day):
            return ()
        return (self.open_hours or _OFFICE).get(weekday(day), ())

    def _is_holiday(self, day: Date) -> bool:
        return self.country in countries() and bool(_holiday(self.country, self.region, day))


def is_working_day(country: str, region: str, day: Date) -> bool:
    """Whether people in this country work on the day: no weekend, no holiday."""
    check_country(country)
    return weekday(day) < SATURDAY and not _holiday(country, region, day)


def add_days(day: Date, count: int) -> Date:
    """The day so many calendar days later, or earlier."""
    return day.add(days=count)


def add_working_days(day: Date, count: int, working: WorkingTime) -> Date:
    """The day so many working days later, or earlier; the day itself is not counted."""
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = _next(day.add(days=step), step, working)
    return day


def add_working_hours(start: Instant, hours: float, working: WorkingTime) -> Instant:
    """The moment so many opening hours later, or earlier; the clock stands still while the shop is closed."""
    left = TimeDelta(seconds=round(abs(float(hours)) * 3600))
    spans = _spans_after(start, working) if hours >= 0 else _spans_before(start, working)
    for opens, closes in spans:
        span = closes - opens
        if left <= span:
            return opens + left if hours >= 0 else closes - left
        left -= span
    raise _never_open(working)


def next_opening(start: Instant, working: WorkingTime) -> Instant:
    """The moment itself if the shop is open then, else when it opens next."""
    for opens, _ in _spans_after(start, working):
        return opens
    raise _never_open(working)


def _next(day: Date, step: int, working: WorkingTime) -> Date:
    for _ in range(_LONGEST_CLOSURE):
        if working.hours_on(day):
            return day
        day = day.add(days=step)
    raise _never_open(working)


def _spans_after(start: Instant, working: WorkingTime) -> Iterator[tuple[Instant, Instant]]:
    """Opening times from a moment on, the first one cut where it has begun already."""
    for opens, closes in _spans(start, working, lambda day: day.add(days=1)):
        if closes > start:
            yield max(opens, start), closes


def _spans_before(start: Instant, working: WorkingTime) -> Iterator[tuple[Instant, Instant]]:
    """Opening times back from a moment, the first one cut where it has not ended yet."""
    for opens, closes in _spans(start, working, lambda day: day.subtract(days=1)):
        if opens < start:
            yield opens, min(closes, start)


def _spans(start: Instant, working: WorkingTime, step: Callable[[Date], Date]) -> Iterator[tuple[Instant, Instant]]:
    day = start.to_tz(working.zone).date()
    idle = 0
    while idle < _LONGEST_CLOSURE:
        hours = working.hours_on(day)
        forward = step(day) > day
        for opens, closes in hours if forward else reversed(hours):
            yield _moment(day, opens, working.zone), _moment(day, closes, working.zone)
        idle = 0 if hours else idle + 1
        day = step(day)


def _moment(day: Date, minutes: int, zone: str) -> Instant:
    days, rest = divmod(minutes, 24 * 60)
    return day.add(days=days).at(Time(rest // 60, rest % 60)).assume_tz(zone).to_instant()


def _holiday(country: str, region: str, day: Date) -> str:
    return holiday(day, country, region_of(country, region), sheet(country)["work"])


def _never_open(working: WorkingTime) -> LawError:
    closed = ", ".join(str(day) for day in islice(sorted(working.closed_days), 3))
    detail = f" (closed days begin with {closed})" if closed else ""
    return LawError(
        f"the shop is never open within {_LONGEST_CLOSURE} days{detail}.",
        where="working hours",
        remedy="Give at least one weekday opening hours.",
    )
