"""From which fact of the journal each period counts."""

from __future__ import annotations

import pytest
from whenever import Date, Instant

from engine.law import Happening, Jurisdiction, find_rule, find_start
from engine.law.starts import deadline_of


def happened(kind: str, day: int, hour: int = 12, **data: object) -> Happening:
    return Happening(kind, Instant.from_utc(2026, 11, day, hour), data)


def start(words: str, *happenings: Happening, country: str = "DK", **fields: object):
    facts = {path.replace("__", "."): value for path, value in fields.items()}
    return find_start(find_rule(words, Jurisdiction(country)), happenings, facts)


def test_nothing_starts_before_its_fact():
    assert start("withdrawal", happened("order.placed", 1)) is None


def test_the_last_of_several_parcels_starts_the_withdrawal():
    found = start(
        "withdrawal",
        happened("order.delivered", 3, shipment={"number": "A"}),
        happened("order.delivered", 7, shipment={"number": "B"}),
        happened("order.delivered", 5, shipment={"number": "C"}),
    )

    assert (found.time, found.index) == (Instant.from_utc(2026, 11, 7, 12), 1)


def test_a_second_report_of_one_parcel_moves_nothing():
    found = start(
        "withdrawal",
        happened("order.delivered", 3, shipment={"number": "A"}),
        happened("order.delivered", 9, shipment={"number": "A"}),
    )

    assert found.time == Instant.from_utc(2026, 11, 3, 12)


def test_a_line_that_has_not_come_keeps_the_period_from_starting():
    first = happened("order.delivered", 3, lines=["1"])
    second = happened("order.delivered", 6, lines=[{"id": "2"}])
    lines = ({"id": "1"}, {"id": "2"})

    assert start("withdrawal", first, order__lines=lines) is None
    assert start("withdrawal", first, second, order__lines=lines).time == Instant.from_utc(2026, 11, 6, 12)


def test_regular_deliveries_count_from_the_first():
    boxes = (happened("order.delivered", 9), happened("order.delivered", 2), happened("order.delivered", 16))

    by_words = start("regular deliveries", *boxes)
    by_kind = start("withdrawal", *boxes, order__kind="regular delivery")

    assert by_words.time == by_kind.time == Instant.from_utc(2026, 11, 2, 12)


def test_a_service_counts_from_the_contract():
    found = start("withdrawal", happened("order.placed", 4), happened("order.delivered", 9), order__kind="service")

    assert found.time == Instant.from_utc(2026, 11, 4, 12)


def test_a_parcel_in_a_locker_counts_from_its_collection():
    put = happened("order.delivered", 21, shipment={"how": "in locker", "number": "A"})
    taken = happened("order.delivered", 25, shipment={"how": "collected from locker", "number": "A"})

    assert start("withdrawal", put) is None
    found = start("withdrawal", put, taken)
    assert found.time == taken.time
    assert "collected from the locker" in found.because


def test_a_parcel_at_the_neighbours_counts_from_the_customers_own_hands_if_that_is_known():
    neighbour = happened("order.delivered", 3, shipment={"how": "neighbour", "number": "A"})
    own = happened("order.delivered", 5, shipment={"how": "handed over", "number": "A"})

    assert "may have got it later" in start("withdrawal", neighbour).because
    assert start("withdrawal", neighbour, own).time == own.time


def test_the_time_in_the_data_counts_but_never_a_later_one_than_its_report():
    told_late = happened("order.delivered", 9, order={"delivered_at": "2026-11-06T10:00:00+01:00"})
    told_early = happened("order.delivered", 9, order={"delivered_at": "2026-11-30T10:00:00+01:00"})

    assert start("withdrawal", told_late).time == Instant.from_utc(2026, 11, 6, 9)
    assert start("withdrawal", told_early).time == Instant.from_utc(2026, 11, 9, 12)


def test_a_customer_told_late_has_fourteen_days_from_then():
    told = happened("message.sent", 20, message="withdrawal_information")
    found = start("withdrawal", happened("order.delivered", 3), told, return__informed=False)

    assert (found.time, found.instead) == (told.time, "")


def test_a_customer_never_told_has_twelve_months_more():
    facts = {"return.informed": False}
    delivered = (Happening("order.delivered", Instant.from_utc(2025, 11, 10, 11), {}),)
    where = Jurisdiction("NL")

    counted = deadline_of(find_rule("withdrawal", where), delivered, facts, where)

    assert (counted.rule, counted.last_day) == ("eu.withdrawal_never_informed", Date(2026, 11, 24))


def test_germany_counts_twelve_months_and_fourteen_days_from_the_goods():
    facts = {"return.informed": "no"}
    delivered = (Happening("order.delivered", Instant.from_utc(2025, 11, 7, 9), {}),)
    where = Jurisdiction("DE")

    counted = deadline_of(find_rule("withdrawal", where), delivered, facts, where)

    assert (counted.rule, counted.last_day) == ("de.withdrawal_max", Date(2026, 11, 23))


