"""The report of a rehearsal: text, JSON and one page, in six languages, with every mail and every date."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from engine.messages.languages import LANGUAGES
from engine.rehearsal.account import Account, account_of
from engine.rehearsal.report import as_json, as_text, headings
from engine.rehearsal.report_page import House, as_page
from engine.rehearsal.staff import Staff
from tests.unit.rehearsal.shipped import played, shop

NOTICE = "2026-12-11 09:05"


@cache
def account(language: str = "en") -> Account:
    return account_of(played("day 6: return received", staff=Staff(), notice__received_at=NOTICE), language)


@cache
def page(language: str = "en") -> str:
    playbook = shop().checked.playbooks["Return requested"]
    return as_page(account(language), playbook, language, House("Nordlys", "Europe/Copenhagen"))


def test_a_day_that_the_law_moved_says_why():
    text = as_text(account(), "en")

    assert "Fri 25 Dec 2026 is closed: Juledag (forbrugeraftaleloven § 19(6))." in text


def test_a_date_that_ends_within_a_day_is_told_with_its_time():
    text = as_text(account(), "en")

    assert "first_answer: Fri 11 Dec 2026 10:05 · goal" in text
    assert "Our own goal, “first_answer”: Friday 11 December 2026 at 10:05." in text
    assert "<b>Fri 11 Dec 2026 10:05</b>" in page()


def test_a_day_of_the_shops_clock_is_a_whole_day_for_a_reader_by_another_clock():
    told = played("day 6: return received", staff=Staff(), notice__received_at=NOTICE, order__country="FI")
    text = as_text(account_of(told, "en"), "en")

    assert "own_window_until: Sat 2 Jan 2027 · goodwill" in text


def test_a_paragraph_of_the_law_is_never_parted_from_its_number_on_the_page():
    assert "forbrugeraftaleloven §\N{NO-BREAK SPACE}" in page()
    assert "§ " not in page()


def test_why_a_day_was_moved_stands_only_where_it_was_moved():
    told = played("day 20: proof of sending received", staff=Staff())
    lines = [line for line in account_of(told, "en").lines if "refund_by" in line.text]

    assert [bool(line.reasons) for line in lines] == [False, True]


def test_every_mail_stands_in_the_text_as_the_customer_gets_it():
    text = as_text(account(), "en")

    assert all(mail.letter and mail.letter.subject in text for mail in account().mails)


def test_json_can_be_read_by_programs():
    told = json.loads(json.dumps(as_json(account())))

    assert [date["last_day"] for date in told["deadlines"] if date["name"] == "send_back_by"] == ["2026-12-28"]
    assert told["result"] == "refunded"


def test_each_line_of_a_mail_points_at_its_mail():
    found = account()
    numbers = [line.mail for line in found.lines if line.mail is not None]

    assert numbers == list(range(len(found.mails)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_heading(language: str):
    assert headings(language).table.keys() == headings("en").table.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_told_in_every_language(language: str):
    assert headings(language)("timeline") in page(language)


def test_the_page_fetches_nothing():
    fetched = re.findall(r"<(?:script|link|img|iframe|object)\b|@import|url\(", page())

    assert fetched == []


def test_the_page_is_for_day_and_night_and_for_phones():
    assert "prefers-color-scheme: dark" in page()
    assert "width=device-width" in page()


def test_every_link_inside_the_page_leads_somewhere():
    names = set(re.findall(r'href="#([^"]+)"', page()))

    assert names <= set(re.findall(r'id="([^"]+)"', page()))


def test_what_the_owner_wrote_cannot_become_markup():
    found = played("day 1: returns team answers Everything is as it should be")
    told = as_page(
        account_of(found, "en"), shop().checked.playbooks["Return requested"], "en", House("<b>&", "Europe/Copenhagen")
    )

    assert "<b>&" not in told
    assert "&lt;b&gt;&amp;" in told
