"""Publishing from the operators' screens does what the command does, and answers every form that was filled in."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.case.view import CaseView
from engine.commands.assembly import Places, open_store, publish_new, read_shop, world
from engine.commands.publisher import FolderPublisher
from engine.language.playbook import Playbook
from engine.run.dispatch import Dispatcher
from engine.run.plainly import PlainRunner
from engine.run.ports import PUBLISH, OutsideHand
from engine.run.reflecting import Reflecting
from engine.store import versions

ROOT = Path(__file__).parents[3]


@dataclass
class Screens:
    """Screens at which somebody fills in forms, and what they show."""

    hands: list[OutsideHand] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    ends: list[tuple[str, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    async def take_in(self) -> list[OutsideHand]:
        found, self.hands = self.hands, []
        return found

    async def accepted(self, hand: OutsideHand, sentence: str) -> None:
        self._end(hand, "accepted", sentence)

    async def refused(self, hand: OutsideHand, why: str) -> None:
        self._end(hand, "refused", why)

    def _end(self, hand: OutsideHand, how: str, words: str) -> None:
        assert hand.type == PUBLISH
        self.ends.append((how, words))

    async def tell(self, hand: OutsideHand, text: str) -> None:
        assert hand.type == PUBLISH
        self.texts.append(text)

    def offer(self, playbooks: Sequence[Playbook]) -> None:
        self.titles = sorted(playbook.title for playbook in playbooks)

    async def reconcile(self, views: Sequence[CaseView]) -> object:
        return views


@dataclass
class Office:
    """A shop whose folder was changed since it was published, and its screens."""

    folder: Path
    reflecting: Reflecting
    screens: Screens

    async def fill_in(self, *, publish: bool, only: str = "") -> tuple[str, str]:
        data: dict[str, object] = {"only": only, "publish": publish, "who": "Mette"}
        self.screens.hands.append(OutsideHand(f"prefect:{len(self.screens.ends)}", PUBLISH, None, data))
        await self.reflecting.once()
        return self.screens.ends[-1]

    def versions_of(self, slug: str) -> list[str]:
        history = self.reflecting.world.store.read_now(versions.history)
        return [one.who for one in history if one.slug == slug]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    places = Places(tmp_path / "shop", tmp_path / "data")
    shutil.copytree(ROOT / "playbooks", places.folder, ignore=shutil.ignore_patterns("stories"))
    async with AsyncExitStack() as stack:
        store = open_store(places)
        stack.push_async_callback(store.aclose)
        ready = read_shop(places.folder)
        made = world(places, ready, store, stack)
        publish_new(made, ready)
        book = places.folder / "complaint.yaml"
        book.write_text(book.read_text(encoding="utf-8").replace("about: ", "about: Changed. ", 1), encoding="utf-8")
        screens = Screens()
        publisher = FolderPublisher(places.folder, made)
        yield Office(places.folder, Reflecting(made, Dispatcher(made, PlainRunner()), screens, publisher), screens)


async def test_without_the_tick_it_only_shows_what_differs(office: Office):
    assert await office.fill_in(publish=False) == ("accepted", "Shown; nothing was published")

    assert "**“Complaint” becomes version 2. New cases follow it.**" in office.screens.texts[0]
    assert office.versions_of("complaint") == [""]


async def test_with_the_tick_it_publishes_in_the_name_that_was_given(office: Office):
    assert await office.fill_in(publish=True, only="Complaint") == ("accepted", "Published: Complaint 2")

    assert office.versions_of("complaint") == ["", "Mette"]
    assert await office.fill_in(publish=True) == ("accepted", "Nothing differs from what is published.")


async def test_what_has_mistakes_is_not_published_and_the_form_says_so(office: Office):
    book = office.folder / "complaint.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("starts_when", "starts_wen"), encoding="utf-8")

    assert (await office.fill_in(publish=True))[0] == "refused"
    assert "complaint.yaml" in office.screens.texts[0]


async def test_a_folder_that_cannot_be_read_is_told_at_the_form(office: Office):
    (office.folder / "shop.yaml").unlink()

    assert (await office.fill_in(publish=True))[0] == "refused"
    assert office.versions_of("complaint") == [""]


async def test_the_screens_offer_the_playbooks_that_new_cases_get(office: Office):
    await office.reflecting.once()

    assert "Complaint" in office.screens.titles
    store = office.reflecting.world.store
    now = office.reflecting.world.clock.now()
    store.write_now(lambda conn: versions.withdraw(conn, "complaint", now))
    await office.reflecting.once()
    assert "Complaint" not in office.screens.titles
