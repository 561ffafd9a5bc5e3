"""The pages for staff, looked at as people look at them: in a real browser, without JavaScript, on a phone and wide."""

from __future__ import annotations

from functools import cache

import pytest

from tests.browser.conftest import LANGUAGES, SIZES
from tests.browser.looks import Look, beyond_the_keyboard, look, pale

PAGES = {
    "cases": "/cases",
    "a case that asks for words": "/cases/7",
    "a case that asks for a day": "/cases/15",
    "mailbox": "/mailbox",
    "a mail": "/mailbox/1",
    "events without a case": "/unmatched",
    "versions": "/versions",
    "nowhere": "/cases/999",
}


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def path(request):
    return request.param


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture(scope="session")
def seen(readers):
    """What there is to see of a page; looked at once for all that is asked of it."""

    @cache
    def at(path: str, language: str, size: str) -> Look:
        reader = readers.of(language, size)
        page = reader.open(path)
        page.wait_for_load_state("networkidle")
        return look(page, reader.asked, reader.elsewhere)

    return at


def test_nothing_sticks_out_of_the_screen(seen, path, language, size):
    assert seen(path, language, size).too_wide == []


def test_the_page_says_in_which_language_it_is(seen, path, language, size):
    assert seen(path, language, size).language == language


def test_every_field_of_a_form_says_what_it_is(seen, path, language, size):
    assert seen(path, language, size).unlabelled == []


def test_no_page_has_a_script_or_asks_for_anything_outside_this_machine(seen, path, language, size):
    found = seen(path, language, size)

    assert found.asked, "nothing was asked for at all"
    assert (found.scripts, found.elsewhere) == (0, [])


@pytest.mark.parametrize("light", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(readers, path, light):
    assert pale(readers.of(LANGUAGES[0], "phone", light).open(path)) == []


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(readers, path):
    assert beyond_the_keyboard(readers.of(LANGUAGES[0]).open(path)) == []
