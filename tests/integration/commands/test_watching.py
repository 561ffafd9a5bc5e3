"""A change of the shop's folder counts while the engine runs, and a broken one never does."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from engine.commands.assembly import Places, open_store, read_shop, world
from engine.commands.watching import Watching
from engine.run.world import World

ROOT = Path(__file__).parents[3]
Change = Callable[[str, str], Awaitable[tuple[World, str]]]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Change a word of shop.yaml after it was read at the start; gives the engine's world and what was said first."""
    places = Places(tmp_path / "playbooks", tmp_path / "data")
    shutil.copytree(ROOT / "playbooks", places.folder)

    async def changed(old: str, new: str) -> tuple[World, str]:
        said: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        async with AsyncExitStack() as stack:
            ready, store = read_shop(places.folder), open_store(places)
            stack.push_async_callback(store.aclose)
            made = world(places, ready, store, stack)
            file = places.folder / "shop.yaml"
            file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            say = partial(loop.call_soon_threadsafe, said.put_nowait)
            watching = asyncio.create_task(Watching(places, made, say, ready.stamps).run())
            first = await asyncio.wait_for(said.get(), timeout=60)
            watching.cancel()
        return made, first

    return changed


async def test_a_change_made_while_fjorten_starts_is_not_overlooked(change: Change):
    made, _ = await change("name: Nordlys ", "name: Sydlys ")

    assert made.frozen.shop.name == "Sydlys"


async def test_a_shop_file_with_a_mistake_changes_nothing(change: Change):
    made, said = await change("name: Nordlys ", "nmae: Sydlys ")

    assert (made.frozen.shop.name, said.startswith("Nothing was taken over")) == ("Nordlys", True)


async def test_a_mail_password_that_nobody_has_put_changes_nothing(change: Change):
    made, said = await change('password: "" ', "password: secret mail_password ")

    assert (made.frozen.shop.mail.password, '"mail_password" is nowhere' in said) == ("", True)
