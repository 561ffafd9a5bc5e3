"""A real Chromium on the real pages; the suite runs only where there is one (tests/run.py says so)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.house import COUNTRIES, House
from tests.browser.house import house as built

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = tuple(COUNTRIES) if os.environ.get("FJORTEN_SOAK") else ("da", "fi")
"""CI looks at two languages, one of them with the longest words; with FJORTEN_SOAK=1 at all six."""

SIZES = {"phone": (360, 740), "wide": (1280, 900)}
Light = Literal["light", "dark"]


@dataclass(slots=True)
class Reader:
    """A browser in front of the house, without JavaScript, and every address that it asked for."""

    page: Page
    house: House
    asked: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the house."""
        self.page.goto(self.house.address + path)
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """What was asked for outside the house."""
        return [one for one in self.asked if not one.startswith((self.house.address, "data:", "about:"))]


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    with built(tmp_path_factory.mktemp("house")) as made:
        yield made


def _listener(reader: Reader) -> Callable[[Route], None]:
    """Keeps what a reader's browser asks for, and lets nothing out of the house."""

    def let_through(route: Route) -> None:
        reader.asked.append(route.request.url)
        if route.request.url.startswith(reader.house.address):
            route.continue_()
        else:
            route.abort()

    return let_through


@dataclass(slots=True)
class Readers:
    """Readers of each language, size of screen and time of day: each opens her browser once."""

    chromium: Browser
    house: House
    known: dict[tuple[str, str, str], Reader] = field(default_factory=dict)

    def of(self, language: str, size: str = "wide", light: Light = "light") -> Reader:
        """A reader, without JavaScript, with nothing asked for yet."""
        one = (language, size, light)
        if one not in self.known:
            self.known[one] = Reader(self._page(language, size, light), self.house)
            self.known[one].page.route("**/*", _listener(self.known[one]))
        self.known[one].asked.clear()
        return self.known[one]

    def _page(self, language: str, size: str, light: Light) -> Page:
        width, height = SIZES[size]
        context = self.chromium.new_context(
            java_script_enabled=False, locale=language, color_scheme=light, viewport={"width": width, "height": height}
        )
        context.set_default_timeout(10_000)
        return context.new_page()


@pytest.fixture(scope="session")
def readers(house) -> Iterator[Readers]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield Readers(chromium, house)
        chromium.close()
