"""When a moment of a playbook is, in one case: `4 days before send_back_by` as a day, `2 hours from now` as an instant."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Date, Instant, Time, TimeDelta

from engine.case.known import Known
from engine.errors import PlaybookError
from engine.language.values import NOW, Duration, Moment, Unit
from engine.law import WorkingTime, add_days, add_working_days, add_working_hours

Point = Date | Instant
"""A whole day in somebody's zone, or an instant."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose days are counted: the zone of the party that must act, and when the shop works."""

    zone: str
    working_time: WorkingTime


def customers(known: Known) -> Place:
    """Days as the customer lives them: for what the customer must do, and when mails reach her."""
    return Place(known.zone, known.in_force.working_time())


def shops(known: Known) -> Place:
    """Days as the shop lives them: for what the shop must do."""
    return Place(known.in_force.shop.time_zone, known.in_force.working_time())


def point(moment: Moment, known: Known, place: Place, began: Instant) -> Point:
    """The day or instant that a moment means; `began` is what `now` stands for."""
    anchor = _anchor(moment, known, began)
    offset = (
        known.lookup(moment.offset.path) if moment.offset and not isinstance(moment.offset, Duration) else moment.offset
    )
    if offset is None:
        return anchor
    if not isinstance(offset, Duration):
        raise PlaybookError(f"{offset} is not a length of time.", where=known.playbook)
    return moved(anchor, -offset.amount if moment.before else offset.amount, offset.unit, place)


def until(found: Point, place: Place) -> Instant:
    """The moment at which a wait is over: a day means its end."""
    return found if isinstance(found, Instant) else end_of(found, place.zone)


def contact(found: Point, known: Known, zone: str) -> Instant:
    """The moment at which somebody is written to: on a day, the shop's contact hour in the reader's zone."""
    if isinstance(found, Instant):
        return found
    hour, minute = divmod(known.in_force.shop.contact_minute, 60)
    return found.at(Time(hour, minute)).assume_tz(zone).to_instant()


def end_of(day: Date, zone: str) -> Instant:
    """The exclusive end of a day: midnight in its zone, whatever its clock did that night."""
    return day.add(days=1).at(Time()).assume_tz(zone).to_instant()


def day_of(moment: Instant, zone: str) -> Date:
    """The day that a moment falls on, in a zone."""
    return moment.to_tz(zone).date()


def _anchor(moment: Moment, known: Known, began: Instant) -> Point:
    if moment.anchor == NOW:
        return began
    value = known.lookup(moment.anchor.path)
    if isinstance(value, Date | Instant):
        return value
    raise PlaybookError(
        f'"{moment.anchor.path}" has no date yet, so this moment cannot be told.',
        where=known.playbook,
        remedy="Give the case that date, or skip the step.",
    )


def moved(anchor: Point, amount: int, unit: Unit, place: Place) -> Point:
    """A day or instant so much later; earlier where the amount is negative."""
    match unit:
        case Unit.MINUTES:
            return _instant(anchor, place) + TimeDelta(minutes=amount)
        case Unit.HOURS:
            return _instant(anchor, place) + TimeDelta(hours=amount)
        case Unit.WORKING_HOURS:
            return add_working_hours(_instant(anchor, place), amount, place.working_time)
        case Unit.DAYS:
            return add_days(_day(anchor, place), amount)
        case Unit.WEEKS:
            return add_days(_day(anchor, place), 7 * amount)
        case Unit.MONTHS:
            return _day(anchor, place).add(months=amount)
        case Unit.WORKING_DAYS:
            return add_working_days(_day(anchor, place), amount, place.working_time)


def _day(anchor: Point, place: Place) -> Date:
    return day_of(anchor, place.zone) if isinstance(anchor, Instant) else anchor


def _instant(anchor: Point, place: Place) -> Instant:
    return anchor if isinstance(anchor, Instant) else end_of(anchor, place.zone)
