"""The pages that `fjorten try` writes, opened in a browser: on a phone and a wide screen, by day and by night, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from engine.commands.main import fjorten
from tests.browser.conftest import SIZES, Readers
from tests.browser.looks import beyond_the_keyboard, pale, too_wide

SHIPPED = Path(__file__).resolve().parents[2] / "playbooks"
RETURN = [str(SHIPPED / "return_requested.yaml"), "--starts", "2026-12-11T09:05", "--event", "day 6: return received"]
DELAY = [str(SHIPPED / "delayed_shipment.yaml"), "--country", "FI", "--starts", "2026-12-11T09:05", "--silent-staff"]
PAGES = {
    "return": [*RETURN, "--fails", "refund 1 times", "--language", "da"],
    "delay": [*DELAY, "--language", "fi"],
    "year": [str(SHIPPED), "--year", "--cases", "25", "--starts", "2026-01-01", "--language", "de"],
}
LEVELS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(e => Number(e.tagName[1]))"
SMALL = """[...document.querySelectorAll('.picture text')].filter(e => e.getClientRects().length &&
  e.getBoundingClientRect().height < 11).map(e => e.textContent)"""
CUT = """[...document.querySelectorAll('.picture svg')].filter(e => e.getClientRects().length).flatMap(svg => {
  const room = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(e => e.getBoundingClientRect().right > room.right).map(e => e.textContent);
})"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    for name, words in PAGES.items():
        CliRunner().invoke(fjorten, ["try", *words, "--html", str(folder / f"{name}.html")], catch_exceptions=False)
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.fixture(params=[(size, light) for size in SIZES for light in ("light", "dark")], ids=str)
def page(request: pytest.FixtureRequest, readers: Readers) -> Iterator[Page]:
    size, light = request.param
    width, height = SIZES[size]
    context = readers.chromium.new_context(color_scheme=light, viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_report_fits_the_screen_and_is_read_with_ease(name: str, page: Page, written: dict[str, Path]):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written[name].as_uri())

    assert asked == [written[name].as_uri()]
    assert too_wide(page) == []
    assert pale(page) == []
    assert (page.evaluate(SMALL), page.evaluate(CUT)) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_the_headings_of_a_report_lead_through_it(name: str, readers: Readers, written: dict[str, Path]):
    context = readers.chromium.new_context()
    page = context.new_page()
    page.goto(written[name].as_uri())
    levels = page.evaluate(LEVELS)
    beyond = beyond_the_keyboard(page)
    context.close()

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert beyond == []


def test_a_report_can_be_printed(readers: Readers, written: dict[str, Path]):
    context = readers.chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(written["return"].as_uri())
    page.emulate_media(media="print", color_scheme="light")
    hidden = page.locator("nav").is_hidden()
    dates = page.locator("details .why").first.is_visible()
    context.close()

    assert hidden
    assert dates
