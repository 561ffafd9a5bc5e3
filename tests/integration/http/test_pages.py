"""The pages for staff: readable, safe, in six languages, and of use without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import httpx
import pytest

from engine.case.view import QuestionView
from engine.store import cases, inbox, leases
from integrations.web import pages, rendering
from integrations.web.dates import Dates
from integrations.web.headlines import headline
from integrations.web.languages import LANGUAGES, preferred, words_in
from integrations.web.questions import anchor
from tests.integration.http.cases_on_show import FIGURES, MISSING, furnish, view
from tests.integration.http.conftest import Doors

PAGES = ["/cases", "/cases/1", "/mailbox", "/mailbox/1", "/unmatched", "/versions"]


def furnished(doors: Doors, *questions: QuestionView) -> int:
    return doors.store.write_now(lambda conn: furnish(conn, *questions))


async def page(doors: Doors, path: str, language: str = "en") -> httpx.Response:
    return await doors.client.get(path, headers={"accept-language": language})


async def send(doors: Doors, path: str, **form: str) -> httpx.Response:
    """Fill in a form as a browser does: from the page that holds it, with the guard that stands in it."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', (await page(doors, path.rpartition("/")[0])).text)
    assert found
    return await doors.client.post(path, data={"token": found[1]} | form)


async def answered(doors: Doors, **form: str) -> httpx.Response:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', (await page(doors, "/cases/1")).text)
    assert found
    return await doors.client.post("/cases/1/answers", data={"token": found[1]} | form)


def inbox_of(doors: Doors, case: int = 1) -> list[dict[str, Any]]:
    return [dict(event.data) for event in doors.store.read_now(lambda conn: inbox.for_case(conn, case))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_opens_in_every_language(doors: Doors, path: str, language: str):
    furnished(doors, MISSING, FIGURES)

    answer = await page(doors, path, language)

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert words_in(language)["cases"] in answer.text


@pytest.mark.parametrize("path", ["/cases", "/mailbox", "/unmatched"])
async def test_a_page_with_nothing_on_it_says_so(doors: Doors, path: str):
    assert 'class="empty"' in (await page(doors, path)).text


@pytest.mark.parametrize("path", PAGES)
async def test_what_customers_write_stays_text(doors: Doors, path: str, event: dict[str, Any]):
    furnished(doors, MISSING)
    await doors.report(event | {"type": "<script>", "data": {"x": "<script>"}})

    assert "<script" not in (await page(doors, path)).text


async def test_no_page_needs_javascript_or_anything_from_elsewhere(doors: Doors):
    furnished(doors, MISSING, FIGURES)
    for path in PAGES:
        answer = await page(doors, path)

        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r'(src|href)="(?!/|#|data:|http://127\.0\.0\.1:4200)', answer.text)


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        (
            "Waiting for return received or refund issued · until Fri 25 Dec",
            "da",
            "Venter på retur modtaget eller penge betalt tilbage, til fre. 25. dec. 2026",
        ),
        ("Waiting · until Mon 4 Jan", "de", "Warten bis Mo., 4. Jan. 2027"),
        ("Question to Mads · answer by Tue 29 Feb", "sv", "Fråga till Mads, svar senast Tue 29 Feb"),
        (
            "Handed over to a person: the mail was refused.",
            "fi",
            "Tapaus vaatii ihmisen huomiota: the mail was refused.",
        ),
        ("Something else", "nb", "Something else"),
    ],
)
def test_a_headline_is_told_in_the_readers_language(written: str, language: str, said: str):
    assert headline(replace(view(), headline=written), Dates(language, "Europe/Copenhagen")) == said


async def test_the_case_page_tells_the_story_and_the_dates(doors: Doors):
    furnished(doors, MISSING)

    text = (await page(doors, "/cases/1")).text

    assert "The message “withdrawal_received” was sent." in text
    assert "Fri, 25 Dec 2026" in text
    assert "nothing received yet" in text
    assert f'id="{anchor(MISSING)}"' in text


async def test_a_question_is_answered_on_its_page_and_the_case_is_woken(doors: Doors):
    furnished(doors, MISSING)

    answer = await answered(doors, question=MISSING.key, answer="Refund anyway", who="Mads", comment="Sent twice")

    assert answer.status_code == 200
    assert words_in("en")["taken"] in answer.text
    given = {"question": MISSING.key, "answer": "Refund anyway", "values": {}, "who": "Mads", "comment": "Sent twice"}
    assert inbox_of(doors) == [given]
    assert doors.store.read_now(lambda conn: cases.get(conn, 1)).wake_at is not None


async def test_the_same_answer_twice_is_one(doors: Doors):
    furnished(doors, MISSING)
    for _ in range(2):
        answer = await answered(doors, question=MISSING.key, answer="Refund anyway", who="Mads")

    assert words_in("en")["known_answer"] in answer.text
    assert len(inbox_of(doors)) == 1


