"""POST /events: what is signed is stored before it is answered, what is not leaves no trace."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from engine.store.inbox import EventState
from integrations.web import body as limits
from integrations.web.needs import Secrets
from tests.integration.http.conftest import KEY, Doors


async def test_a_signed_event_is_stored_and_then_answered(doors: Doors, event: dict[str, Any]):
    answer = await doors.report(event)

    (stored,) = doors.stored()
    assert (answer.status_code, answer.json()) == (202, {"outcome": "new", "id": "w-1"})
    assert (stored.type, stored.state, stored.data) == ("return.requested", EventState.WAITING, event["data"])


async def test_the_same_delivery_a_hundred_times_at_once_is_one_event(doors: Doors, event: dict[str, Any]):
    answers = await asyncio.gather(*(doors.report(event) for _ in range(100)))

    assert sorted(answer.status_code for answer in answers) == [200] * 99 + [202]
    assert {answer.json()["outcome"] for answer in answers if answer.status_code == 200} == {"duplicate"}
    assert len(doors.stored()) == 1


async def test_the_same_id_with_another_body_is_kept_apart_and_said(doors: Doors, event: dict[str, Any]):
    await doors.report(event)
    answer = await doors.report(event | {"data": {"order": {"number": "666"}}})

    assert (answer.status_code, answer.json()["outcome"]) == (202, "conflict")
    assert [stored.state for stored in doors.stored()] == [EventState.WAITING, EventState.CONFLICT]


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-id": "another"},
        {"webhook-timestamp": "1795999000"},
    ],
)
async def test_a_forged_or_replayed_event_is_refused_and_not_stored(
    doors: Doors, event: dict[str, Any], headers: dict[str, str]
):
    answer = await doors.report(event, **headers)

    assert answer.status_code == 401
    assert set(answer.json()) == {"what", "where", "what_to_do"}
    assert doors.stored() == []


async def test_a_recorded_delivery_is_worth_nothing_five_minutes_later(doors: Doors, event: dict[str, Any]):
    raw = json.dumps(event).encode()
    headers = doors.signed(raw)
    doors.clock.real += 301

    answer = await doors.client.post("/events", content=raw, headers=headers)

    assert (answer.status_code, doors.stored()) == (401, [])


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"id": ""}, "id"),
        ({"id": "x" * 256}, "id"),
        ({"source": None}, "source"),
        ({"type": "a\nb"}, "type"),
        ({"time": "yesterday"}, "time"),
        ({"time": "2026-12-11T09:00:00"}, "time"),
        ({"data": "text"}, "data"),
    ],
)
async def test_a_signed_event_of_the_wrong_shape_is_told_what_to_change(
    doors: Doors, event: dict[str, Any], changes: dict[str, Any], where: str
):
    answer = await doors.report(event | changes)

    assert (answer.status_code, answer.json()["where"]) == (400, where)
    assert doors.stored() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 60 + b"1" + b"}" * 60, b'{"id":1,"id":2}', b'{"a":NaN}'],
)
async def test_a_signed_body_that_is_no_event_is_refused(doors: Doors, body: bytes):
    import base64
    import hashlib
    import hmac

    stamp = str(int(doors.clock.real))
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signature = base64.b64encode(hmac.digest(key, b"m." + stamp.encode() + b"." + body, hashlib.sha256)).decode()
    headers = {"webhook-id": "m", "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}

    answer = await doors.client.post("/events", content=body, headers=headers)

    assert (answer.status_code, doors.stored()) == (400, [])


async def test_an_unknown_type_is_kept_and_listed(doors: Doors, event: dict[str, Any]):
    answer = await doors.report(event | {"type": "parcel.teleported"})

    assert answer.status_code == 202
    assert "parcel.teleported" in answer.json()["reason"]
    assert [stored.state for stored in doors.stored()] == [EventState.UNKNOWN_TYPE]


async def test_bad_data_of_an_honest_sender_is_kept_for_a_person(doors: Doors, event: dict[str, Any]):
    answer = await doors.report(event | {"data": {"order": {"number": "1042", "country": "Denmark"}}})

    (stored,) = doors.stored()
    assert answer.status_code == 202
    assert "order.country" in answer.json()["reason"]
    assert (stored.state, "Denmark" in stored.reason) == (EventState.UNMATCHED, True)


async def test_a_sender_cannot_answer_in_the_name_of_a_person(doors: Doors, event: dict[str, Any]):
    answer = await doors.report(event | {"type": "operator.answered"})

    assert answer.status_code == 202
    assert [stored.state for stored in doors.stored()] == [EventState.UNMATCHED]


async def test_amounts_keep_their_every_digit(doors: Doors, event: dict[str, Any]):
    raw = json.dumps(event | {"data": {"refund": {"amount": {"amount": 0, "currency": "DKK"}}}})

    await doors.report(raw.replace('"amount": 0', '"amount": 499.10').encode())

    assert doors.stored()[0].data["refund"]["amount"]["amount"] == "499.10"


async def test_a_body_over_a_million_bytes_is_refused_however_it_comes(doors: Doors):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    assert (await doors.client.post("/events", content=b" " * 1_000_001)).status_code == 413
    assert (await doors.client.post("/events", content=pieces())).status_code == 413


async def test_a_sender_that_drips_is_cut_off(doors: Doors, monkeypatch: pytest.MonkeyPatch):
    async def drip() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b" "

    monkeypatch.setattr(limits, "SLOWEST", 0.05)

    assert (await doors.client.post("/events", content=drip())).status_code == 408


async def test_a_store_that_cannot_write_asks_the_sender_to_come_again(
    doors: Doors, event: dict[str, Any], tmp_path: Path
):
    other = sqlite3.connect(tmp_path / "doors.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    locked = await doors.report(event)
    other.execute("ROLLBACK")
    other.close()

    assert (locked.status_code, locked.headers["retry-after"]) == (503, "30")
    assert "sql" not in locked.text.lower()
    assert (await doors.report(event)).json()["outcome"] == "new"


async def test_other_methods_and_addresses_are_refused_in_the_same_form(doors: Doors):
    assert (await doors.client.get("/events")).json()["where"] == ""
    assert (await doors.client.get("/nothing")).status_code == 404
    assert (await doors.client.get("/healthz")).text == "ok\n"


async def test_a_sender_reaches_the_door_under_whatever_name_stands_in_front(doors: Doors, event: dict[str, Any]):
    assert (await doors.report(event, host="shop.example")).status_code == 202


async def test_no_secret_is_ever_shown(doors: Doors, event: dict[str, Any]):
    answers = [await doors.report(event), await doors.report(event, **{"webhook-signature": "v1,AAAA"})]
    shown = [answer.text + str(answer.headers) for answer in answers] + [repr(Secrets((KEY,), ("hemmelig",)))]

    assert not [text for text in shown if KEY in text or "hemmelig" in text]
