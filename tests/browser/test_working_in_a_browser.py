"""What staff do on the pages, done in a real browser without JavaScript."""

from __future__ import annotations

import pytest

from engine.store import cases, inbox
from integrations.web.languages import words_in
from tests.browser.conftest import LANGUAGES
from tests.browser.house import COUNTRIES
from tests.browser.looks import pale, too_wide


@pytest.mark.parametrize(("case", "language"), tuple(enumerate(LANGUAGES, 8)))
def test_a_question_is_answered_through_its_form_and_the_case_goes_on(readers, house, language, case):
    reader = readers.of(language, "phone")
    page = reader.open("/cases")
    page.locator(f'a[href="/cases/{case}"]').first.click()
    form = page.locator("section.question form")
    form.get_by_label("Repair it", exact=True).check()
    form.locator('[name="complaint.reason"]').fill("Sømmen holdt ikke.")
    form.locator('[name="who"]').fill("Mads")
    form.locator("button").click()

    assert page.get_by_role("status").inner_text() == words_in(language)["taken"]
    house.settle()
    known = house.store.read_now(lambda conn: cases.get(conn, case)).view
    assert "Mads" in reader.open(f"/cases/{case}").locator(".timeline").inner_text()
    assert not any(question.key.endswith("decision") for question in known.questions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_lacks_an_answer_says_so_and_keeps_what_was_written(readers, language):
    reader = readers.of(language)
    page = reader.open("/cases/7")
    form = page.locator("section.question form")
    form.locator('[name="who"]').fill("Mads")
    form.locator("button").click()

    assert page.get_by_role("alert").inner_text() == words_in(language)["answer_missing"]
    assert page.locator('[name="who"]').input_value() == "Mads"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_without_a_case_is_given_to_one(readers, house, language):
    reader = readers.of(language, "phone")
    page = reader.open("/unmatched")
    stray = page.locator("section.card").first
    name = stray.get_attribute("aria-labelledby")
    stray.get_by_label(words_in(language)["assign_to"]).fill("1")
    stray.get_by_role("button").click()

    assert page.get_by_role("status").inner_text() == words_in(language)["assigned"].format(case=1)
    assert page.locator(f'[aria-labelledby="{name}"]').count() == 0
    left = house.store.read_now(inbox.unmatched)
    assert f"e{left[0].id}" != name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_that_does_not_exist_takes_no_event(readers, language):
    reader = readers.of(language)
    page = reader.open("/unmatched")
    before = page.locator("section.card").count()
    page.locator('section.card [name="case"]').first.fill("777")
    page.locator("section.card button").first.click()

    assert page.get_by_role("alert").inner_text() == words_in(language)["no_such_case"].format(case="777")
    assert page.locator("section.card").count() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_is_opened_from_the_mailbox_and_shown_in_its_frame(readers, language):
    reader = readers.of(language)
    page = reader.open("/mailbox?language=de")
    page.locator(".mails .subject").first.click()
    frame = page.frame_locator("article iframe")

    assert "Søren" in frame.locator("body").inner_text()
    assert page.locator("iframe").get_attribute("sandbox") == ""
    assert reader.elsewhere == []


@pytest.mark.parametrize("language", COUNTRIES)
def test_a_mail_fits_on_a_phone_and_can_be_read(readers, language):
    reader = readers.of(language, "phone")
    listed = reader.open(f"/mailbox?language={language}").locator(".mails li > a").first
    page = reader.open(f"{listed.get_attribute('href')}/html")

    assert page.locator("html").get_attribute("lang") == language
    assert (too_wide(page), pale(page), reader.elsewhere) == ([], [], [])