async def test_figures_are_read_as_a_nordic_hand_writes_them(doors: Doors):
    furnished(doors, FIGURES)
    form = {
        "question": FIGURES.key,
        "answer": "Written down",
        "who": "Mads",
        "refund.amount": "499,50 dkk",
        "refund.issued_at": "2026-12-11T10:30",
        "return.statutory": "yes",
        "return.inspection": "used",
    }

    assert (await answered(doors, **form)).status_code == 200
    assert inbox_of(doors)[0]["values"] == {
        "refund.amount": {"amount": "499.50", "currency": "DKK"},
        "refund.issued_at": "2026-12-11T09:30:00Z",
        "return.statutory": True,
        "return.inspection": "used",
    }


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"who": ""}, "who_missing"),
        ({"answer": ""}, "answer_missing"),
        ({"answer": "Give me a pony"}, "answer_missing"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_stored(doors: Doors, form: dict[str, str], said: str):
    furnished(doors, MISSING)

    answer = await answered(doors, **({"question": MISSING.key, "answer": "Refund anyway", "who": "Mads"} | form))

    assert (answer.status_code, words_in("en")[said] in answer.text) == (400, True)
    assert inbox_of(doors) == []


async def test_an_amount_that_is_none_is_sent_back_with_what_was_filled_in(doors: Doors):
    furnished(doors, FIGURES)

    answer = await answered(
        doors, question=FIGURES.key, answer="Written down", who="Mads", **{"refund.amount": "a lot"}
    )

    assert answer.status_code == 400
    assert 'value="a lot"' in answer.text
    assert "499.00 DKK" in answer.text
    assert inbox_of(doors) == []


async def test_a_question_that_is_closed_cannot_be_answered(doors: Doors):
    furnished(doors, MISSING)

    answer = await answered(doors, question="Something else", answer="Refund anyway", who="Mads")

    assert words_in("en")["known_answer"] in answer.text
    assert inbox_of(doors) == []


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
async def test_a_form_from_elsewhere_changes_nothing(doors: Doors, token: str):
    furnished(doors, MISSING)
    await page(doors, "/cases/1")
    form = {"token": token, "question": MISSING.key, "answer": "Refund anyway", "who": "Mads"}

    answer = await doors.client.post("/cases/1/answers", data=form)

    assert (answer.status_code, inbox_of(doors)) == (403, [])


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
async def test_the_pages_open_only_on_this_machine(doors: Doors, headers: dict[str, str]):
    assert (await doors.client.get("/mailbox", headers=headers)).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8014", "localhost", "[::1]:8014"])
async def test_this_machine_has_three_names(doors: Doors, host: str):
    assert (await doors.client.get("/mailbox", headers={"host": host})).status_code == 200


async def test_a_mail_is_shown_as_the_customer_sees_it_in_a_sandbox(doors: Doors):
    furnished(doors)

    shown = await page(doors, "/mailbox/1")
    alone = await page(doors, "/mailbox/1/html")

    assert 'sandbox=""' in shown.text
    assert "Message-ID" in shown.text
    assert alone.headers["content-security-policy"].startswith("sandbox;")
    assert "glæder os" in alone.text


@pytest.mark.parametrize(
    ("query", "found"), [("", 1), ("?case=1", 1), ("?case=2", 0), ("?language=fi", 0), ("?case=x", 1)]
)
async def test_the_mailbox_can_be_narrowed(doors: Doors, query: str, found: int):
    furnished(doors)

    assert (await page(doors, f"/mailbox{query}")).text.count('href="/mailbox/1"') == found


@pytest.mark.parametrize("path", ["/cases/99", "/mailbox/99", "/mailbox/99/html"])
async def test_what_does_not_exist_is_a_kind_404(doors: Doors, path: str):
    answer = await page(doors, path, "da")

    assert (answer.status_code, "Siden findes ikke" in answer.text) == (404, True)


async def test_a_list_that_is_cut_off_says_so(doors: Doors, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    for module in (rendering, pages):
        monkeypatch.setattr(module, "MOST", 2)
    for number in range(3):
        await doors.report(event | {"id": str(number), "type": "parcel.teleported"})

    assert "2 are shown; there are more." in (await page(doors, "/unmatched")).text


async def test_an_event_without_a_case_is_given_to_one(doors: Doors, event: dict[str, Any]):
    furnished(doors)
    await doors.report(event | {"data": {"order": {"number": "1042", "country": "Denmark"}}})
    stray = doors.store.read_now(inbox.unmatched)[0].id

    answer = await send(doors, f"/unmatched/{stray}", case="1")

    assert (answer.status_code, "case 1" in answer.text) == (200, True)
    assert [data["order"]["country"] for data in inbox_of(doors)] == ["Denmark"]


async def test_an_event_is_not_given_to_a_case_that_does_not_exist(doors: Doors, event: dict[str, Any]):
    furnished(doors)
    await doors.report(event | {"type": "parcel.teleported"})
    stray = doors.store.read_now(inbox.unmatched)[0].id

    for case in ("99", "", "one", "9" * 30):
        assert (await send(doors, f"/unmatched/{stray}", case=case)).status_code == 400


async def test_an_event_that_contradicts_another_offers_no_form(doors: Doors, event: dict[str, Any]):
    await doors.report(event)
    await doors.report(event | {"data": {}})

    text = (await page(doors, "/unmatched")).text

    assert words_in("en")["conflict_hint"] in text
    assert "/unmatched/" not in text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("no", "nb"),
        ("nn-NO;q=0.7,fr;q=0.9", "nb"),
        ("fr,en;q=0.1,fi;q=0.5", "fi"),
        ("", "en"),
        ("*;q=x,,;;", "en"),
    ],
)
def test_the_browser_says_which_language(accepted: str, language: str):
    assert preferred(accepted) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_every_place(language: str):
    def places(code: str) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"{\w+}", word)) for key, word in words_in(code).items()}

    assert places(language) == places("en")


async def test_a_case_that_an_engine_holds_can_be_answered_too(doors: Doors):
    furnished(doors, MISSING)
    doors.store.write_now(lambda conn: leases.claim(conn, 1, "engine", 60))

    assert (await answered(doors, question=MISSING.key, answer="Refund anyway", who="Mads")).status_code == 200
    assert len(inbox_of(doors)) == 1
