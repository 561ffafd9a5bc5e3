"""What a playbook says becomes exactly that length, moment, condition or hour."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.language import parse_condition, parse_duration, parse_moment
from engine.language.catalogue import FieldType
from engine.language.conditions import Compare, CompareFields, Comparison, Condition, Either, Not
from engine.language.hours import parse_hours, parse_minute, parse_span
from engine.language.names import Names
from engine.language.slips import Slip
from engine.language.values import NOW, Duration, Moment, Money, Reference, Unit

NAMES = Names(settings={"post_days": FieldType.DURATION}, deadlines=("send_back_by", "refund_by"))
C = Comparison


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("1 day", 1, Unit.DAYS),
        ("3 days", 3, Unit.DAYS),
        ("2 working days", 2, Unit.WORKING_DAYS),
        ("1 working hour", 1, Unit.WORKING_HOURS),
        ("90 minutes", 90, Unit.MINUTES),
        ("1 month", 1, Unit.MONTHS),
        ("2 weeks", 2, Unit.WEEKS),
    ],
)
def test_a_length_of_time_is_an_amount_and_a_unit(text: str, amount: int, unit: Unit) -> None:
    assert parse_duration(text) == Duration(amount, unit)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("P3D", "3 days"),
        ("PT4H", "4 hours"),
        ("P1M", "1 month"),
        ("two days", "2 days"),
        ("a week", "1 week"),
        ("3d", "3 days"),
        ("3 business days", "3 working days"),
        ("2 huors", "2 hours"),
        ("0 days", None),
        ("soon", None),
        ("", None),
    ],
)
def test_another_form_is_refused_with_the_right_one(text: str, better: str | None) -> None:
    with pytest.raises(Slip) as refused:
        parse_duration(text)

    assert refused.value.better == better


DAYS = Duration(4, Unit.DAYS)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("send_back_by", Moment(Reference("send_back_by"))),
        ("4 days before send_back_by", Moment(Reference("send_back_by"), DAYS, before=True)),
        ("4 days after notice.received_at", Moment(Reference("notice.received_at"), DAYS)),
        ("4 days from now", Moment(NOW, DAYS)),
        ("settings.post_days after send_back_by", Moment(Reference("send_back_by"), Reference("settings.post_days"))),
        ("deadlines.refund_by.safe_by", Moment(Reference("deadlines.refund_by.safe_by"))),
    ],
)
def test_a_moment_is_told_from_something_known(text: str, moment: Moment) -> None:
    assert parse_moment(text, NAMES) == moment


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("order.country is NO", Compare("order.country", C.IS, ("NO",))),
        ("order.number is 00123", Compare("order.number", C.IS, ("00123",))),
        ("return.statutory is not no", Compare("return.statutory", C.IS_NOT, (False,))),
        ("order.country is one of DK, SE", Compare("order.country", C.IS_ONE_OF, ("DK", "SE"))),
        ("order.country is not one of DK, SE", Compare("order.country", C.IS_NOT, ("DK", "SE"))),
        (
            "return.refund_total > 500.00 DKK",
            Compare("return.refund_total", C.MORE, (Money("DKK", Decimal("500.00")),)),
        ),
        ("order.days_late >= 3", Compare("order.days_late", C.AT_LEAST, (Decimal(3),))),
        ("return.reason contains too small", Compare("return.reason", C.CONTAINS, ("too small",))),
        ("refund.amount < order.paid_total", CompareFields("refund.amount", C.LESS, "order.paid_total")),
        ("refund_by > send_back_by", CompareFields("refund_by", C.MORE, "send_back_by")),
        ("return.reason is not set", Compare("return.reason", C.IS_EMPTY)),
        ("not return.reason is set", Not(Compare("return.reason", C.IS_SET))),
        ('return.reason is "this or that"', Compare("return.reason", C.IS, ("this or that",))),
    ],
)
def test_a_condition_says_what_it_says(text: str, condition: Condition) -> None:
    assert parse_condition(text, NAMES) == condition


def test_and_binds_more_than_or() -> None:
    one, two, three = (Compare("order.country", C.IS, (code,)) for code in ("DK", "NO", "SE"))

    found = parse_condition("order.country is DK or order.country is NO and not order.country is SE", NAMES)

    assert isinstance(found, Either)
    assert found.parts[0] == one
    assert getattr(found.parts[1], "parts", ()) == (two, Not(three))


def test_hours_may_have_a_break_and_a_short_friday() -> None:
    hours = parse_hours("Mon-Thu 9:00-12:00, Mon-Thu 13:00-17:00, Fri 9:00-15:00")

    assert hours.by_weekday[1] == ((540, 720), (780, 1020))
    assert hours.by_weekday[5] == ((540, 900),)
    assert 6 not in hours.by_weekday


def test_quiet_hours_go_over_midnight() -> None:
    assert parse_span("21:00-08:00") == (1260, 480)


@pytest.mark.parametrize("text", ["24:30", "9.00", "9:75", "noon"])
def test_a_time_must_be_on_the_clock(text: str) -> None:
    with pytest.raises(Slip):
        parse_minute(text)


@pytest.mark.parametrize("text", ["Mon-Fri 17:00-9:00", "Mo-Fr 9:00-17:00", "9:00-17:00", ""])
def test_opening_hours_name_days_and_end_after_they_begin(text: str) -> None:
    with pytest.raises(Slip):
        parse_hours(text)
