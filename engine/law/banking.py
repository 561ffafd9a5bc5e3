"""Banking days: when money that was sent is on the customer's account, and how early to send it."""

from __future__ import annotations

from whenever import Date

from engine.law.calendars import SATURDAY, holiday, weekday
from engine.law.places import check_country


def is_banking_day(country: str, day: Date) -> bool:
    """Whether banks move money on this day."""
    return weekday(day) < SATURDAY and not holiday(day, check_country(country), "", "bank")


def on_account_by(country: str, issued: Date, bank_days: int = 3) -> Date:
    """The day by which a refund sent on `issued` is on the customer's account."""
    return after_bank_days(country, issued, bank_days)


def after_bank_days(country: str, day: Date, count: int) -> Date:
    """The day that lies so many banking days later; the day itself is not counted."""
    while count > 0:
        day = day.add(days=1)
        count -= is_banking_day(country, day)
    return day


def before_bank_days(country: str, day: Date, count: int) -> Date:
    """The last banking day on which money still arrives by `day` if it needs so many banking days."""
    while not is_banking_day(country, day):
        day = day.subtract(days=1)
    while count > 0:
        day = day.subtract(days=1)
        count -= is_banking_day(country, day)
    return day
