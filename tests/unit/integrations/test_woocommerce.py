"""What WooCommerce delivers, in Fjorten's own events."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from engine.language.fields import typed_groups
from engine.run.doors import Report
from integrations.inbound.woocommerce import Delivered, translate
from tests.unit.integrations.conftest import dkk
from tests.woocommerce_deliveries import changed, of_topic, recorded

NOW = Instant.parse_iso("2026-11-22T04:00:00Z")
LANGUAGES = {"DK": ("da", "en"), "FI": ("fi", "sv")}


def events(topic: str, **fields: object) -> dict[str, list[Report]]:
    delivery = changed(topic, **fields) if fields else of_topic(topic)
    found: dict[str, list[Report]] = {}
    for report in translate(Delivered(topic, delivery.body), LANGUAGES, NOW):
        found.setdefault(report.delivery.type, []).append(report)
    return found


def test_the_recorded_order_becomes_a_placed_order_a_payment_and_two_refunds():
    found = {kind: len(reports) for kind, reports in events("order.created").items()}

    assert found == {"order.placed": 1, "order.paid": 1, "refund.issued": 2}


def test_a_refund_is_an_amount_above_nothing_with_its_currency():
    refunds = [report.delivery.data["refund"] for report in events("order.updated")["refund.issued"]]

    assert [refund["id"] for refund in refunds] == ["wc-17", "wc-16"]
    assert {json.dumps(refund["amount"]) for refund in refunds} == {'{"amount": "499.00", "currency": "USD"}'}


def test_every_delivery_of_the_order_reports_the_same_refunds_so_that_the_inbox_takes_them_once():
    refunds = {
        (report.delivery.event_id, report.delivery.digest())
        for delivery in recorded()
        if delivery.topic
        for report in translate(Delivered(delivery.topic, delivery.body), LANGUAGES, NOW)
        if report.delivery.type == "refund.issued"
    }

    assert len(refunds) == 2


def test_a_later_delivery_with_one_more_refund_reports_one_that_is_new():
    before = {r.delivery.digest() for r in events("order.updated")["refund.issued"]}
    more = [*json.loads(of_topic("order.updated").body)["refunds"], {"id": 18, "reason": "", "total": "-1.00"}]
    after = events("order.updated", refunds=more, date_modified_gmt="2026-11-23T10:00:00")["refund.issued"]

    assert [r.delivery.event_id for r in after if r.delivery.digest() not in before] == ["15-refund-18"]


def test_a_refund_that_is_known_is_not_reported_again():
    body = of_topic("order.updated").body

    known = translate(Delivered("order.updated", body), LANGUAGES, NOW, known=("wc-16", "wc-17"))

    assert {report.delivery.type for report in known} == {"order.changed", "order.paid"}


def test_the_order_is_told_in_fields_of_the_catalogue():
    values = typed_groups(events("order.created")["order.placed"][0].delivery.data)

    assert values["order.country"] == "DK"
    assert values["customer.language"] == "da"
    assert values["customer.email"] == "anna@example.dk"
    assert values["order.placed_at"] == Instant.parse_iso("2026-11-22T03:07:10Z")
    assert str(values["order.paid_total"]) == "998.00 USD"


def test_a_price_is_what_the_customer_paid_for_one_tax_included():
    lines = [{"id": 3, "name": "Sko", "quantity": 3, "total": "240.00", "total_tax": "60.00", "sku": ""}]

    values = typed_groups(events("order.updated", currency="DKK", line_items=lines)["order.changed"][0].delivery.data)

    (line,) = values["order.lines"]  # type: ignore[misc]
    assert (line.get("price"), line.get("tax")) == (dkk("100.00"), dkk("20.00"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"meta_data": [{"id": 1, "key": "wpml_language", "value": "sv"}]}, "sv"),
        ({"meta_data": [{"id": 1, "key": "_locale", "value": "nn_NO"}]}, "nb"),
        ({"meta_data": [{"id": 1, "key": "wpml_language", "value": "pl"}]}, "da"),
    ],
)
def test_the_language_is_the_one_that_the_order_notes_else_the_countrys_first(fields: dict[str, object], language: str):
    assert events("order.updated", **fields)["order.changed"][0].delivery.data["customer"]["language"] == language


def test_a_cancelled_and_a_completed_order_say_so():
    assert "order.cancelled" in events("order.updated", status="cancelled")
    assert "order.dispatched" in events("order.updated", status="completed", date_completed_gmt="2026-11-23T09:00:00")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"id":15}', b"\xff", b'{"number":"1","refunds":[{}]}', b"[" * 100_000])
def test_an_order_that_cannot_be_read_is_kept_for_a_person(body: bytes):
    (report,) = translate(Delivered("order.updated", body), LANGUAGES, NOW)

    assert report.problem
    assert report.delivery.body == body


def test_other_topics_are_kept_under_their_own_name():
    (report,) = translate(Delivered("coupon.created", b'{"id":1}'), LANGUAGES, NOW)

    assert (report.delivery.type, report.problem) == ("woocommerce.coupon.created", "")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(field=st.sampled_from(sorted(json.loads(of_topic("order.updated").body))), value=_JSON)
def test_no_field_can_break_the_translation(field: str, value: object):
    body = json.dumps(json.loads(of_topic("order.updated").body) | {field: value}).encode()

    assert translate(Delivered("order.updated", body), LANGUAGES, NOW)