def test_information_after_the_twelve_months_revives_nothing():
    told = Happening("message.sent:withdrawal_information", Instant.from_utc(2028, 3, 1, 9), {})
    found = start("withdrawal", happened("order.delivered", 3), told, return__informed=False)

    assert found.instead == "eu.withdrawal_never_informed"


def test_the_first_notice_starts_refund_and_return():
    notices = (happened("return.requested", 12), happened("return.requested", 10))

    for words in ("refund after withdrawal", "return shipment"):
        assert start(words, *notices).time == Instant.from_utc(2026, 11, 10, 12)


def test_a_notice_that_was_taken_back_starts_nothing_but_a_new_one_does():
    asked, kept, again = (
        happened("return.requested", 10),
        happened("return.cancelled", 12),
        happened("return.requested", 15),
    )

    assert start("refund after withdrawal", asked, kept, notice__received_at=asked.time) is None
    found = start("refund after withdrawal", asked, kept, again)
    assert (found.time, found.index) == (again.time, 2)


def test_a_notice_that_was_taken_back_counts_again_once_the_goods_are_sent_all_the_same():
    asked, kept, sent = happened("return.requested", 10), happened("return.cancelled", 12), happened("return.sent", 20)

    assert start("refund after withdrawal", asked, kept, sent).time == asked.time
    assert start("refund after withdrawal", asked, sent, happened("return.cancelled", 21)) is None
    again = (happened("return.requested", 15), happened("return.cancelled", 16), sent)
    assert start("refund after withdrawal", asked, kept, *again).index == 2


def test_a_goodwill_return_starts_no_period_of_law():
    assert start("refund after withdrawal", happened("return.requested", 10), return__statutory=False) is None


def test_a_parcel_that_nobody_announced_starts_no_refund():
    assert start("refund after withdrawal", happened("return.received", 10)) is None


@pytest.mark.parametrize(
    ("facts", "happenings", "day"),
    [
        ({}, [("return.received", 20)], 20),
        ({}, [("return.received", 20), ("return.sent", 14)], 14),
        ({"return.collected": True}, [], 10),
        ({"order.kind": "service"}, [], 10),
    ],
)
def test_britain_counts_the_refund_from_goods_or_proof(facts, happenings, day):
    story = (happened("return.requested", 10), *(happened(kind, on) for kind, on in happenings))
    found = find_start(find_rule("refund after withdrawal", Jurisdiction("GB")), story, facts)

    assert found.time == Instant.from_utc(2026, 11, day, 12)


def test_britains_refund_has_no_start_while_nothing_came_back():
    assert start("refund after withdrawal", happened("return.requested", 10), country="GB") is None


def test_delivery_counts_from_the_contract_unless_a_later_day_was_agreed():
    placed = happened("order.placed", 2)

    assert start("delivery", placed).time == placed.time
    assert start("delivery", placed, order__promised_delivery=Date(2026, 11, 20)).time == placed.time
    assert start("delivery", placed, order__promised_delivery=Date(2027, 2, 1)) is None


def test_the_day_of_the_contract_goes_before_the_day_of_the_order():
    found = start("delivery", happened("order.placed", 2), order__contract_date=Date(2026, 11, 5))

    assert found.time.to_tz("Europe/Copenhagen").date() == Date(2026, 11, 5)


def test_the_end_of_a_late_order_starts_its_refund():
    found = start("refund after cancelled delivery", happened("customer.wants_refund", 15))

    assert found.time == Instant.from_utc(2026, 11, 15, 12)


def test_notice_of_a_defect_counts_from_its_discovery():
    complaint = happened("complaint.received", 20, complaint={"discovered_at": "2026-11-11T08:00:00+01:00"})

    assert start("complaint notice", complaint).time == Instant.from_utc(2026, 11, 11, 7)
    assert start("complaint answer", complaint, country="PL").time == complaint.time


def test_a_repair_lengthens_the_liability_from_its_end():
    delivered = happened("order.delivered", 3)

    assert start("repair extension", delivered) is None
    found = start("repair extension", delivered, happened("complaint.repaired", 20))
    assert found.time.to_tz("Europe/Copenhagen").date() == Date(2028, 11, 3)


def test_a_data_request_counts_from_its_receipt():
    assert start("data request", happened("privacy.requested", 8)).index == 0


def test_the_same_fact_gives_the_same_identity_in_any_order():
    one, two = happened("order.delivered", 3), happened("order.delivered", 7)

    assert start("withdrawal", one, two).identity == start("withdrawal", two, one).identity


def test_fields_of_the_case_tell_where_no_event_does():
    found = start("withdrawal", order__delivered_at=Instant.from_utc(2026, 11, 3, 9))

    assert (found.time, found.index) == (Instant.from_utc(2026, 11, 3, 9), -1)
