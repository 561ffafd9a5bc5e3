"""Values survive the way into a journal and back, and what does not fit is refused in plain words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from whenever import Date, Instant

from engine.errors import PlaybookError
from engine.language.catalogue import FIELDS, LINE_FIELDS, Field, FieldType
from engine.language.fields import field_value, moment_in, plain, typed_groups
from engine.language.values import Duration, Line, Money, Unit, Value

LINE = Line("1", (("sku", "00123"), ("quantity", Decimal(2)), ("price", Money("DKK", Decimal("249.50")))))
EXAMPLES: tuple[tuple[str, Value], ...] = (
    ("order.number", "00123"),
    ("order.days_late", Decimal("2.5")),
    ("order.paid_total", Money("DKK", Decimal("499.00"))),
    ("order.contract_date", Date(2026, 2, 28)),
    ("order.delivered_at", Instant.from_utc(2026, 11, 2, 9, 5)),
    ("return.statutory", False),
    ("return.wish", "money"),
    ("order.country", "NO"),
    ("customer.language", "nb"),
    ("order.lines", (LINE,)),
    ("complaint.photos", ("a.jpg", "b.jpg")),
    ("order.terms_version", None),
)


@pytest.mark.parametrize(("path", "value"), EXAMPLES)
def test_a_value_comes_back_from_json_as_it_went_in(path: str, value: Value) -> None:
    assert field_value(FIELDS[path], plain(value)) == value


def test_a_length_of_time_comes_back_from_json_as_it_went_in() -> None:
    field = Field("settings.post_days", FieldType.DURATION, "")

    assert field_value(field, plain(Duration(1, Unit.WORKING_DAYS))) == Duration(1, Unit.WORKING_DAYS)


def test_money_may_also_be_written_as_on_a_receipt() -> None:
    assert field_value(FIELDS["order.paid_total"], "499.00 DKK") == Money("DKK", Decimal("499.00"))


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("order.paid_total", "5000"),
        ("order.paid_total", {"amount": "5000"}),
        ("order.days_late", True),
        ("order.days_late", "NaN"),
        ("order.days_late", "three"),
        ("order.contract_date", "24.12.2026"),
        ("order.delivered_at", "2026-11-02 09:05"),
        ("return.statutory", "maybe"),
        ("return.wish", "cash"),
        ("order.country", "Norway"),
        ("customer.language", "Danish"),
        ("order.number", {"a": 1}),
        ("order.lines", [{"sku": "1"}]),
        ("order.lines", [{"id": "1"}, {"id": "1"}]),
        ("order.lines", "a chair"),
        ("complaint.photos", [1]),
    ],
)
def test_a_value_of_another_kind_is_refused_and_names_the_field(path: str, raw: object) -> None:
    with pytest.raises(PlaybookError) as refused:
        field_value(FIELDS[path], raw)

    assert refused.value.where == path
    assert refused.value.remedy


def test_an_empty_text_leaves_a_date_empty() -> None:
    assert field_value(FIELDS["order.contract_date"], " ") is None


def test_event_data_becomes_fields_and_unknown_ones_stay_outside() -> None:
    data = {"order": {"number": 1042, "colour": "red"}, "weather": {"wind": "strong"}, "customer": "Kari"}

    assert typed_groups(data) == {"order.number": "1042"}


def test_a_line_keeps_only_what_the_catalogue_knows() -> None:
    lines = field_value(FIELDS["order.lines"], [{"id": 7, "quantity": 2, "colour": "red"}])

    assert lines == (Line("7", (("quantity", Decimal(2)),)),)
    assert "colour" not in LINE_FIELDS


def test_a_time_without_a_zone_is_read_by_the_clock_of_that_zone() -> None:
    assert moment_in("Europe/Helsinki", "2026-11-02 09:05") == Instant.from_utc(2026, 11, 2, 7, 5)


def test_a_time_without_a_zone_must_be_a_time() -> None:
    with pytest.raises(PlaybookError):
        moment_in("Europe/Helsinki", "tomorrow")
