"""POST /hooks/woocommerce: the recorded deliveries of a real shop."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.store.inbox import EventState
from tests.integration.http.conftest import Doors
from tests.woocommerce_deliveries import Recorded, changed, of_topic, recorded


async def deliver(doors: Doors, delivery: Recorded, **headers: str) -> tuple[int, str]:
    skip = {"Host", "Content-Length", "Connection"}
    sent = {name: value for name, value in delivery.headers.items() if name not in skip} | headers
    answer = await doors.client.post("/hooks/woocommerce", content=delivery.body, headers=sent)
    return answer.status_code, answer.json().get("outcome", "")


async def test_all_recorded_deliveries_are_taken_and_each_fact_is_one_event(doors: Doors):
    answers = [await deliver(doors, delivery) for delivery in recorded()]

    assert {status for status, _ in answers} == {200}
    found = Counter(stored.type for stored in doors.stored())
    assert found == {"order.placed": 1, "order.changed": 1, "order.paid": 1, "refund.issued": 2}


async def test_the_unsigned_ping_of_a_new_webhook_is_answered_and_nothing_is_stored(doors: Doors):
    ping = next(delivery for delivery in recorded() if not delivery.topic)

    assert await deliver(doors, ping) == (200, "ping")
    assert doors.stored() == []


async def test_the_same_delivery_five_times_is_one(doors: Doors):
    answers = [await deliver(doors, of_topic("order.updated")) for _ in range(5)]

    assert answers == [(200, "new")] + [(200, "duplicate")] * 4


@pytest.mark.parametrize("signature", ["", "AAAA", "S3E4VEhuM9qn8IVMSD3n8K+XGDOZ7AvDahQvj58Y6HUx"])
async def test_a_forged_order_is_refused_and_not_stored(doors: Doors, signature: str):
    answer = await deliver(doors, of_topic("order.updated"), **{"X-WC-Webhook-Signature": signature})

    assert (answer[0], doors.stored()) == (401, [])


async def test_a_ping_with_anything_more_needs_a_signature(doors: Doors):
    assert (await deliver(doors, Recorded({}, b"webhook_id=3&x=1")))[0] == 401


async def test_a_refund_made_later_is_found_by_comparing(doors: Doors):
    await deliver(doors, of_topic("order.updated"))
    later = changed("order.updated", refunds=[{"id": 18, "reason": "", "total": "-1.00"}])

    await deliver(doors, later)

    refunds = [stored.data["refund"]["id"] for stored in doors.stored() if stored.type == "refund.issued"]
    assert refunds == ["wc-17", "wc-16", "wc-18"]


async def test_a_signed_order_that_cannot_be_read_is_kept_for_a_person(doors: Doors):
    status, _ = await deliver(doors, changed("order.updated", line_items="none"))

    assert status == 200
    assert [stored.state for stored in doors.stored()] == [EventState.UNMATCHED]
